import type { CommentTarget } from '@certloom/shared/comments/contract'
import { createContext, useContext } from 'react'
import type { CommentBoard } from './board.ts'

/** What a new thread would be about, and what that says. */
export type NewTarget = { target: CommentTarget; quote: string | null }

/** The comments of the open document, for what stands deep inside it. */
export type CommentsHere = {
  board: CommentBoard
  /** Opens the panel with an empty comment on something. */
  compose: (about: NewTarget) => void
  /** Opens the panel at a thread. */
  open: (thread: string) => void
}

const Context = createContext<CommentsHere | null>(null)

export const CommentsProvider = Context.Provider

export function useCommentsHere(): CommentsHere {
  const comments = useContext(Context)
  if (comments === null) throw new Error('This is not in a document.')
  return comments
}
