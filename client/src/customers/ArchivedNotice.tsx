import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { setLastArchived, useLastArchived } from './lastArchived.ts'

/** Says that a customer was archived a moment ago, and brings it back on request. Gone when one goes elsewhere. */
export function ArchivedNotice() {
  const queryClient = useQueryClient()
  const archived = useLastArchived()
  useEffect(() => () => setLastArchived(null), [])
  const undo = useMutation(
    q.customers.unarchive.mutationOptions({
      onSuccess: async ({ company_name }) => {
        setLastArchived(null)
        await queryClient.invalidateQueries()
        announce(`${company_name} is back`)
      },
    }),
  )
  if (archived === null) return null
  return (
    <>
      <NoticeLine
        notice={{ text: `${archived.company_name} is archived. Its people are signed out; nothing is lost.`, canUndo: true }}
        onUndo={() => undo.mutate({ customer_id: archived.id })}
        onClose={() => setLastArchived(null)}
      />
      <ProblemAlert error={undo.error} />
    </>
  )
}
