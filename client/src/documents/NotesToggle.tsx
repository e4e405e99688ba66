import { ActionIcon } from '@mantine/core'
import { IconNotes } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import classes from './DocumentHeader.module.css'

const route = getRouteApi(documentRouteId)

/** Lays the internal notes over the document, or takes them away; for staff only. */
export function NotesToggle({ customerId }: { customerId: string }) {
  const { notes } = route.useSearch()
  const navigate = route.useNavigate()
  const can = useCan()
  if (!can('internal.read', customerId)) return null
  const toggle = () =>
    void navigate({
      search: (search) => ({ ...search, notes: notes === true ? undefined : true }),
      hash: true,
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    })
  return (
    <ActionIcon onClick={toggle} variant={notes === true ? 'light' : 'subtle'} aria-pressed={notes === true} aria-label="Internal notes">
      <IconNotes className={classes.icon} />
    </ActionIcon>
  )
}
