import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { replaced } from '../accounts/pageOwner.ts'
import { meQuery } from '../accounts/useMe.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import classes from './Covered.module.css'
import { Message } from './Message.tsx'
import { focusPage } from './pageFocus.ts'

/** How long until the server is asked again whether the page's person is back, in milliseconds. */
const pause = 4_000

/** A page that is out of sight while somebody else is signed in in this browser: what is on it stays there for its person, and for nobody else to read. */
export function Covered({ children }: { children: ReactNode }) {
  const why = useSyncExternalStore(replaced.subscribe, replaced.get)
  return (
    <>
      {why !== null && <Cover why={why} />}
      <div className={classes.page} inert={why !== null}>
        {children}
      </div>
    </>
  )
}

function Cover({ why }: { why: string }) {
  useTitle(why)
  useEffect(focusPage, [])
  useQuery({ ...meQuery, enabled: !isGuestPage(), refetchInterval: pause })
  return (
    <div className={classes.cover} role="alert">
      <Message
        title={why}
        text="This page does nothing any more, so that nothing is done in another name. Reload to go on as whoever is signed in now. What was typed here is neither shown nor sent until its writer is back."
      >
        <Button onClick={() => location.reload()}>Reload</Button>
      </Message>
    </div>
  )
}

/** Names the browser tab, until the page is to be seen again. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${title} · Certloom`
    return () => {
      document.title = before
    }
  }, [title])
}
