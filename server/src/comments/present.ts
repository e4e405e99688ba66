import type { CommentAnchor } from '@certloom/shared/comments/contract'
import type { Comment } from '../db/generated/client.ts'
import { type Names, presentPerson } from '../members/names.ts'
import type { WholeThread } from './queries.ts'

/** A thread as REST answers it. Deleted comments keep their place as long as something was said after them. */
export const presentThread = (thread: WholeThread, names: Names) => ({
  id: thread.id,
  document_id: thread.documentId,
  project_id: thread.projectId,
  anchor: anchorOf(thread),
  quote: thread.quote,
  is_internal: thread.isInternal,
  created_by: presentPerson(thread.createdById, names),
  created_at: thread.createdAt.toISOString(),
  resolved_by: thread.resolvedById === null ? null : presentPerson(thread.resolvedById, names),
  resolved_at: thread.resolvedAt?.toISOString() ?? null,
  comments: thread.comments.map((comment) => presentComment(comment, names)),
})

/** Anchors are written by this noun alone, from what the contract lets in. */
function anchorOf({ kind, sectionId, anchor }: WholeThread): CommentAnchor {
  if (kind === 'document' || sectionId === null) return { kind: 'document' }
  return kind === 'section' ? { kind, section_id: sectionId } : (anchor as CommentAnchor)
}

const presentComment = (comment: Comment, names: Names) => ({
  id: comment.id,
  author: presentPerson(comment.authorId, names),
  body: comment.body,
  mentions: comment.mentionedIds.map((id) => presentPerson(id, names)),
  created_at: comment.createdAt.toISOString(),
  edited_at: comment.editedAt?.toISOString() ?? null,
  is_deleted: comment.deletedAt !== null,
})
