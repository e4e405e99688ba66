import { ORPCError } from '@orpc/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { type Missing, questionsOf, type SessionDetail } from './queries.ts'

const names = { interview: 'Interview', workshop: 'Workshop', onboarding: 'Onboarding' }

/** What an interview could not be completed without; null if it was refused for another reason. */
const missingIn = (error: unknown): Missing[] | null =>
  error instanceof ORPCError && problemOf(error).code === 'conflict' ? ((error.data as { missing?: Missing[] }).missing ?? null) : null

/** The steps in a session's life, each said aloud once it is done. */
export function useLife(
  { id, session_kind }: SessionDetail,
  { onMissing, onCompleted }: { onMissing: () => void; onCompleted: () => void },
) {
  const queryClient = useQueryClient()
  const done = (word: string, then: () => void = () => {}) => ({
    onSuccess: (session: SessionDetail) => {
      queryClient.setQueryData(q.interviews.get.queryKey({ input: { session_id: id } }), session)
      announce(`${names[session_kind]} ${word}`)
      then()
    },
  })
  const pause = useMutation(q.interviews.pause.mutationOptions(done('paused')))
  const resume = useMutation(q.interviews.resume.mutationOptions(done('resumed')))
  const showMissing = (error: unknown) => {
    const missing = missingIn(error)
    if (missing === null) return
    const { queryKey } = questionsOf(id)
    queryClient.setQueryData(queryKey, (before) => before && { ...before, missing })
    onMissing()
    return queryClient.invalidateQueries({ queryKey })
  }
  const complete = useMutation(q.interviews.complete.mutationOptions({ ...done('completed', onCompleted), onError: showMissing }))
  const one = { session_id: id }
  return {
    pause: () => pause.mutate(one),
    resume: () => resume.mutate(one),
    complete: () => complete.mutate(one),
    isBusy: pause.isPending || resume.isPending || complete.isPending,
    error: pause.error ?? resume.error ?? complete.error,
  }
}

export type Life = ReturnType<typeof useLife>
