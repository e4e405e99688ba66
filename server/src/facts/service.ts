import { factText } from '@certloom/shared/collab/factsDoc'
import { replaceText } from '@certloom/shared/collab/sharedText'
import type { FactKey } from '@certloom/shared/facts/catalogue'
import { type ChangedFact, driftOf } from '@certloom/shared/facts/drift'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Customer, Fact } from '../db/generated/client.ts'
import type { DocumentStatus } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { factsRoom } from './openFacts.ts'
import { factTexts, readShown } from './shownFacts.ts'

export type StoredFacts = { customer: Customer; facts: Fact[]; names: Names }

/** A customer's facts as of the last stored revision; throws `not_found` for a customer this person may not see. */
export function getFacts(ctx: Ctx, customerId: string): Promise<StoredFacts> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const customer = await getCustomerIn(tx, customerId)
    const facts = await tx.fact.findMany({ where: { organizationId: customer.organizationId, customerId } })
    const names = await namesOf(
      tx,
      facts.map(({ updatedById }) => updatedById),
    )
    return { customer, facts, names }
  })
}

/** Says one fact for a program, in the live document, and stores it. Throws `not_found`, `forbidden`, `not_durable`. */
export async function sayFact(ctx: Ctx, customerId: string, key: FactKey, text: string): Promise<StoredFacts> {
  authorize(ctx, 'document.read', customerId)
  const signedIn = authorize(ctx, 'document.edit', customerId)
  const room = factsRoom(customerId)
  await ctx.live.edit(room, signedIn, (doc) => replaceText(factText(doc, key), text))
  await ctx.live.store(room)
  return getFacts(ctx, customerId)
}

/** An approved version that stands, and what it shows otherwise than it is said now. */
export type Drifted = ApprovedVersion & { drift: ChangedFact[] }

/** Documents whose approved version shows facts otherwise than they are said now, in the order of their plans. Throws `not_found`. */
export function listDrifted(ctx: Ctx, customerId: string): Promise<Drifted[]> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { organizationId } = await getCustomerIn(tx, customerId)
    const current = await factTexts(tx, { organizationId, customerId })
    return (await approvedVersions(tx, organizationId, customerId)).flatMap((version) => {
      const drift = driftOf(readShown(version.facts) ?? {}, current)
      return drift.length > 0 ? [{ ...version, drift }] : []
    })
  })
}

type ApprovedVersion = {
  documentId: string
  name: string
  status: DocumentStatus
  documentVersion: number
  revision: number
  approvedAt: Date
  facts: unknown
}

/** The last approved version of each document that shows facts; one whose approval was withdrawn is none. */
const approvedVersions = (tx: Tx, organizationId: string, customerId: string): Promise<ApprovedVersion[]> =>
  tx.$queryRaw<ApprovedVersion[]>`
    select d.id as "documentId", d.name, d.status::text, v.document_version as "documentVersion", v.revision, v.created_at as "approvedAt", v.facts
      from customer_document d
      join lateral (select document_version, revision, created_at, facts from document_version
                     where organization_id = d.organization_id and document_id = d.id and kind = 'approved'
                     order by revision desc limit 1) v on v.facts is not null
     where d.organization_id = ${organizationId}::uuid and d.customer_id = ${customerId}::uuid and d.archived_at is null
     order by d.position, d.id`
