import { z } from 'zod'
import type { SignedInCtx } from '../accounts/session.ts'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { beginRowThread } from './beginRowThread.ts'
import { beginThread } from './beginThread.ts'
import { editComment, removeComment, reply } from './changeComments.ts'
import { presentThread } from './present.ts'
import { getThread, listThreads, listThreadsOfRow, setResolved } from './service.ts'

const Cursor = z.tuple([z.uuid()])

async function show(context: SignedInCtx, id: string) {
  const { thread, names } = await getThread(context, id)
  return presentThread(thread, names)
}

export const commentRoutes = {
  list: protectedBySession.comments.list.handler(async ({ context, input: { document_id, show: shown, section_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    const { threads, names } = await listThreads(context, document_id, { show: shown, sectionId: section_id }, { limit, after })
    return toPage(
      threads,
      limit,
      (row) => keyset(row.id),
      (row) => presentThread(row, names),
    )
  }),
  get: protectedBySession.comments.get.handler(({ context, input }) => show(context, input.thread_id)),
  begin: protectedBySession.comments.begin.handler(async ({ context, input }) => {
    const { id, comment_id, document_id, target, is_internal, body, mentions } = input
    await beginThread(context, {
      id,
      commentId: comment_id,
      documentId: document_id,
      target,
      isInternal: is_internal,
      body,
      mentions,
    })
    return show(context, id)
  }),
  listOfRow: protectedBySession.comments.listOfRow.handler(async ({ context, input: { project_id, requirement_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    const { threads, names } = await listThreadsOfRow(context, { projectId: project_id, requirementId: requirement_id }, { limit, after })
    return toPage(
      threads,
      limit,
      (row) => keyset(row.id),
      (row) => presentThread(row, names),
    )
  }),
  beginOnRow: protectedBySession.comments.beginOnRow.handler(async ({ context, input }) => {
    const { id, comment_id, project_id, requirement_id, is_internal, body, mentions } = input
    await beginRowThread(context, {
      id,
      commentId: comment_id,
      projectId: project_id,
      requirementId: requirement_id,
      isInternal: is_internal,
      body,
      mentions,
    })
    return show(context, id)
  }),
  reply: protectedBySession.comments.reply.handler(async ({ context, input: { thread_id, ...said } }) => {
    await reply(context, thread_id, said)
    return show(context, thread_id)
  }),
  edit: protectedBySession.comments.edit.handler(async ({ context, input: { comment_id, ...said } }) =>
    show(context, await editComment(context, comment_id, said)),
  ),
  remove: protectedBySession.comments.remove.handler(({ context, input }) => removeComment(context, input.comment_id)),
  resolve: protectedBySession.comments.resolve.handler(async ({ context, input: { thread_id } }) => {
    await setResolved(context, thread_id, true)
    return show(context, thread_id)
  }),
  reopen: protectedBySession.comments.reopen.handler(async ({ context, input: { thread_id } }) => {
    await setResolved(context, thread_id, false)
    return show(context, thread_id)
  }),
}
