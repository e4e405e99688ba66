import type { Me } from '@certloom/shared/accounts/contract'
import { AppError } from '@certloom/shared/errors'
import { record } from '../audit/record.ts'
import { actorIn } from '../auth/sessions.ts'
import { listMemberships } from '../db/identity.ts'
import { withTenants } from '../db/tenant.ts'
import { customerIdOf, presentMe } from './present.ts'
import { byPerson, endThisSession, recordEverywhere, type SignedInCtx } from './session.ts'

/** Who asks, where they are, and where else they could go on. */
export async function whoAmI({ db, signedIn }: SignedInCtx): Promise<Me> {
  return presentMe(signedIn.person, signedIn.actor, await listMemberships(db, signedIn.person.id))
}

/** Ends the request's session and takes its cookie away. */
export async function signOut(ctx: SignedInCtx): Promise<void> {
  await endThisSession(ctx, 'signed_out')
  ctx.setCookie(ctx.sessions.blankCookie())
}

/** Ends every session of the person, on every device and in every organization, each of which has it on record. */
export async function signOutEverywhere(ctx: SignedInCtx): Promise<void> {
  const { person } = ctx.signedIn
  await recordEverywhere(ctx, person, 'person.signed_out_everywhere')
  await ctx.sessions.endAll(person.id)
  ctx.live.revoke({ userId: person.id }, 'signed_out')
  ctx.setCookie(ctx.sessions.blankCookie())
}

/**
 * Goes on in another of the person's organizations, in the same session. Neither organization's log names the other.
 * @throws `not_found` for an organization they do not belong to, whether it exists or not, and `not_signed_in` if the session ended meanwhile
 */
export async function switchOrganization(ctx: SignedInCtx, organizationId: string): Promise<Me> {
  const { person, sessionId } = ctx.signedIn
  const memberships = await listMemberships(ctx.db, person.id)
  const actor = actorIn(memberships, person.id, organizationId)
  if (!actor) throw new AppError('not_found')
  await withTenants(
    ctx.db,
    async (tx) => {
      if (!(await ctx.sessions.switchTo(tx, sessionId, organizationId))) throw new AppError('not_signed_in')
      return [actor]
    },
    (tx) =>
      record(tx, byPerson(ctx, person, organizationId), {
        action: 'organization.switched_to',
        entity: { type: 'organization', id: organizationId },
        customerId: customerIdOf(actor),
      }),
  )
  ctx.live.revoke({ sessionId }, 'changed')
  return presentMe(person, actor, memberships)
}
