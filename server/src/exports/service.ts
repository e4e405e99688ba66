import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { ExportFormat } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { findReadable } from '../documents/service.ts'
import { type Names, namesOf } from '../members/names.ts'

export const withNamesOfThings = {
  document: { select: { name: true } },
  plan: { select: { name: true } },
  session: { select: { name: true } },
  project: { select: { name: true } },
} satisfies Prisma.ExportJobInclude

/** An export with the name of what it is of. */
export type NamedExport = Prisma.ExportJobGetPayload<{ include: typeof withNamesOfThings }>

/** An export with the names of the people in it. */
export type ShownExport = { job: NamedExport; names: Names }

/** One export; throws `not_found` for one this person may not see, and for one whose time is over. */
export function getExport(ctx: Ctx, id: string): Promise<ShownExport> {
  const signedIn = authorize(ctx, 'document.export')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => withNames(tx, await findExport(ctx, tx, id)))
}

/**
 * What a document was exported as last, as far as the file is still kept.
 * @throws `not_found` for a document this person may not see, `conflict` if there is no such file
 */
export function getLastExport(ctx: Ctx, documentId: string, format: ExportFormat | undefined): Promise<NamedExport> {
  const signedIn = authorize(ctx, 'document.export')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { customerId } = await findReadable(ctx, tx, documentId)
    authorize(ctx, 'document.export', customerId)
    const job = await tx.exportJob.findFirst({
      where: { documentId, status: 'done', expiresAt: { gt: new Date() }, ...(format && { format }) },
      include: withNamesOfThings,
      orderBy: { id: 'desc' },
    })
    if (!job) throw new AppError('conflict', 'There is no file of this document. Export it, and download it once the export is done.')
    return job
  })
}

/** The same within a transaction that already runs. */
export async function findExport(ctx: Ctx, tx: Tx, id: string): Promise<NamedExport> {
  const job = await tx.exportJob.findFirst({ where: { id, expiresAt: { gt: new Date() } }, include: withNamesOfThings })
  if (!job) throw new AppError('not_found', 'This export is not there any more: files are kept for a day. Export it again.')
  authorize(ctx, 'document.export', job.customerId)
  return job
}

export const withNames = async (tx: Tx, job: NamedExport): Promise<ShownExport> => ({ job, names: await namesOf(tx, [job.requestedById]) })

/** What an export is of, as the log names it. */
export function subjectOf({ id, documentId, planId, sessionId, projectId }: NamedExport) {
  if (documentId !== null) return { type: 'customer_document' as const, id: documentId }
  if (sessionId !== null) return { type: 'interview_session' as const, id: sessionId }
  return projectId === null ? { type: 'iso_plan' as const, id: planId ?? id } : { type: 'readiness_project' as const, id: projectId }
}

/** Calls off one's own export, or takes its file away. Throws `forbidden` for somebody else's. */
export async function cancelExport(ctx: Ctx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'document.export')
  const { storageKey } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const job = await findExport(ctx, tx, id)
    if (job.requestedById !== signedIn.person.id) throw new AppError('forbidden', 'Only who asked for an export calls it off.')
    const { organizationId } = job
    return tx.exportJob.update({
      where: { organizationId, id },
      data: { status: 'cancelled', expiresAt: new Date() },
      select: { storageKey: true },
    })
  })
  ctx.exports.cancel(id)
  if (storageKey !== null) await ctx.files.delete(storageKey)
}
