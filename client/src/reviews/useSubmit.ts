import { useMutation } from '@tanstack/react-query'
import type { Room } from '../collab/room.ts'
import { whenSaved } from '../documents/whenSaved.ts'
import { useReviewSteps } from './queries.ts'

type Submission = { document_id: string; reviewer_ids: string[]; note: string }

/** Submits a document once the server has what was typed into it here; without a room nothing is. */
export function useSubmit(room: Room | undefined, onDone: () => void) {
  const { submit } = useReviewSteps(onDone)
  return useMutation({
    mutationFn: async (submission: Submission) => {
      if (room) await whenSaved(room)
      return submit.mutateAsync(submission)
    },
  })
}
