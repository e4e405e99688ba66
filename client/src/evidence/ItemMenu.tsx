import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconDots, IconInfoCircle, IconPencil, IconUnlink, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { DetailsDialog } from './DetailsDialog.tsx'
import classes from './EvidenceItem.module.css'
import type { Evidence } from './queries.ts'
import type { Review } from './useReview.ts'

type Props = {
  item: Evidence
  mayChange: boolean
  onDetach: ((item: Evidence) => void) | undefined
  review: Review | undefined
}

type Choice = { label: string; icon: ComponentType<{ className?: string | undefined }>; onChoose: () => void }

/** A decision can be turned round; the one about what waits stands in the item itself. */
function decisionOf(status: Evidence['status'], review: Review): Choice[] {
  if (status === 'accepted') return [{ label: 'Reject', icon: IconX, onChoose: review.startRejecting }]
  return status === 'rejected' ? [{ label: 'Accept', icon: IconCheck, onChoose: review.accept }] : []
}

/** What else can be done with a piece of evidence. */
export function ItemMenu({ item, mayChange, onDetach, review }: Props) {
  const [isEditing, setIsEditing] = useState(false)
  const choices: Choice[] = [
    ...(mayChange ? [{ label: 'Name and validity', icon: IconPencil, onChoose: () => setIsEditing(true) }] : []),
    ...(review ? decisionOf(item.status, review) : []),
    ...(onDetach ? [{ label: 'Take away from here', icon: IconUnlink, onChoose: () => onDetach(item) }] : []),
  ]
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${item.title}`}>
            <IconDots className={classes.icon} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconInfoCircle className={classes.icon} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/evidence/$evidenceId" params={{ evidenceId: item.id }} />}
          >
            Details and history
          </Menu.Item>
          {choices.map(({ label, icon: Icon, onChoose }) => (
            <Menu.Item key={label} leftSection={<Icon className={classes.icon} aria-hidden />} onClick={onChoose}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isEditing && <DetailsDialog item={item} onClose={() => setIsEditing(false)} />}
    </>
  )
}
