import type { Me } from '@certloom/shared/accounts/contract'
import type { ActivityAction } from '@certloom/shared/audit/events'
import type { Actor } from '@certloom/shared/roles'
import { byRequester, type RecordedActivity, type RecordedBy, record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Ctx, Person, SignedIn } from '../context.ts'
import { type Account, listMemberships } from '../db/identity.ts'
import { withTenant, withTenants } from '../db/tenant.ts'
import { actorsOf, customerIdOf, presentMe } from './present.ts'

/** A request of somebody signed in. */
export type SignedInCtx = Ctx & { signedIn: SignedIn }

export const personOf = ({ user_id, name, email, color }: Account): Person => ({ id: user_id, name, email, color })

/** The author of what a person does before their session says who they are. */
export const byPerson = (ctx: Ctx, person: RecordedBy['person'], organizationId: string): RecordedBy => ({
  organizationId,
  person,
  address: ctx.address,
  userAgent: ctx.userAgent,
  requestId: ctx.requestId,
})

/** Something that happened to an account, seen from one place its person belongs to. */
export const aboutPerson = (action: ActivityAction, userId: string, customerId: string | null): RecordedActivity => ({
  action,
  entity: { type: 'user', id: userId },
  customerId,
})

/** Records what happened to an account in every organization its person belongs to, all or none. */
export async function recordEverywhere(ctx: Ctx, person: Pick<Person, 'id' | 'name' | 'email'>, action: ActivityAction): Promise<void> {
  const actors = actorsOf(await listMemberships(ctx.db, person.id), person.id)
  await withTenants(ctx.db, actors, (tx, actor) =>
    record(tx, byPerson(ctx, person, actor.organizationId), aboutPerson(action, person.id, customerIdOf(actor))),
  )
}

/**
 * Starts a session, in one transaction with its record, and sets its cookie. A session the browser already had ends: its cookie is overwritten.
 * @param passwordHash of the password they proved or chose
 * @returns what the person may know about themselves
 * @throws `wrong_credentials` if the password was changed meanwhile
 */
export async function beginSession(ctx: Ctx, person: Person, actor: Actor, passwordHash: string): Promise<Me> {
  let cookie = ''
  await withTenants(
    ctx.db,
    async (tx) => {
      cookie = (await ctx.sessions.start(tx, person.id, actor.organizationId, passwordHash)).cookie
      return [actor]
    },
    (tx) => record(tx, byPerson(ctx, person, actor.organizationId), aboutPerson('person.signed_in', person.id, customerIdOf(actor))),
  )
  if (ctx.signedIn) await endThisSession({ ...ctx, signedIn: ctx.signedIn }, 'changed')
  ctx.setCookie(cookie)
  return presentMe(person, actor, await listMemberships(ctx.db, person.id))
}

/** Ends the request's session, on record; its open sockets close within the same tick. */
export async function endThisSession(ctx: SignedInCtx, reason: 'changed' | 'signed_out'): Promise<void> {
  const { person, actor, sessionId } = ctx.signedIn
  await withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) =>
    record(tx, byRequester(ctx), aboutPerson('person.signed_out', person.id, customerIdOf(actor))),
  )
  await ctx.sessions.end(sessionId)
  ctx.live.revoke({ sessionId }, reason)
}
