import type { Me } from '@certloom/shared/accounts/contract'
import { onBehalfOf } from '@certloom/shared/accounts/onBehalfOf'
import { AppError } from '@certloom/shared/errors'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { listMemberships } from '../db/identity.ts'
import { withTenant } from '../db/tenant.ts'
import { actorsOf, customerIdOf } from './present.ts'
import { provePassword } from './provePassword.ts'
import { aboutPerson, beginSession, byPerson, personOf } from './session.ts'

/**
 * Signs somebody in where the page they do it on was theirs before; elsewhere in the first of their organizations by name.
 * @throws what `provePassword` throws, and `forbidden` for somebody who belongs nowhere any more
 */
export async function signIn(ctx: Ctx, given: { email: string; password: string }): Promise<Me> {
  const account = await provePassword(ctx, given)
  const person = personOf(account)
  const actors = actorsOf(await listMemberships(ctx.db, person.id), person.id)
  const actor = actors.find((its) => onBehalfOf(its) === ctx.onBehalfOf) ?? actors[0]
  if (!actor) throw new AppError('forbidden', 'This account belongs to no organization any more. Ask somebody there for an invitation.')
  await withTenant(ctx.db, { organizationId: actor.organizationId }, (tx) =>
    record(tx, byPerson(ctx, person, actor.organizationId), aboutPerson('person.signed_in', person.id, customerIdOf(actor))),
  )
  return beginSession(ctx, person, actor, account.password_hash)
}
