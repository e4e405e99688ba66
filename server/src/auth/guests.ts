import { AppError } from '@certloom/shared/errors'
import type { Guest } from '@certloom/shared/roles'
import type { Ctx, Present } from '../context.ts'
import { refuseOthersPage } from './authorize.ts'
import { sha256 } from './tokens.ts'

/** A guest, let in by a link. */
export type PresentGuest = Present & { actor: Guest }

const cookieName = 'certloom_guest'

/** Browsers send it to the addresses that are for guests, and nowhere else: it is no login. */
const attributes = (secure: boolean): string => `Path=/api/v1/guest; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

/** The `Set-Cookie` header that lets a browser go on as a guest. */
export const guestCookie = (secret: string, until: Date, secure: boolean): string =>
  `${cookieName}=${secret}; Expires=${until.toUTCString()}; ${attributes(secure)}`

/** The one that takes it away. */
export const blankGuestCookie = (secure: boolean): string => `${cookieName}=; Max-Age=0; ${attributes(secure)}`

/** What the cookie carries, from a request's `Cookie` header. */
export const readGuestCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName)?.[1]

/** The guest who asks; null if nobody does whose link still stands. */
export async function findGuestOf(ctx: Pick<Ctx, 'guestSecret' | 'sessions'>): Promise<PresentGuest | null> {
  const present = ctx.guestSecret ? await ctx.sessions.findById(sha256(ctx.guestSecret)) : null
  return present && isGuest(present) ? present : null
}

/** Throws `not_signed_in` if no guest asks, and as `refuseOthersPage`. */
export async function guestOf(ctx: Pick<Ctx, 'guestSecret' | 'sessions' | 'onBehalfOf'>): Promise<PresentGuest> {
  const guest = await findGuestOf(ctx)
  if (!guest) throw new AppError('not_signed_in', 'This link has ended or was taken back.')
  refuseOthersPage(ctx, guest.actor)
  return guest
}

const isGuest = (present: Present): present is PresentGuest => present.actor.kind === 'guest'
