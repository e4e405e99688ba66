import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { type Evidence, useRefreshEvidence } from './queries.ts'

/** What a reviewer can decide about a piece of evidence, and decide again. */
export function useReview({ id, title }: Evidence) {
  const refresh = useRefreshEvidence()
  const [isRejecting, setIsRejecting] = useState(false)
  const { mutate, isPending, error } = useMutation(
    q.evidence.accept.mutationOptions({
      onSuccess: async () => {
        await refresh()
        announce(`${title} is accepted`)
      },
    }),
  )
  return {
    accept: () => mutate({ evidence_id: id }),
    isAccepting: isPending,
    error,
    isRejecting,
    startRejecting: () => setIsRejecting(true),
    stopRejecting: () => setIsRejecting(false),
  }
}

export type Review = ReturnType<typeof useReview>
