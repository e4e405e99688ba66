import { randomInt } from 'node:crypto'
import { presenceColors } from '@certloom/shared/collab/presence'
import { AppError } from '@certloom/shared/errors'
import { guestName } from '@certloom/shared/guests/guestName'
import { newId } from '@certloom/shared/ids'
import { inUniformTime } from '../accounts/uniformTime.ts'
import { byVisitor, record } from '../audit/record.ts'
import { findGuestOf, guestCookie, type PresentGuest } from '../auth/guests.ts'
import { provePasscode } from '../auth/passcode.ts'
import { newToken, sha256 } from '../auth/tokens.ts'
import type { Ctx } from '../context.ts'
import { findGuestLink, type OpenGuestLink } from '../db/identity.ts'
import { type Tenant, withTenant } from '../db/tenant.ts'
import { type Opens, opensOf } from './reach.ts'

/** Nobody holds a workshop with more; a link that went further than it should does not fill the database. */
const mostGuests = 100

/** A session as a link announces it. */
export type Invitation = { link: OpenGuestLink; organizationName: string; customerName: string; sessionName: string; opens: Opens }

const tenantOf = ({ organization_id, customer_id }: OpenGuestLink): Tenant => ({ organizationId: organization_id, customerId: customer_id })

/**
 * What a link leads to; `invitation` is null where it wants a passcode first, `guest` is who came by it in this browser already.
 * @throws `not_found` alike, and in like time, for links that are none, ended or taken back, and for those of a session that is over
 */
export const lookAtLink = (ctx: Ctx, token: string): Promise<{ invitation: Invitation | null; guest: PresentGuest | null }> =>
  inUniformTime(async () => {
    const link = await getLink(ctx, token)
    const guest = await findGuestOf(ctx)
    return {
      guest: guest?.actor.linkId === link.id ? guest : null,
      invitation: link.passcode_hash === null ? await announce(ctx, link) : null,
    }
  })

async function getLink(ctx: Ctx, token: string): Promise<OpenGuestLink> {
  const link = await findGuestLink(ctx.db, sha256(token))
  if (!link) throw new AppError('not_found')
  return link
}

const announce = (ctx: Ctx, link: OpenGuestLink): Promise<Invitation> =>
  withTenant(ctx.db, tenantOf(link), async (tx) => {
    const [organizationId, sessionId] = [link.organization_id, link.session_id]
    const session = await tx.interviewSession.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: sessionId } },
      select: { name: true, customer: { select: { companyName: true, organization: { select: { name: true } } } } },
    })
    return {
      link,
      organizationName: session.customer.organization.name,
      customerName: session.customer.companyName,
      sessionName: session.name,
      opens: await opensOf(tx, { organizationId, sessionId }),
    }
  })

/**
 * Lets somebody in under a name, on record, and sets their cookie.
 * @throws as `lookAtLink`; `wrong_credentials` for a wrong passcode, `too_many_requests` after ten of them, `conflict` when a link has let in a hundred
 */
export const joinLink = (
  ctx: Ctx,
  token: string,
  { name, passcode = '' }: { name: string; passcode: string | undefined },
): Promise<PresentGuest> =>
  inUniformTime(async () => {
    const link = await getLink(ctx, token)
    if (link.passcode_hash !== null) {
      const refused = () =>
        withTenant(ctx.db, tenantOf(link), (tx) => record(tx, byVisitor(ctx, link.organization_id), about(link, 'guest_link.refused')))
      await provePasscode(ctx, { link: `guest link ${link.id}`, passcodeHash: link.passcode_hash, passcode, refused })
    }
    const { token: secret, tokenHash: secretHash } = newToken()
    await addGuest(ctx, link, name, secretHash)
    const guest = await findGuestOf({ ...ctx, guestSecret: secret })
    if (!guest) throw new AppError('not_found')
    ctx.setCookie(guestCookie(secret, guest.endsAt, ctx.origin.startsWith('https:')))
    return guest
  })

async function addGuest(ctx: Ctx, link: OpenGuestLink, name: string, secretHash: string): Promise<void> {
  const [id, organizationId, customerId] = [newId(), link.organization_id, link.customer_id]
  await withTenant(ctx.db, tenantOf(link), async (tx) => {
    await tx.$queryRaw`select id from guest_link where id = ${link.id}::uuid for update`
    if ((await tx.guest.count({ where: { organizationId, linkId: link.id } })) >= mostGuests)
      throw new AppError('conflict', 'Too many people have come by this link. Ask for another one.')
    const color = randomInt(presenceColors.length)
    await tx.guest.create({ data: { id, organizationId, customerId, linkId: link.id, name, color, secretHash } })
    const person = { id, name: guestName(name), email: '' }
    await record(tx, { ...byVisitor(ctx, organizationId), person }, about(link, 'guest.joined'))
  })
}

const about = ({ id, customer_id, label }: OpenGuestLink, action: 'guest_link.refused' | 'guest.joined') => ({
  action,
  entity: { type: 'guest_link' as const, id },
  customerId: customer_id,
  after: { label },
})
