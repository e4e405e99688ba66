import { ActionIcon, Modal } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import classes from '../shares/ShareDialog.module.css'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { GuestLinkItem } from './GuestLinkItem.tsx'
import own from './InviteGuests.module.css'
import { NewGuestLink } from './NewGuestLink.tsx'
import { OpenedThings } from './OpenedThings.tsx'

type Props = { session: { id: string; customer_id: string; session_kind: string; session_status: string } }

/** Lets people without an account into a session; nothing for those who may not make links, and where there is no document to read. */
export function InviteGuests({ session }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const may = useCan()('link.create', session.customer_id)
  if (!may || session.session_kind === 'onboarding') return null
  return (
    <>
      <ActionIcon aria-label="Invite guests" title="Invite guests" onClick={() => setIsOpen(true)}>
        <IconUserPlus className={own.icon} aria-hidden />
      </ActionIcon>
      {isOpen && <GuestsDialog session={session} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function GuestsDialog({ session, onClose }: Props & { onClose: () => void }) {
  useFocusReturn()
  const { data, error } = useQuery(q.guests.list.queryOptions({ input: { session_id: session.id } }))
  return (
    <Modal opened onClose={onClose} title="Invite guests" size="lg">
      <div className={classes.frame}>
        <p className={classes.quiet}>
          A guest needs no account. They write the answers this session asks for, and nothing else. Whoever has the link can use it.
        </p>
        {data && <OpenedThings title="Guests read these whole" opens={data} />}
        {session.session_status === 'completed' ? (
          <p className={classes.quiet}>This session is completed. Resume it to invite guests.</p>
        ) : (
          <NewGuestLink sessionId={session.id} />
        )}
        <h3 className={classes.heading}>Links</h3>
        <ProblemAlert error={error} />
        {data === undefined && error === null && <SkeletonRows rows={2} />}
        {data?.data.length === 0 && <p className={classes.quiet}>There is no link yet.</p>}
        {data !== undefined && data.data.length > 0 && (
          <ul className={classes.links}>
            {data.data.map((link) => (
              <GuestLinkItem key={link.id} sessionId={session.id} link={link} />
            ))}
          </ul>
        )}
      </div>
    </Modal>
  )
}
