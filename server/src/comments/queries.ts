import type { CommentFilter } from '@certloom/shared/comments/filters'
import { AppError } from '@certloom/shared/errors'
import { can, canComment, canSeeComments } from '@certloom/shared/permissions'
import { authorize, signedInOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sectionsOf } from '../templates/sections.ts'

const withComments = { comments: { orderBy: { id: 'asc' } } } satisfies Prisma.CommentThreadInclude

/** A thread with its comments, deleted ones too. */
export type WholeThread = Prisma.CommentThreadGetPayload<{ include: typeof withComments }>

/** A document as far as comments need it. */
export type CommentedDocument = Awaited<ReturnType<typeof findCommented>>

/** The document that is commented on; throws `not_found` for what this person may not see, and for archived ones. */
export async function findCommented(ctx: Pick<Ctx, 'signedIn'>, tx: Tx, id: string) {
  const document = await tx.customerDocument.findFirst({
    where: { id, archivedAt: null },
    select: {
      id: true,
      organizationId: true,
      customerId: true,
      name: true,
      assigneeId: true,
      templateVersion: { select: { fixedSections: true, fillableSections: true } },
    },
  })
  if (!document) throw new AppError('not_found')
  authorize(ctx, 'document.read', document.customerId)
  const { templateVersion, ...rest } = document
  return { ...rest, sections: sectionsOf(templateVersion) }
}

/** The room that a document is live in. */
export async function roomOf(tx: Tx, { organizationId, id }: Pick<CommentedDocument, 'organizationId' | 'id'>): Promise<string> {
  const { room } = await tx.liveDocument.findFirstOrThrow({
    where: { organizationId, kind: 'document', entityId: id },
    orderBy: { epoch: 'desc' },
    select: { room: true },
  })
  return room
}

/** A row of a checklist as far as comments need it. */
export type CommentedRow = Awaited<ReturnType<typeof findCommentedRow>>

/** The row of a checklist that is commented on; throws `not_found` for what this person may not see, and for archived checklists. */
export async function findCommentedRow(
  ctx: Pick<Ctx, 'signedIn'>,
  tx: Tx,
  { projectId, requirementId }: { projectId: string; requirementId: string },
) {
  const answer = await tx.answer.findFirst({
    where: { projectId, requirementId, project: { archivedAt: null, customer: { archivedAt: null } } },
    select: {
      organizationId: true,
      customerId: true,
      ownerUserId: true,
      requirement: { select: { code: true, title: true } },
      project: { select: { name: true } },
    },
  })
  if (!answer) throw new AppError('not_found')
  authorize(ctx, 'readiness.read', answer.customerId)
  const { organizationId, customerId, ownerUserId, requirement, project } = answer
  const name = `${requirement.code} ${requirement.title} (${project.name})`
  return { organizationId, customerId, projectId, requirementId, name, assigneeId: ownerUserId }
}

/** Threads about a row, oldest first, after `after`; one more than `limit` if there are more. */
export const findThreadsOfRow = (
  tx: Tx,
  { actor }: SignedIn,
  { organizationId, customerId, projectId, requirementId }: CommentedRow,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<WholeThread[]> =>
  tx.commentThread.findMany({
    where: {
      organizationId,
      projectId,
      sectionId: requirementId,
      deletedAt: null,
      ...(!can(actor, 'internal.read', customerId) && { isInternal: false }),
      ...(after !== undefined && { id: { gt: after } }),
    },
    include: withComments,
    orderBy: { id: 'asc' },
    take: limit + 1,
  })

type Shown = { show: CommentFilter; sectionId: string | undefined }

/** Threads of a document, oldest first, after `after`; one more than `limit` if there are more. */
export function findThreads(
  tx: Tx,
  { actor, person }: SignedIn,
  document: CommentedDocument,
  { show, sectionId }: Shown,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<WholeThread[]> {
  const { organizationId, id: documentId, customerId } = document
  return tx.commentThread.findMany({
    where: {
      organizationId,
      documentId,
      deletedAt: null,
      ...(!can(actor, 'internal.read', customerId) && { isInternal: false }),
      ...(sectionId !== undefined && { sectionId }),
      ...(after !== undefined && { id: { gt: after } }),
      AND: [filters[show](person.id)],
    },
    include: withComments,
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
}

const filters: Record<CommentFilter, (userId: string) => Prisma.CommentThreadWhereInput> = {
  all: () => ({}),
  open: () => ({ resolvedAt: null }),
  resolved: () => ({ resolvedAt: { not: null } }),
  mine: (authorId) => ({ comments: { some: { authorId, deletedAt: null } } }),
  mentioned: (userId) => ({ comments: { some: { mentionedIds: { has: userId }, deletedAt: null } } }),
  internal: () => ({ isInternal: true }),
}

/** A thread this person may know of, of a document or checklist that is not archived; throws `not_found`. */
export async function findThread(ctx: Pick<Ctx, 'signedIn'>, tx: Tx, id: string): Promise<WholeThread> {
  const thread = await tx.commentThread.findFirst({
    where: { id, deletedAt: null, OR: [{ document: { archivedAt: null } }, { project: { archivedAt: null } }] },
    include: withComments,
  })
  if (!thread || !canSeeComments(signedInOf(ctx).actor, thread)) throw new AppError('not_found')
  return thread
}

/**
 * Holds a thread this person may take part in until the transaction ends.
 * @throws `not_found`, `forbidden`
 */
export async function holdThread(ctx: Pick<Ctx, 'signedIn'>, tx: Tx, id: string): Promise<WholeThread> {
  await tx.$queryRaw`select 1 from comment_thread where id = ${id}::uuid for update`
  const thread = await findThread(ctx, tx, id)
  if (!canComment(signedInOf(ctx).actor, thread)) throw new AppError('forbidden')
  return thread
}
