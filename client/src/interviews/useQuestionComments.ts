import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Room } from '../collab/room.ts'
import type { CommentsHere } from '../comments/commentsHere.ts'
import { useBoard } from '../comments/useBoard.ts'

/** The comments on the document that is being filled: they show in the answer, and are read and written in the document. */
export function useQuestionComments({ id, content }: DocumentDetail, room: Room): CommentsHere {
  const navigate = useNavigate()
  const order = useMemo(() => content.fillable_sections.map((section) => section.id), [content.fillable_sections])
  const board = useBoard(id, room, order)
  return useMemo(() => {
    const go = (search: { comment?: string; comments?: 'open' }) =>
      void navigate({ to: '/documents/$documentId', params: { documentId: id }, search })
    return { board, compose: () => go({ comments: 'open' }), open: (comment) => go({ comment }) }
  }, [board, navigate, id])
}
