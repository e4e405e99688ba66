import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Evidence, EvidenceStatus } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { link } from './links.ts'
import { mirrorDocuments } from './mirror.ts'

/** What somebody gives as evidence: a web address or a stored file. */
export type NewEvidence = Pick<Evidence, 'customerId' | 'title'> &
  Partial<Pick<Evidence, 'description'>> &
  ({ kind: 'link'; url: string } | { kind: 'file'; fileId: string })

/** Writes evidence, its links and their activities. What a customer gives waits for a reviewer, unless the organization switched that off. */
export async function insertEvidence(tx: Tx, ctx: SignedInCtx, wanted: NewEvidence, targets: readonly EvidenceTarget[]): Promise<Evidence> {
  const { organizationId } = ctx.signedIn.actor
  const evidence = await tx.evidence.create({
    data: { id: newId(), organizationId, ...wanted, status: await firstStatus(tx, ctx), createdById: ctx.signedIn.person.id },
  })
  await record(tx, byRequester(ctx), {
    action: 'evidence.added',
    entity: { type: 'evidence', id: evidence.id },
    customerId: evidence.customerId,
    after: { title: evidence.title, kind: evidence.kind, status: evidence.status },
  })
  for (const target of targets) await link(tx, ctx, evidence, target)
  return evidence
}

async function firstStatus(tx: Tx, { signedIn: { actor } }: SignedInCtx): Promise<EvidenceStatus> {
  if (actor.kind === 'staff') return 'accepted'
  const { reviewCustomerEvidence } = await tx.organization.findUniqueOrThrow({
    where: { id: actor.organizationId },
    select: { reviewCustomerEvidence: true },
  })
  return reviewCustomerEvidence ? 'pending' : 'accepted'
}

/** A web address given as evidence, for sections and tasks or for nothing yet. */
export type NewLink = { customerId: string; title: string; url: string; targets: readonly EvidenceTarget[] }

/** Gives a web address as evidence; answers its id. Throws `not_found` for a target that this customer does not have. */
export async function addLink(ctx: Ctx, { targets, ...wanted }: NewLink): Promise<string> {
  const signedIn = authorize(ctx, 'evidence.upload', wanted.customerId)
  const { id } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    return insertEvidence(tx, { ...ctx, signedIn }, { kind: 'link', ...wanted }, targets)
  })
  await mirrorDocuments(
    { ...ctx, signedIn },
    targets.flatMap((target) => ('document_id' in target ? target.document_id : [])),
  )
  return id
}
