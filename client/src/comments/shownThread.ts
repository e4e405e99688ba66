import type { Comment, CommentThread } from '@certloom/shared/comments/contract'
import type { CommentFilter } from '@certloom/shared/comments/filters'
import type { Unsent } from './outbox.ts'

/** A comment as it is shown; `unsent` while the server has not taken it. */
export type ShownComment = Comment & { unsent: Unsent | null }

/** A thread as it is shown: the server's, with what this person added and has not sent yet. */
export type ShownThread = Omit<CommentThread, 'comments' | 'anchor'> & {
  anchor: CommentThread['anchor'] | null
  target: NonNullable<Unsent['begins']>['target'] | null
  comments: readonly ShownComment[]
}

type Self = { id: string; name: string }

const asComment = (unsent: Unsent, self: Self): ShownComment => ({
  id: unsent.id,
  author: self,
  body: unsent.body,
  mentions: [...unsent.mentions],
  created_at: new Date(unsent.at).toISOString(),
  edited_at: null,
  is_deleted: false,
  unsent,
})

function asThread(unsent: Unsent & { begins: NonNullable<Unsent['begins']> }, self: Self): ShownThread {
  const { target, quote, isInternal } = unsent.begins
  return {
    id: unsent.threadId,
    document_id: unsent.requirementId === undefined ? unsent.documentId : null,
    project_id: unsent.requirementId === undefined ? null : unsent.documentId,
    anchor: target.kind === 'text' ? null : target,
    target,
    quote,
    is_internal: isInternal,
    created_by: self,
    created_at: new Date(unsent.at).toISOString(),
    resolved_by: null,
    resolved_at: null,
    comments: [],
  }
}

/** Puts what is not sent yet to what the server told. Deleted comments are shown only where something was said after them. */
export function withUnsent(threads: readonly CommentThread[], unsent: readonly Unsent[], self: Self): ShownThread[] {
  const known = new Set(threads.flatMap(({ comments }) => comments.map(({ id }) => id)))
  const waiting = unsent.filter(({ id }) => !known.has(id))
  const begun = waiting.flatMap((comment) => {
    const isNew = comment.begins !== null && !threads.some(({ id }) => id === comment.threadId)
    return isNew ? [asThread({ ...comment, begins: comment.begins as NonNullable<Unsent['begins']> }, self)] : []
  })
  const shown = [...threads.map((thread): ShownThread => ({ ...thread, target: null, comments: thread.comments.map(sent) })), ...begun]
  return shown.map((thread) => ({
    ...thread,
    comments: [
      ...thread.comments.slice(0, thread.comments.findLastIndex(({ is_deleted }) => !is_deleted) + 1),
      ...waiting.filter(({ threadId }) => threadId === thread.id).map((comment) => asComment(comment, self)),
    ],
  }))
}

const sent = (comment: Comment): ShownComment => ({ ...comment, unsent: null })

const isResolved = ({ resolved_at }: ShownThread): boolean => resolved_at !== null

/** Whether a thread is among those asked for. */
export const passes: Record<CommentFilter, (thread: ShownThread, userId: string) => boolean> = {
  all: () => true,
  open: (thread) => !isResolved(thread),
  resolved: isResolved,
  mine: ({ comments }, userId) => comments.some(({ author, is_deleted }) => author.id === userId && !is_deleted),
  mentioned: ({ comments }, userId) => comments.some(({ mentions }) => mentions.some(({ id }) => id === userId)),
  internal: ({ is_internal }) => is_internal,
}
