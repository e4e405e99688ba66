import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import classes from '../shares/ShareDialog.module.css'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { GuestLinkItem } from './GuestLinkItem.tsx'
import { NewGuestLink } from './NewGuestLink.tsx'
import { OpenedThings } from './OpenedThings.tsx'

type Props = { session: { id: string; session_status: string }; onClose: () => void }

/** The guest links of a session, a new one, and what a guest reads. */
export function GuestsDialog({ session, onClose }: Props) {
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
