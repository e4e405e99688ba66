import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'

/** Changes how the organization works, and reads it anew wherever it is shown. */
export function useChangeSettings() {
  const client = useQueryClient()
  return useMutation(
    q.organizations.changeSettings.mutationOptions({
      onSettled: () => client.invalidateQueries({ queryKey: q.organizations.key() }),
      onSuccess: () => announce('Saved'),
    }),
  )
}
