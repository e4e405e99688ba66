import { AppError } from '@certloom/shared/errors'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { asDate, dayOf } from '../db/days.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { findRare } from '../db/search.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { changeEvidence } from './changeEvidence.ts'
import { type EvidenceFilter, type EvidenceKey, type EvidenceSort, orders, present, whereEvidence } from './filter.ts'
import { mirrorDocuments } from './mirror.ts'
import { settleRenewal } from './renew.ts'
import { requireOpen } from './targets.ts'

const withFileAndLinks = {
  file: true,
  customer: { select: { companyName: true } },
  links: { orderBy: { id: 'asc' }, include: { document: { select: { name: true } }, task: { select: { title: true } } } },
} satisfies Prisma.EvidenceInclude

/** Evidence with its file, its links and the names of what they lead to. */
export type WholeEvidence = Prisma.EvidenceGetPayload<{ include: typeof withFileAndLinks }>

/** Evidence with the names of the people in it, by id. */
export type EvidenceList = { evidence: WholeEvidence[]; names: ReadonlyMap<string, string> }

/** A page of evidence in one of its orders, behind `after`; one more than `limit` if there is more. A customer's staff sees its own only. */
export function listEvidence(
  ctx: Ctx,
  filter: EvidenceFilter,
  { sort, limit, after }: { sort: EvidenceSort; limit: number; after: EvidenceKey | undefined },
): Promise<EvidenceList> {
  const signedIn = authorize(ctx, 'document.read', filter.customerId)
  const { orderBy, after: behind } = orders[sort]
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const rare = filter.q === undefined ? null : await findRare(tx, 'evidence', filter.q)
    const where = { AND: [whereEvidence(filter, rare), after ? behind(after) : {}] }
    return withNames(tx, await tx.evidence.findMany({ where, include: withFileAndLinks, orderBy, take: limit + 1 }))
  })
}

/** More than a sign can say; the count stops here. */
const countUpTo = 100

/** How much evidence waits for review, at most 100; that of archived customers does not. */
export function countPending(ctx: Ctx): Promise<number> {
  const signedIn = authorize(ctx, 'evidence.review')
  return withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.evidence.count({ where: { organizationId: signedIn.actor.organizationId, status: 'pending', ...present }, take: countUpTo }),
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

/** No circle of renewals can be made, but a chain may be long; nobody reads more. */
const longestHistory = 50

/** What evidence took the place of, one after the other, the last one first. Throws `not_found` as `getEvidence` does. */
export async function listHistory(ctx: Ctx, id: string): Promise<EvidenceList> {
  const { evidence: current } = await getEvidence(ctx, id)
  return withTenant(ctx.db, tenantOf(authorize(ctx, 'document.read', current.customerId)), async (tx) => {
    const earlier: WholeEvidence[] = []
    for (let next = current.replacesId; next !== null && earlier.length < longestHistory; ) {
      const found = await tx.evidence.findFirst({ where: { id: next }, include: withFileAndLinks })
      if (found?.archivedAt) earlier.push(found)
      next = found?.replacesId ?? null
    }
    return withNames(tx, earlier)
  })
}

/** What can be said about evidence after it was given; what is undefined stays. Dates are YYYY-MM-DD. */
export type EvidenceChange = {
  title: string | undefined
  description: string | undefined
  validFrom: string | null | undefined
  validUntil: string | null | undefined
}

/**
 * Changes title, description and validity.
 * @throws `invalid_input` if it would end before it begins, `conflict` for another title while a locked section names it
 */
export async function updateEvidence(ctx: Ctx, id: string, change: EvidenceChange): Promise<void> {
  const { signedIn, documents } = await changeEvidence(ctx, id, 'evidence.upload', async (tx, { signedIn, evidence }) => {
    const data = {
      title: change.title ?? evidence.title,
      description: change.description ?? evidence.description,
      validFrom: change.validFrom === undefined ? evidence.validFrom : asDate(change.validFrom),
      validUntil: change.validUntil === undefined ? evidence.validUntil : asDate(change.validUntil),
    }
    requireOrder(data)
    if (data.title !== evidence.title) await requireOpen(tx, evidence.organizationId, evidence.links)
    const isSameEnd = dayOf(data.validUntil) === dayOf(evidence.validUntil)
    await tx.evidence.update({
      where: { organizationId_id: { organizationId: evidence.organizationId, id } },
      data: { ...data, ...(!isSameEnd && { expiryNoted: 'none' }) },
      select: { id: true },
    })
    if (!isSameEnd) await settleRenewal(tx, { id, validUntil: data.validUntil }, signedIn.person.id)
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

/** Throws `invalid_input` for evidence that would end before it begins. */
export function requireOrder({ validFrom, validUntil }: { validFrom?: Date | null; validUntil?: Date | null }): void {
  if (validFrom && validUntil && validUntil < validFrom)
    throw new AppError('invalid_input', 'Evidence cannot end before it begins: `valid_until` is before `valid_from`.', {
      field: 'valid_until',
    })
}

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
