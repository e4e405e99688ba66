import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Button } from '@mantine/core'
import { useCan } from '../accounts/useMe.ts'
import { CompareButton } from './CompareButton.tsx'
import { RestoredNotice } from './RestoredNotice.tsx'
import { useRestore } from './useRestore.ts'

type Props = { document: Pick<DocumentDetail, 'id' | 'customer_id'>; revision: number }

/** What can be done with a revision that is looked at: compare it with what the document says now, and restore it. */
export function VersionActions({ document: { id, customer_id }, revision }: Props) {
  const can = useCan()
  const restore = useRestore(id)
  return (
    <>
      <CompareButton revision={revision} isCompact />
      {can('version.restore', customer_id) && (
        <Button size="xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate({ revision })}>
          Restore
        </Button>
      )}
      <RestoredNotice restore={restore} />
    </>
  )
}
