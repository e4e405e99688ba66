import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { SentId } from '../sentId.ts'
import { commentFilters } from './filters.ts'
import { maxCommentLength, maxMentions } from './limits.ts'

/** A character for good: its Yjs id. */
const LetterId = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() })

const SectionId = z.string().max(120)
const RowId = z.string().max(100)

/** What a new thread is about. A text is named by its first and its last letter; what they say is read from the live document. */
export const CommentTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document') }),
  z.object({ kind: z.literal('section'), section_id: SectionId }),
  z.object({ kind: z.literal('text'), section_id: SectionId, start: LetterId, end: LetterId }),
  z.object({ kind: z.literal('cell'), section_id: SectionId, row_id: RowId, column_id: RowId }),
  z.object({ kind: z.literal('item'), section_id: SectionId, item_id: RowId }),
])
export type CommentTarget = z.infer<typeof CommentTarget>

/** Where a thread belongs: what finds its letters, its cell or its item in the live document. */
export const CommentAnchor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document') }),
  z.object({ kind: z.literal('section'), section_id: SectionId }),
  z.object({
    kind: z.literal('text'),
    section_id: SectionId,
    start: LetterId,
    end: LetterId,
    text: z.string(),
    before: z.string(),
    after: z.string(),
  }),
  z.object({ kind: z.literal('cell'), section_id: SectionId, row_id: RowId, column_id: RowId }),
  z.object({ kind: z.literal('item'), section_id: SectionId, item_id: RowId }),
])
export type CommentAnchor = z.infer<typeof CommentAnchor>

export const Comment = z.object({
  id: z.uuid(),
  author: Person,
  /** empty once it was deleted */
  body: z.string(),
  mentions: z.array(Person),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
  is_deleted: z.boolean(),
})
export type Comment = z.infer<typeof Comment>

export const CommentThread = z.object({
  id: z.uuid(),
  /** the document it is about; null for a row of a checklist, which is named by `project_id` and, as its section, by its anchor */
  document_id: z.uuid().nullable(),
  project_id: z.uuid().nullable(),
  anchor: CommentAnchor,
  /** what the place said when the thread was begun */
  quote: z.string().nullable(),
  /** for staff only; a customer's people never hear of such a thread */
  is_internal: z.boolean(),
  created_by: Person,
  created_at: z.iso.datetime(),
  resolved_by: Person.nullable(),
  resolved_at: z.iso.datetime().nullable(),
  /** oldest first */
  comments: z.array(Comment),
})
export type CommentThread = z.infer<typeof CommentThread>

const Words = z.object({
  body: z
    .string()
    .max(maxCommentLength, `A comment has at most ${maxCommentLength} characters. Put longer text into the document or a file.`),
  /** people named in it, who are told; each must be able to see it */
  mentions: z.array(z.uuid()).max(maxMentions).default([]),
})

const oneThread = z.object({ thread_id: z.uuid() })
const oneRow = z.object({ project_id: z.uuid(), requirement_id: z.uuid() })
const rowPath = '/readiness-projects/{project_id}/answers/{requirement_id}/comment-threads'
const oneComment = z.object({ comment_id: z.uuid() })
const tags = ['comments']

export const commentsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/customer-documents/{document_id}/comment-threads',
      summary: 'Threads of a document, oldest first: all, open, resolved, with words of one’s own, with one’s name, or internal',
      tags,
    })
    .input(pageQuery.extend({ document_id: z.uuid(), show: z.enum(commentFilters).default('all'), section_id: SectionId.optional() }))
    .output(pageOf(CommentThread)),
  get: oc
    .route({ method: 'GET', path: '/comment-threads/{thread_id}', summary: 'One thread', tags })
    .input(oneThread)
    .output(CommentThread),
  begin: oc
    .route({
      method: 'POST',
      path: '/customer-documents/{document_id}/comment-threads',
      successStatus: 201,
      summary: 'Begin a thread about a text, cell, item, section or the document; needs no right to write in it',
      tags,
    })
    .input(
      Words.extend({
        document_id: z.uuid(),
        id: SentId,
        comment_id: SentId,
        target: CommentTarget,
        is_internal: z.boolean().default(false),
      }),
    )
    .output(CommentThread),
  listOfRow: oc
    .route({ method: 'GET', path: rowPath, summary: 'Threads about a row of a checklist, oldest first', tags })
    .input(pageQuery.extend(oneRow.shape))
    .output(pageOf(CommentThread)),
  beginOnRow: oc
    .route({ method: 'POST', path: rowPath, successStatus: 201, summary: 'Begin a thread about a row of a checklist', tags })
    .input(Words.extend({ ...oneRow.shape, id: SentId, comment_id: SentId, is_internal: z.boolean().default(false) }))
    .output(CommentThread),
  reply: oc
    .route({ method: 'POST', path: '/comment-threads/{thread_id}/comments', successStatus: 201, summary: 'Reply in a thread', tags })
    .input(Words.extend({ ...oneThread.shape, id: SentId }))
    .output(CommentThread),
  edit: oc
    .route({ method: 'PATCH', path: '/comments/{comment_id}', summary: 'Change the words of one’s own comment', tags })
    .input(Words.extend(oneComment.shape))
    .output(CommentThread),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/comments/{comment_id}',
      successStatus: 204,
      summary: 'Delete one’s own comment; a thread without comments is gone',
      tags,
    })
    .input(oneComment),
  resolve: oc
    .route({ method: 'POST', path: '/comment-threads/{thread_id}/resolve', summary: 'Say that a thread is dealt with', tags })
    .input(oneThread)
    .output(CommentThread),
  reopen: oc
    .route({ method: 'POST', path: '/comment-threads/{thread_id}/reopen', summary: 'Take a thread up again', tags })
    .input(oneThread)
    .output(CommentThread),
}
