import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { findRare } from '../db/search.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { type EvidenceFilter, type EvidenceKey, type EvidenceSort, orders, present, whereEvidence } from './filter.ts'

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
