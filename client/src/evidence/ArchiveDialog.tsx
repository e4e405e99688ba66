import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { type Evidence, useRefreshEvidence } from './queries.ts'

/** Asks before evidence is archived, because nothing brings it back: it is kept, and counts for nothing any more. */
export function ArchiveDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const refresh = useRefreshEvidence()
  const navigate = useNavigate()
  const archive = useMutation(
    q.evidence.archive.mutationOptions({
      onSuccess: async () => {
        announce(`${item.title} is archived`)
        await navigate({ to: '/customers/$customerId/files', params: { customerId: item.customer_id }, search: { view: 'evidence' } })
        await refresh()
      },
    }),
  )
  return (
    <FormDialog
      title={`Archive ${item.title}?`}
      submitLabel="Archive"
      danger
      pending={archive.isPending}
      error={archive.error}
      onSubmit={() => archive.mutate({ evidence_id: item.id })}
      onClose={onClose}
    >
      <p>
        It is taken away from everything it is used for, and tasks that were completed with it open again. Its file stays among the files of{' '}
        {item.customer_name}, where it can be deleted then.
      </p>
    </FormDialog>
  )
}
