import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newToken } from '../auth/tokens.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withSession } from '../interviews/service.ts'
import { namesOf } from '../members/names.ts'
import { type Opens, opensOf } from './reach.ts'

/** What somebody wants a new link to be. */
export type NewGuestLink = { label: string; validHours: number; passcode: string | undefined }

const withGuests = {
  guests: { orderBy: { id: 'asc' }, select: { id: true, name: true, joinedAt: true } },
} satisfies Prisma.GuestLinkInclude

export type LinkWithGuests = Prisma.GuestLinkGetPayload<{ include: typeof withGuests }>

/** Links with who made them and how often a passcode was wrong. */
export type GuestLinkList = { links: LinkWithGuests[]; names: ReadonlyMap<string, string>; refused: ReadonlyMap<string, number> }

const hourMs = 60 * 60 * 1000

/** The guest links of a session, newest first, and what they open. Throws `not_found`, and `forbidden` for those who may not make any. */
export const listGuestLinks = (ctx: SignedInCtx, sessionId: string): Promise<GuestLinkList & { opens: Opens }> =>
  withSession(ctx, sessionId, 'link.create', async (tx, { organizationId }) => {
    const links = await tx.guestLink.findMany({
      where: { organizationId, sessionId },
      include: withGuests,
      orderBy: { id: 'desc' },
      take: 200,
    })
    return { ...(await withUses(tx, links)), opens: await opensOf(tx, { organizationId, sessionId }) }
  })

async function withUses(tx: Tx, links: LinkWithGuests[]): Promise<GuestLinkList> {
  const refusals = await tx.activity.groupBy({
    by: ['entityId'],
    where: { entityId: { in: links.map(({ id }) => id) }, action: 'guest_link.refused' },
    _count: true,
  })
  const names = await namesOf(
    tx,
    links.map(({ createdById }) => createdById),
  )
  return { links, names, refused: new Map(refusals.map(({ entityId, _count }) => [entityId, _count])) }
}

/** Makes a link. The secret in its address is answered once: only its hash is kept. Throws `conflict` once the session is completed, and for one over facts. */
export async function createGuestLink(
  ctx: SignedInCtx,
  sessionId: string,
  { label, validHours, passcode }: NewGuestLink,
): Promise<GuestLinkList & { token: string }> {
  const { token, tokenHash } = newToken()
  const passcodeHash = passcode === undefined ? null : await hashPassword(passcode)
  return withSession(ctx, sessionId, 'link.create', async (tx, session) => {
    if (session.status === 'completed') throw new AppError('conflict', 'This session is completed. Resume it to invite guests.')
    if (session.kind === 'onboarding')
      throw new AppError('conflict', 'Guests answer about documents. Start an interview or a workshop over them to invite somebody.')
    const { organizationId, customerId } = session
    const link = await tx.guestLink.create({
      data: {
        id: newId(),
        organizationId,
        customerId,
        sessionId,
        label,
        tokenHash,
        passcodeHash,
        expiresAt: new Date(Date.now() + validHours * hourMs),
        createdById: ctx.signedIn.person.id,
      },
      include: withGuests,
    })
    await record(tx, byRequester(ctx), {
      ...about(link, 'guest_link.created'),
      after: { label, session_name: session.name, expires_at: link.expiresAt.toISOString(), has_passcode: passcodeHash !== null },
    })
    return { ...(await withUses(tx, [link])), token }
  })
}

/** Takes a link back: nobody comes in by it any more, and who came by it is out. */
export async function revokeGuestLink(ctx: SignedInCtx, sessionId: string, linkId: string): Promise<void> {
  await withSession(ctx, sessionId, 'link.create', async (tx, session) => {
    const link = await tx.guestLink.findFirst({ where: { id: linkId, sessionId } })
    if (!link) throw new AppError('not_found')
    if (link.revokedAt !== null) return
    await tx.guestLink.update({ where: { id: linkId }, data: { revokedAt: new Date() } })
    await record(tx, byRequester(ctx), {
      ...about(link, 'guest_link.revoked'),
      after: { label: link.label, session_name: session.name },
    })
  })
  ctx.live.revoke({ guestLinkId: linkId }, 'signed_out')
}

const about = ({ id, customerId }: { id: string; customerId: string }, action: 'guest_link.created' | 'guest_link.revoked') => ({
  action,
  entity: { type: 'guest_link' as const, id },
  customerId,
})
