import { ActionIcon, Menu } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconDots, IconLink, IconLock, IconLockOpen, IconMessagePlus } from '@tabler/icons-react'
import { useCan } from '../accounts/useMe.ts'
import { useOpenDocument } from './openDocument.ts'
import classes from './SectionCard.module.css'
import type { SectionCommands } from './useSectionCommands.ts'

type Props = { title: string; isLocked: boolean; needsWork: boolean; commands: SectionCommands; onComment: () => void }

/** The one button of a section: what this reader may do with it as a whole. */
export function SectionMenu({ title, isLocked, needsWork, commands, onComment }: Props) {
  const { customerId } = useOpenDocument()
  const can = useCan()
  const [LockIcon, MarkIcon] = [isLocked ? IconLockOpen : IconLock, needsWork ? IconCircleCheck : IconAlertCircle]
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon className={classes.menu} aria-label={`${title}: section menu`}>
          <IconDots className={classes.icon} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {can('section.lock', customerId) && (
          <Menu.Item leftSection={<LockIcon className={classes.icon} aria-hidden />} onClick={() => commands.setLocked(!isLocked)}>
            {isLocked ? 'Unlock' : 'Lock'}
          </Menu.Item>
        )}
        {can('document.edit', customerId) && (
          <Menu.Item leftSection={<MarkIcon className={classes.icon} aria-hidden />} onClick={() => commands.setNeedsWork(!needsWork)}>
            {needsWork ? 'Take the mark away' : 'Mark as needing work'}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconMessagePlus className={classes.icon} aria-hidden />} onClick={onComment}>
          Comment on section
        </Menu.Item>
        <Menu.Item leftSection={<IconLink className={classes.icon} aria-hidden />} onClick={commands.copyLink}>
          Copy link to section
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
