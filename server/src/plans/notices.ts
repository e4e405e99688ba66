import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester } from '../audit/record.ts'
import type { Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { customerOfMany, manyInWords } from '../notifications/words.ts'

/** Tells somebody else of the plans they own from now on: once, of all of them. Every time is an occasion of its own: they can become the owner again. */
export async function tellOwner(
  tx: Tx,
  ctx: SignedInCtx,
  ownerId: string,
  plans: readonly Pick<Plan, 'id' | 'customerId' | 'name'>[],
): Promise<void> {
  const [first] = plans
  if (first === undefined || ownerId === ctx.signedIn.person.id) return
  const { customerId, customer } = await customerOfMany(tx, plans)
  const names = plans.map(({ name }) => name)
  const notice: Notice = {
    kind: 'plan_assigned',
    occasion: `plan_assigned ${first.id} ${new Date().toISOString()}`,
    entity: plans.length === 1 ? { type: 'plan', id: first.id } : { type: 'plan_list', id: ownerId },
    customerId,
    facts: { plans: manyInWords('plan', names), customer },
  }
  await notify(tx, ctx.config, byRequester(ctx), notice, [ownerId])
}
