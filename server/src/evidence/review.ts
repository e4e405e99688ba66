import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { noteEvidence } from '../tasks/noteEvidence.ts'
import { changeEvidence } from './changeEvidence.ts'
import { mirrorDocuments } from './mirror.ts'

/** Says that evidence shows what it is to show. */
export const acceptEvidence = (ctx: Ctx, id: string): Promise<void> => review(ctx, id, { status: 'accepted', reason: null })

/** Says that it does not, and why; it stays linked and fills nothing. */
export const rejectEvidence = (ctx: Ctx, id: string, reason: string): Promise<void> => review(ctx, id, { status: 'rejected', reason })

type Verdict = { status: 'accepted' | 'rejected'; reason: string | null }

async function review(ctx: Ctx, id: string, { status, reason }: Verdict): Promise<void> {
  const { signedIn, documents } = await changeEvidence(ctx, id, 'evidence.review', async (tx, { signedIn, evidence }) => {
    if (evidence.status === status && evidence.rejectionReason === reason) return
    await tx.evidence.update({
      where: { organizationId_id: { organizationId: evidence.organizationId, id } },
      data: { status, rejectionReason: reason, reviewedAt: new Date(), reviewedById: signedIn.person.id },
      select: { id: true },
    })
    await noteEvidence(tx, evidence.links, status === 'accepted' ? 'accepted' : 'other', signedIn.person.id)
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: status === 'accepted' ? 'evidence.accepted' : 'evidence.rejected',
      entity: { type: 'evidence', id },
      customerId: evidence.customerId,
      before: { status: evidence.status },
      after: { title: evidence.title, status, ...(reason !== null && { reason }) },
    })
  })
  await mirrorDocuments({ ...ctx, signedIn }, documents)
}
