import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EntryLayout } from '../accounts/EntryLayout.tsx'

/** An address that leads nowhere. */
export function NotFoundScreen() {
  return (
    <EntryLayout title="There is no such page" lead="Check the address, or ask whoever sent it to you.">
      <Button component={Link} to="/" variant="default">
        Go to the start page
      </Button>
    </EntryLayout>
  )
}
