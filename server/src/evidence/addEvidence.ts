import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Evidence } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { documentsOf } from './changeEvidence.ts'
import { counts, link } from './links.ts'
import { mirrorDocuments } from './mirror.ts'
import { needsReview } from './needsReview.ts'
import { tellWaiting } from './notices.ts'
import { linkToRenewalTasks, requireRenewable, takeOver } from './renew.ts'
import { requireOrder } from './updateEvidence.ts'

/** What somebody gives as evidence: a web address or a stored file. */
export type NewEvidence = Pick<Evidence, 'customerId' | 'title'> &
  Partial<Pick<Evidence, 'id' | 'description' | 'validFrom' | 'validUntil' | 'replacesId'>> &
  ({ kind: 'link'; url: string } | { kind: 'file'; fileId: string })

/** What was written, and the documents whose mirror it concerns. */
type Inserted = { evidence: Evidence; documents: string[] }

/**
 * Writes evidence, its links and their activities. What a customer gives waits for a reviewer, who is told, unless the organization switched that
 * off. What renews other evidence takes its place at once where it need not wait. Call `ctx.mailer.nudge()` after the commit.
 */
export async function insertEvidence(tx: Tx, ctx: SignedInCtx, wanted: NewEvidence, targets: readonly EvidenceTarget[]): Promise<Inserted> {
  requireOrder(wanted)
  if (wanted.replacesId) await requireRenewable(tx, wanted.customerId, wanted.replacesId)
  const { organizationId } = ctx.signedIn.actor
  const status = (await needsReview(tx, ctx)) ? 'pending' : 'accepted'
  const evidence = await tx.evidence.create({
    data: { id: newId(), organizationId, ...wanted, status, createdById: ctx.signedIn.person.id },
  })
  await record(tx, byRequester(ctx), {
    action: 'evidence.added',
    entity: { type: 'evidence', id: evidence.id },
    customerId: evidence.customerId,
    after: { title: evidence.title, kind: evidence.kind, status: evidence.status },
  })
  const links = []
  for (const target of targets) links.push(await link(tx, ctx, evidence, target))
  await linkToRenewalTasks(tx, ctx, evidence)
  const moved = counts(evidence) ? await takeOver(tx, ctx, evidence) : []
  if (evidence.status === 'pending') await tellWaiting(tx, ctx, evidence, null)
  return { evidence, documents: documentsOf([...links, ...moved]) }
}

/** A web address given as evidence, for sections and tasks or for nothing yet. */
export type NewLink = Pick<Evidence, 'customerId' | 'title'> &
  Partial<Pick<Evidence, 'validFrom' | 'validUntil' | 'replacesId'>> & {
    /** chosen by the sender */
    id?: string | undefined
    url: string
    targets: readonly EvidenceTarget[]
  }

/**
 * Gives a web address as evidence; answers its id. Sent again under the same id, because the answer was lost, it gives nothing anew.
 * @throws `not_found` for a target that this customer does not have
 */
export async function addLink(ctx: Ctx, { targets, id = newId(), ...wanted }: NewLink): Promise<string> {
  const signedIn = authorize(ctx, 'evidence.upload', wanted.customerId)
  const { evidence, documents } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    const sent = { id, customerId: wanted.customerId, createdById: signedIn.person.id }
    const known = await sentBefore(tx, id, () => tx.evidence.findFirst({ where: sent, include: { links: true } }))
    if (known) return { evidence: known, documents: documentsOf(known.links) }
    return insertEvidence(tx, { ...ctx, signedIn }, { id, kind: 'link', ...wanted }, targets)
  })
  ctx.mailer.nudge()
  await mirrorDocuments({ ...ctx, signedIn }, documents)
  return evidence.id
}
