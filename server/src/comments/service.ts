import type { CommentFilter } from '@certloom/shared/comments/filters'
import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { findCommented, findCommentedRow, findThread, findThreads, findThreadsOfRow, holdThread, type WholeThread } from './queries.ts'
import { aboutThread, type Subject } from './recorded.ts'

/** Threads with the names of the people in them, by id. */
export type ThreadList = { threads: WholeThread[]; names: Names }

/** Threads of a document as far as this person may know of them. Throws `not_found` for what they may not see. */
export function listThreads(
  ctx: SignedInCtx,
  documentId: string,
  shown: { show: CommentFilter; sectionId: string | undefined },
  page: { limit: number; after: string | undefined },
): Promise<ThreadList> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const document = await findCommented(ctx, tx, documentId)
    return withNames(tx, await findThreads(tx, ctx.signedIn, document, shown, page))
  })
}

/** Threads about a row of a checklist as far as this person may know of them. Throws `not_found` for what they may not see. */
export function listThreadsOfRow(
  ctx: SignedInCtx,
  row: { projectId: string; requirementId: string },
  page: { limit: number; after: string | undefined },
): Promise<ThreadList> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) =>
    withNames(tx, await findThreadsOfRow(tx, ctx.signedIn, await findCommentedRow(ctx, tx, row), page)),
  )
}

/** One thread; throws `not_found` for what this person may not see. */
export function getThread(ctx: SignedInCtx, id: string): Promise<{ thread: WholeThread; names: Names }> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const thread = await findThread(ctx, tx, id)
    return { thread, names: (await withNames(tx, [thread])).names }
  })
}

async function withNames(tx: Tx, threads: WholeThread[]): Promise<ThreadList> {
  const people = threads.flatMap(({ createdById, resolvedById, comments }) => [
    createdById,
    resolvedById,
    ...comments.flatMap(({ authorId, mentionedIds }) => [authorId, ...mentionedIds]),
  ])
  return { threads, names: await namesOf(tx, people) }
}

/**
 * Says that a thread is dealt with, or takes it up again. Asked for what already is, it does nothing.
 * @throws `not_found`, `forbidden`
 */
export function setResolved(ctx: SignedInCtx, id: string, resolved: boolean): Promise<void> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const thread = await holdThread(ctx, tx, id)
    if (resolved !== (thread.resolvedAt !== null)) await writeResolved(tx, ctx, thread, resolved)
  })
}

/** Writes it down and records it; the thread must be held. */
export async function writeResolved(tx: Tx, ctx: SignedInCtx, thread: WholeThread, resolved: boolean): Promise<void> {
  const { organizationId, id, isInternal } = thread
  await tx.commentThread.update({
    where: { organizationId_id_isInternal: { organizationId, id, isInternal } },
    data: { resolvedAt: resolved ? new Date() : null, resolvedById: resolved ? ctx.signedIn.person.id : null },
    select: { id: true },
  })
  await record(
    tx,
    byRequester(ctx),
    aboutThread(resolved ? 'comment_thread.resolved' : 'comment_thread.reopened', thread, await subjectOf(tx, thread)),
  )
}

/** What a thread is about that was found before. */
export async function subjectOf(
  tx: Tx,
  { documentId, projectId, sectionId }: Pick<WholeThread, 'documentId' | 'projectId' | 'sectionId'>,
): Promise<Subject> {
  if (documentId === null) return rowOf(tx, { projectId: projectId ?? '', requirementId: sectionId ?? '' })
  const document = await tx.customerDocument.findFirst({ where: { id: documentId }, select: { name: true, assigneeId: true } })
  if (!document) throw new AppError('not_found')
  return { documentId, projectId, ...document }
}

async function rowOf(tx: Tx, { projectId, requirementId }: { projectId: string; requirementId: string }): Promise<Subject> {
  const { requirement, project, ownerUserId } = await tx.answer.findFirstOrThrow({
    where: { projectId, requirementId },
    select: { ownerUserId: true, requirement: { select: { code: true, title: true } }, project: { select: { name: true } } },
  })
  return { documentId: null, projectId, name: `${requirement.code} ${requirement.title} (${project.name})`, assigneeId: ownerUserId }
}
