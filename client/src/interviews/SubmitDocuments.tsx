import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMe } from '../accounts/useMe.ts'
import { documentQuery } from '../documents/documentQuery.ts'
import { ReviewAction } from '../reviews/ReviewAction.tsx'
import { useFocusReturn } from '../ui/focusReturn.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import type { SessionDetail } from './queries.ts'
import classes from './SubmitDocuments.module.css'

/** Nothing changes its status by itself: once a session is completed, its documents can be submitted by those who may. */
export function SubmitDocuments({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  useFocusReturn()
  return (
    <Modal opened onClose={onClose} title={`The ${session.session_kind} is completed`}>
      <p className={classes.lead}>
        Its{' '}
        <Link to="/interviews/$sessionId/minutes" params={{ sessionId: session.id }} className={classes.link}>
          minutes
        </Link>{' '}
        are written. The documents stay as they are until somebody submits them.
      </p>
      <ul className={classes.list}>
        {session.documents.map(({ id, document_name }) => (
          <li key={id} className={classes.document}>
            <span className={classes.name}>{document_name}</span>
            <NextStep documentId={id} />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function NextStep({ documentId }: { documentId: string }) {
  const { user, organization } = useMe()
  const { data: document } = useQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  const navigate = useNavigate()
  if (!document) return <SkeletonRows rows={1} />
  return <ReviewAction document={document} onSection={() => void navigate({ to: '/documents/$documentId', params: { documentId } })} />
}
