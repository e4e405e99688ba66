import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Message } from './Message.tsx'
import { usePageTitle } from './pageTitle.ts'

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const title = 'There is no such page'
  usePageTitle(title)
  return (
    <main>
      <Message title={title} text="Check the address, or ask whoever sent it to you.">
        <Button component={Link} to="/" variant="default">
          Go to the start page
        </Button>
      </Message>
    </main>
  )
}
