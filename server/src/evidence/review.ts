import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { noteEvidence } from '../tasks/noteEvidence.ts'
import { changeEvidence, documentsOf } from './changeEvidence.ts'
import { counts } from './links.ts'
import { mirrorDocuments } from './mirror.ts'
import { tellVerdict } from './notices.ts'
import { settleRenewal, takeOver } from './renew.ts'

/** Says that evidence shows what it is to show; what it renews gives way to it. */
export const acceptEvidence = (ctx: Ctx, id: string): Promise<void> => review(ctx, id, { status: 'accepted', reason: null })

/** Says that it does not, and why; it stays linked and fills nothing. */
export const rejectEvidence = (ctx: Ctx, id: string, reason: string): Promise<void> => review(ctx, id, { status: 'rejected', reason })

type Verdict = { status: 'accepted' | 'rejected'; reason: string | null }

async function review(ctx: Ctx, id: string, { status, reason }: Verdict): Promise<void> {
  const {
    signedIn,
    documents,
    result: moved,
  } = await changeEvidence(ctx, id, 'evidence.review', async (tx, { signedIn, evidence }) => {
    if (evidence.status === status && evidence.rejectionReason === reason) return []
    const reviewed = await tx.evidence.update({
      where: { organizationId_id: { organizationId: evidence.organizationId, id } },
      data: { status, rejectionReason: reason, reviewedAt: new Date(), reviewedById: signedIn.person.id },
    })
    if (status === 'accepted') await settleRenewal(tx, reviewed, signedIn.person.id)
    await noteEvidence(tx, evidence.links, counts(reviewed) ? 'accepted' : 'other', signedIn.person.id)
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: status === 'accepted' ? 'evidence.accepted' : 'evidence.rejected',
      entity: { type: 'evidence', id },
      customerId: evidence.customerId,
      before: { status: evidence.status },
      after: { title: evidence.title, status, ...(reason !== null && { reason }) },
    })
    await tellVerdict(tx, { ...ctx, signedIn }, reviewed)
    return counts(reviewed) ? takeOver(tx, { ...ctx, signedIn }, reviewed) : []
  })
  ctx.mailer.nudge()
  await mirrorDocuments({ ...ctx, signedIn }, [...documents, ...documentsOf(moved)])
}
