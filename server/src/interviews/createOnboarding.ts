import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import { withTenant } from '../db/tenant.ts'
import { insertSession, type NewSession } from './createSession.ts'
import { type ShownSession, showSession } from './service.ts'
import { factsTopic } from './topics.ts'

/** Starts the first session with a customer: over its facts, whether it has documents yet or not. Whoever starts it leads. */
export function createOnboarding(ctx: SignedInCtx, wanted: Pick<NewSession, 'customerId' | 'name'>): Promise<ShownSession> {
  const signedIn = authorize(ctx, 'interview.run', wanted.customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    return showSession(tx, await insertSession(tx, ctx, { ...wanted, planId: undefined, kind: 'onboarding' }, [factsTopic]))
  })
}
