import type { Me } from '@certloom/shared/accounts/contract'
import { onBehalfOf } from '@certloom/shared/accounts/onBehalfOf'
import { AppError } from '@certloom/shared/errors'
import type { Ctx } from '../context.ts'
import { listMemberships } from '../db/identity.ts'
import { actorsOf } from './present.ts'
import { provePassword } from './provePassword.ts'
import { beginSession, personOf } from './session.ts'

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
  return beginSession(ctx, person, actor, account.password_hash)
}
