import type { AnswerOwner } from '@certloom/shared/readiness/status'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'

/** A new team named in passing becomes the owner at once; who is in it can be said later. */
export function useQuickTeam(onMade: (owner: AnswerOwner, name: string) => void) {
  const queries = useQueryClient()
  return useMutation(
    q.teams.create.mutationOptions({
      onSuccess: async (team) => {
        await queries.invalidateQueries({ queryKey: q.teams.key() })
        announce(`${team.name} is a team now`)
        onMade({ kind: 'team', id: team.id }, team.name)
      },
    }),
  )
}
