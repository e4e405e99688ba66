import { AppError } from '@certloom/shared/errors'
import { exportHours } from '@certloom/shared/exports/contract'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { ExportFormat } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { findReadable } from '../documents/service.ts'
import { getSession } from '../interviews/service.ts'
import { currentRevision } from './currentRevision.ts'
import { type ShownExport, subjectOf, withNames, withNamesOfThings } from './service.ts'
import { storeNow } from './storeNow.ts'

/** More of them wait for others; nobody needs so many at once. */
const mostAtOnce = 10

/**
 * Has a document written as a file: the revision asked for, or else the document as it is now, unsaved keystrokes included.
 * @throws `not_found`, `forbidden`; `too_many_requests` while many of one's exports are being made
 */
export async function exportDocument(
  ctx: SignedInCtx,
  { documentId, format, revision }: { documentId: string; format: ExportFormat; revision: number | undefined },
): Promise<ShownExport> {
  const signedIn = authorize(ctx, 'document.export')
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTenant(ctx.db, tenantOf(signedIn), work)
  const { customerId } = await read((tx) => findReadable(ctx, tx, documentId))
  authorize(ctx, 'document.export', customerId)
  if (revision === undefined) await storeNow(ctx, signedIn, documentId)
  const shown = await read(async (tx) => {
    const { name, organizationId } = await tx.customerDocument.findFirstOrThrow({ where: { id: documentId } })
    const wanted = revision ?? (await currentRevision(tx, { organizationId, documentId }))
    const version = await tx.documentVersion.findFirst({ where: { documentId, revision: wanted }, select: { revision: true } })
    if (!version) throw new AppError('not_found', `This document has no revision ${revision}.`)
    const asked = { customerId, documentId, format, revision: version.revision, isCurrent: revision === undefined, documentsTotal: 1 }
    return queueExport(ctx, tx, asked, name)
  })
  ctx.exports.nudge()
  return shown
}

/** Has all documents of a plan written as files in one archive: as they are when each is reached, or as they were approved. */
export async function exportPlan(
  ctx: SignedInCtx,
  { customerId, planId, format, approvedOnly }: { customerId: string; planId: string; format: ExportFormat; approvedOnly: boolean },
): Promise<ShownExport> {
  const signedIn = authorize(ctx, 'document.export', customerId)
  const shown = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const plan = await tx.plan.findFirst({ where: { id: planId, customerId, customer: { archivedAt: null } }, select: { name: true } })
    if (!plan) throw new AppError('not_found')
    const documentsTotal = await tx.customerDocument.count({ where: { planId, archivedAt: null } })
    if (documentsTotal === 0) throw new AppError('conflict', 'This plan has no documents to export.')
    return queueExport(ctx, tx, { customerId, planId, format, approvedOnly, documentsTotal }, plan.name)
  })
  ctx.exports.nudge()
  return shown
}

/** Has the minutes of a session written as a file: of a completed one as they were then. */
export async function exportMinutes(
  ctx: SignedInCtx,
  { sessionId, format }: { sessionId: string; format: ExportFormat },
): Promise<ShownExport> {
  const { customerId, name } = await getSession(ctx, sessionId)
  const signedIn = authorize(ctx, 'document.export', customerId)
  const shown = await withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    queueExport(ctx, tx, { customerId, sessionId, format, documentsTotal: 1 }, name),
  )
  ctx.exports.nudge()
  return shown
}

type Asked = { customerId: string; format: ExportFormat; documentsTotal: number } & (
  | { documentId: string; revision: number; isCurrent: boolean }
  | { planId: string; approvedOnly: boolean }
  | { sessionId: string }
  | { projectId: string; revision: number }
)

/** Puts an export into the queue. Throws `too_many_requests` while many of one's exports are being made. */
export async function queueExport(ctx: SignedInCtx, tx: Tx, asked: Asked, name: string): Promise<ShownExport> {
  const { person, actor } = ctx.signedIn
  const waiting = await tx.exportJob.count({ where: { requestedById: person.id, status: { in: ['queued', 'running'] } } })
  if (waiting >= mostAtOnce) throw new AppError('too_many_requests', 'Several of your exports are being made. Wait for one of them.')
  const job = await tx.exportJob.create({
    data: {
      ...asked,
      id: newId(),
      organizationId: actor.organizationId,
      requestedById: person.id,
      expiresAt: new Date(Date.now() + exportHours * 3_600_000),
    },
    include: withNamesOfThings,
  })
  await record(tx, byRequester(ctx), {
    action: 'export.requested',
    entity: subjectOf(job),
    customerId: asked.customerId,
    after: { name, format: asked.format, ...detailsOf(asked) },
  })
  return withNames(tx, job)
}

function detailsOf(asked: Asked) {
  if ('revision' in asked) return { revision: asked.revision }
  return 'planId' in asked ? { approved_only: asked.approvedOnly } : {}
}
