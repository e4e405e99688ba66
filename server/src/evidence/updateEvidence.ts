import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { asDate, dayOf } from '../db/days.ts'
import type { Evidence, EvidenceLink } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { noteEvidence } from '../tasks/noteEvidence.ts'
import { changeEvidence, documentsOf, type HeldEvidence } from './changeEvidence.ts'
import { counts } from './links.ts'
import { mirrorDocuments } from './mirror.ts'
import { needsReview } from './needsReview.ts'
import { tellWaiting } from './notices.ts'
import { settleRenewal, takeOver } from './renew.ts'
import { requireOpen } from './targets.ts'

/** What can be said about evidence after it was given; what is undefined stays. Dates are YYYY-MM-DD. */
export type EvidenceChange = {
  title: string | undefined
  description: string | undefined
  validFrom: string | null | undefined
  validUntil: string | null | undefined
}

/**
 * Changes title, description and validity. Accepted evidence that a customer's people rename or give other dates waits for a reviewer again, who is
 * told, where the organization reviews what they give. What counts by its new dates takes the place of what it renews.
 * @throws `invalid_input` if it would end before it begins, `conflict` for another title while a locked section names it, and for dates by which it
 * would take a place in one
 */
export async function updateEvidence(ctx: Ctx, id: string, change: EvidenceChange): Promise<void> {
  const {
    signedIn,
    documents,
    result: moved,
  } = await changeEvidence(ctx, id, 'evidence.upload', async (tx, { signedIn, evidence }) => {
    const asked = { ...ctx, signedIn }
    const data = changed(evidence, change)
    requireOrder(data)
    if (data.title !== evidence.title) await requireOpen(tx, evidence.organizationId, evidence.links)
    const waitsAgain = evidence.status === 'accepted' && isSaidAnew(evidence, data) && (await needsReview(tx, asked))
    const after = await tx.evidence.update({
      where: { organizationId_id: { organizationId: evidence.organizationId, id } },
      data: {
        ...data,
        ...(!isSameEnd(evidence, data) && { expiryNoted: 'none' }),
        ...(waitsAgain && { status: 'pending', reviewedAt: null, reviewedById: null }),
      },
    })
    await record(tx, byRequester(asked), {
      action: 'evidence.changed',
      entity: { type: 'evidence', id },
      customerId: evidence.customerId,
      before: { ...factsOf(evidence), ...(waitsAgain && { status: evidence.status }) },
      after: { ...factsOf(after), ...(waitsAgain && { status: after.status }) },
    })
    if (waitsAgain) await tellWaiting(tx, asked, after, evidence)
    return followDates(tx, asked, evidence, after)
  })
  ctx.mailer.nudge()
  await mirrorDocuments({ ...ctx, signedIn }, [...documents, ...documentsOf(moved)])
}

/** Throws `invalid_input` for evidence that would end before it begins. */
export function requireOrder({ validFrom, validUntil }: { validFrom?: Date | null; validUntil?: Date | null }): void {
  if (validFrom && validUntil && validUntil < validFrom)
    throw new AppError('invalid_input', 'Evidence cannot end before it begins: `valid_until` is before `valid_from`.', {
      field: 'valid_until',
    })
}

type Said = Pick<Evidence, 'title' | 'description' | 'validFrom' | 'validUntil'>

const changed = (evidence: Said, { title, description, validFrom, validUntil }: EvidenceChange): Said => ({
  title: title ?? evidence.title,
  description: description ?? evidence.description,
  validFrom: validFrom === undefined ? evidence.validFrom : asDate(validFrom),
  validUntil: validUntil === undefined ? evidence.validUntil : asDate(validUntil),
})

const isSameEnd = (before: Said, after: Said): boolean => dayOf(before.validUntil) === dayOf(after.validUntil)

/** Did what a reviewer looked at become something else? A description explains it and changes nothing. */
const isSaidAnew = (before: Said, after: Said): boolean =>
  before.title !== after.title || dayOf(before.validFrom) !== dayOf(after.validFrom) || !isSameEnd(before, after)

/** Does what follows from other dates of accepted evidence; answers the links it took over. */
async function followDates(tx: Tx, ctx: SignedInCtx, before: HeldEvidence['evidence'], after: Evidence): Promise<EvidenceLink[]> {
  const { id: userId } = ctx.signedIn.person
  if (after.status === 'accepted' && !isSameEnd(before, after)) await settleRenewal(tx, after, userId)
  if (counts(before) || !counts(after)) return []
  await noteEvidence(tx, before.links, 'accepted', userId)
  return takeOver(tx, ctx, after)
}

const factsOf = ({ title, description, validFrom, validUntil }: Said) => ({
  title,
  description,
  valid_from: dayOf(validFrom),
  valid_until: dayOf(validUntil),
})
