import { Button } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import classes from './InternalNote.module.css'

const route = getRouteApi(documentRouteId)

/** Lays the internal notes over the document, or takes them away; for staff only. */
export function NotesToggle({ customerId }: { customerId: string }) {
  const { notes = false } = route.useSearch()
  const navigate = route.useNavigate()
  const can = useCan()
  if (!can('internal.read', customerId)) return null
  const toggle = () =>
    void navigate({
      search: (search) => ({ ...search, notes: notes ? undefined : true }),
      hash: true,
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    })
  return (
    <Button
      size="xs"
      variant={notes ? 'light' : 'default'}
      aria-pressed={notes}
      leftSection={<IconEyeOff className={classes.icon} aria-hidden />}
      onClick={toggle}
    >
      Internal notes
    </Button>
  )
}
