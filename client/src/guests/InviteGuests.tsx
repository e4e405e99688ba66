import { ActionIcon } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import classes from './InviteGuests.module.css'

/** With the QR code, for the few who invite: a guest does without it. */
const GuestsDialog = lazy(async () => ({ default: (await import('./GuestsDialog.tsx')).GuestsDialog }))

type Props = { session: { id: string; customer_id: string; session_kind: string; session_status: string } }

/** Lets people without an account into a session; nothing for those who may not make links, and where there is no document to read. */
export function InviteGuests({ session }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const may = useCan()('link.create', session.customer_id)
  if (!may || session.session_kind === 'onboarding') return null
  return (
    <>
      <ActionIcon aria-label="Invite guests" title="Invite guests" onClick={() => setIsOpen(true)}>
        <IconUserPlus className={classes.icon} aria-hidden />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <GuestsDialog session={session} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
