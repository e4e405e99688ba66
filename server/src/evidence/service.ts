import { AppError } from '@certloom/shared/errors'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { EvidenceStatus, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { changeEvidence } from './changeEvidence.ts'
import { mirrorDocuments } from './mirror.ts'

/** Which evidence is asked for; what is undefined does not matter. */
export type EvidenceFilter = {
  customerId: string | undefined
  documentId: string | undefined
  sectionId: string | undefined
  taskId: string | undefined
  status: EvidenceStatus | undefined
}

const withFileAndLinks = {
  file: true,
  links: { orderBy: { id: 'asc' } },
} satisfies Prisma.EvidenceInclude

/** Evidence with its file and links. */
export type WholeEvidence = Prisma.EvidenceGetPayload<{ include: typeof withFileAndLinks }>

/** Evidence with the names of the people in it, by id. */
export type EvidenceList = { evidence: WholeEvidence[]; names: ReadonlyMap<string, string> }

/** Evidence that is not archived, newest first, older than `after`; one more than `limit` if there is more. A customer's staff sees its own only. */
export function listEvidence(
  ctx: Ctx,
  filter: EvidenceFilter,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<EvidenceList> {
  const signedIn = authorize(ctx, 'document.read', filter.customerId)
  const { customerId, documentId, sectionId, taskId, status } = filter
  const link = { ...(documentId && { documentId }), ...(sectionId && { sectionId }), ...(taskId && { taskId }) }
  const where: Prisma.EvidenceWhereInput = {
    archivedAt: null,
    ...(customerId && { customerId }),
    ...(status && { status }),
    ...(Object.keys(link).length > 0 && { links: { some: link } }),
    ...(after && { id: { lt: after } }),
  }
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) =>
    withNames(tx, await tx.evidence.findMany({ where, include: withFileAndLinks, orderBy: { id: 'desc' }, take: limit + 1 })),
  )
}

/** One piece of evidence; throws `not_found` for what this person may not see, and for archived ones. */
export function getEvidence(ctx: Ctx, id: string): Promise<{ evidence: WholeEvidence; names: ReadonlyMap<string, string> }> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const evidence = await tx.evidence.findFirst({ where: { id, archivedAt: null }, include: withFileAndLinks })
    if (!evidence) throw new AppError('not_found')
    authorize(ctx, 'document.read', evidence.customerId)
    const { names } = await withNames(tx, [evidence])
    return { evidence, names }
  })
}

/** What can be said about evidence after it was given; what is undefined stays. Dates are YYYY-MM-DD. */
export type EvidenceChange = {
  title: string | undefined
  description: string | undefined
  validFrom: string | null | undefined
  validUntil: string | null | undefined
}

/** Changes title, description and validity. Throws `invalid_input` if it would end before it begins. */
export async function updateEvidence(ctx: Ctx, id: string, change: EvidenceChange): Promise<void> {
  const { signedIn, documents } = await changeEvidence(ctx, id, 'evidence.upload', async (tx, { signedIn, evidence }) => {
    const data = {
      title: change.title ?? evidence.title,
      description: change.description ?? evidence.description,
      validFrom: change.validFrom === undefined ? evidence.validFrom : asDate(change.validFrom),
      validUntil: change.validUntil === undefined ? evidence.validUntil : asDate(change.validUntil),
    }
    if (data.validFrom && data.validUntil && data.validUntil < data.validFrom)
      throw new AppError('invalid_input', 'Evidence cannot end before it begins: `valid_until` is before `valid_from`.')
    await tx.evidence.update({ where: { organizationId_id: { organizationId: evidence.organizationId, id } }, data, select: { id: true } })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'evidence.changed',
      entity: { type: 'evidence', id },
      customerId: evidence.customerId,
      before: factsOf(evidence),
      after: factsOf(data),
    })
  })
  await mirrorDocuments({ ...ctx, signedIn }, documents)
}

const asDate = (day: string | null): Date | null => (day === null ? null : new Date(day))
const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null

const factsOf = ({
  title,
  description,
  validFrom,
  validUntil,
}: Pick<WholeEvidence, 'title' | 'description' | 'validFrom' | 'validUntil'>) => ({
  title,
  description,
  valid_from: dayOf(validFrom),
  valid_until: dayOf(validUntil),
})

async function withNames(tx: Tx, evidence: WholeEvidence[]): Promise<EvidenceList> {
  const people = evidence.flatMap(({ createdById, reviewedById, file }) => [createdById, reviewedById, file?.uploadedById])
  return {
    evidence,
    names: await namesOf(
      tx,
      people.filter((id) => typeof id === 'string'),
    ),
  }
}
