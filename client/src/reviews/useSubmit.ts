import { useMutation } from '@tanstack/react-query'
import type { Room } from '../collab/room.ts'
import { whenAllSaved } from '../collab/whenSaved.ts'
import { useJoinedFacts } from '../facts/shownFacts.ts'
import { useReviewSteps } from './queries.ts'

type Submission = { document_id: string; reviewer_ids: string[]; note: string }

/** Submits a document once the server has what was typed here into it and the facts it shows; without a room nothing is. */
export function useSubmit(room: Room | undefined, onDone: () => void) {
  const { submit } = useReviewSteps(onDone)
  const facts = useJoinedFacts()?.room
  return useMutation({
    mutationFn: async (submission: Submission) => {
      if (room) await whenAllSaved(room, facts)
      return submit.mutateAsync(submission)
    },
  })
}
