import type { SignedInCtx } from '../accounts/session.ts'
import type { Tx } from '../db/prisma.ts'

/** Does what this person says about evidence wait for a reviewer? What a customer's people say does, unless the organization switched that off. */
export async function needsReview(tx: Tx, { signedIn: { actor } }: SignedInCtx): Promise<boolean> {
  if (actor.kind === 'staff') return false
  const { reviewCustomerEvidence } = await tx.organization.findUniqueOrThrow({
    where: { id: actor.organizationId },
    select: { reviewCustomerEvidence: true },
  })
  return reviewCustomerEvidence
}
