import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, signedInOf, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Organization } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { usageByCustomer, usageOf } from '../files/usage.ts'

/** How an organization works. */
export type Settings = Pick<Organization, 'evidencePolicy' | 'reviewCustomerEvidence' | 'fourEyes' | 'storageLimitBytes'>

const columns = { evidencePolicy: true, reviewCustomerEvidence: true, fourEyes: true, storageLimitBytes: true } as const

/** How the reader's organization works. */
export function getSettings(ctx: Ctx): Promise<Settings> {
  const signedIn = signedInOf(ctx)
  return withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: signedIn.actor.organizationId }, select: columns }),
  )
}

/** Changes how the organization works; what is undefined stays. Throws `forbidden` for all but owners and admins. */
export function changeSettings(ctx: SignedInCtx, changes: { [Key in keyof Settings]: Settings[Key] | undefined }): Promise<Settings> {
  const signedIn = authorize(ctx, 'organization.administer')
  const where = { id: signedIn.actor.organizationId }
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const before = await tx.organization.findUniqueOrThrow({ where, select: columns })
    const after = {
      evidencePolicy: changes.evidencePolicy ?? before.evidencePolicy,
      reviewCustomerEvidence: changes.reviewCustomerEvidence ?? before.reviewCustomerEvidence,
      fourEyes: changes.fourEyes ?? before.fourEyes,
      storageLimitBytes: changes.storageLimitBytes === undefined ? before.storageLimitBytes : changes.storageLimitBytes,
    }
    await tx.organization.update({ where, data: after, select: { id: true } })
    await record(tx, byRequester(ctx), {
      action: 'organization.changed',
      entity: { type: 'organization', id: where.id },
      customerId: null,
      before: presentSettings(before),
      after: presentSettings(after),
    })
    return after
  })
}

/** Settings as REST answers them and the log keeps them. */
export const presentSettings = ({ evidencePolicy, reviewCustomerEvidence, fourEyes, storageLimitBytes }: Settings) => ({
  evidence_policy: evidencePolicy,
  review_customer_evidence: reviewCustomerEvidence,
  four_eyes: fourEyes,
  storage_limit_bytes: storageLimitBytes === null ? null : Number(storageLimitBytes),
})

/** What the organization's files take, and which customers' most. For owners and admins. */
export function getStorage(ctx: Ctx) {
  const signedIn = authorize(ctx, 'organization.administer')
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { storageLimitBytes } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: columns })
    return {
      ...(await usageOf(tx, organizationId)),
      limit_bytes: storageLimitBytes === null ? null : Number(storageLimitBytes),
      customers: await usageByCustomer(tx, organizationId),
    }
  })
}
