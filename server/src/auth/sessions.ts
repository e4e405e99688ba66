import { createHash } from 'node:crypto'
import { AppError } from '@certloom/shared/errors'
import type { Actor } from '@certloom/shared/roles'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import type { Person, Present, Sessions, SignedIn } from '../context.ts'
import {
  createSession,
  type Door,
  deleteExpired,
  endSession,
  endSessions,
  extendSession,
  findSession,
  listMemberships,
  type Membership,
  switchSession,
} from '../db/identity.ts'
import type { Db } from '../db/prisma.ts'

/** `passwordHash` is what a new session is begun with; it is not kept. */
type SessionAttributes = { organizationId: string; passwordHash?: string }
type UserAttributes = { email: string; name: string; color: number }

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Pick<SessionAttributes, 'organizationId'>, UserAttributes>
    UserId: string
    DatabaseUserAttributes: UserAttributes
    DatabaseSessionAttributes: SessionAttributes
  }
}

const lifetime = new TimeSpan(14, 'd')

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/**
 * Opens login sessions on lucia, which is no longer developed and used in this file only: leaving it means rewriting these functions, with no
 * migration. The database knows the SHA-256 of what the cookie carries, so its rows cannot be used to sign in.
 * @param secure whether the site is served over https, so that the cookie never travels without it
 * @param findGuest who came by a guest link, by the hash of their cookie's secret: they have no login
 */
export function openSessions(db: Db, secure: boolean, findGuest: (sessionId: string) => Promise<Present | null>): Sessions {
  const luciaOn = (door: Door) =>
    new Lucia(adapterOn(door), {
      sessionExpiresIn: lifetime,
      sessionCookie: { name: 'certloom_session', attributes: { secure, sameSite: 'lax', path: '/' } },
      getSessionAttributes: ({ organizationId }) => ({ organizationId }),
      getUserAttributes: (attributes) => attributes,
    })
  const lucia = luciaOn(db)

  return {
    async start(tx, userId, organizationId, passwordHash) {
      const session = await luciaOn(tx).createSession(userId, { organizationId, passwordHash })
      return { sessionId: hashOf(session.id), cookie: lucia.createSessionCookie(session.id).serialize() }
    },
    async find(cookieHeader) {
      const secret = lucia.readSessionCookie(cookieHeader ?? '')
      if (!secret) return null
      const { session, user } = await lucia.validateSession(secret)
      if (!session) return null
      const { id, email, name, color } = user
      const signedIn = await judge(db, hashOf(secret), session, { id, email, name, color })
      return signedIn && { signedIn, cookie: session.fresh ? lucia.createSessionCookie(secret).serialize() : undefined }
    },
    async findById(sessionId) {
      const row = await findSession(db, sessionId)
      if (!row) return findGuest(sessionId)
      if (row.expires_at <= new Date()) return null
      const { organization_id: organizationId, expires_at: expiresAt, user_id: id, email, name, color } = row
      return judge(db, row.id, { organizationId, expiresAt }, { id, email, name, color })
    },
    switchTo: switchSession,
    end: (sessionId) => endSession(db, sessionId),
    endAll: (userId, organizationId) => endSessions(db, userId, organizationId ?? null),
    deleteExpired: () => deleteExpired(db),
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),
  }
}

/** What a person may be in an organization, from their memberships. Membership as staff wins over being staff of a customer. */
export function actorIn(memberships: readonly Membership[], userId: string, organizationId: string): Actor | null {
  const here = memberships.filter((membership) => membership.organization_id === organizationId)
  const staff = here.find((membership) => membership.organization_role !== null)
  if (staff?.organization_role) return { kind: 'staff', userId, organizationId, role: staff.organization_role }
  const [customer] = here
  if (customer?.customer_id && customer.customer_role) {
    return { kind: 'customer', userId, organizationId, customerId: customer.customer_id, role: customer.customer_role }
  }
  return null
}

type Login = { organizationId: string; expiresAt: Date }

async function judge(db: Db, sessionId: string, { organizationId, expiresAt }: Login, person: Person): Promise<SignedIn | null> {
  const actor = actorIn(await listMemberships(db, person.id), person.id, organizationId)
  return actor && { person, actor, sessionId, endsAt: expiresAt }
}

const adapterOn = (door: Door): Adapter => ({
  async getSessionAndUser(secret) {
    const row = await findSession(door, hashOf(secret))
    if (!row) return [null, null]
    return [
      { id: secret, userId: row.user_id, expiresAt: row.expires_at, attributes: { organizationId: row.organization_id } },
      { id: row.user_id, attributes: { email: row.email, name: row.name, color: row.color } },
    ]
  },
  getUserSessions: () => Promise.reject(new Error('Sessions cannot be listed: the database knows only their hashes.')),
  async setSession({ id, userId, expiresAt, attributes: { organizationId, passwordHash = '' } }) {
    if (!(await createSession(door, { id: hashOf(id), userId, organizationId, expiresAt, passwordHash })))
      throw new AppError('wrong_credentials')
  },
  updateSessionExpiration: (secret, expiresAt) => extendSession(door, hashOf(secret), expiresAt),
  deleteSession: (secret) => endSession(door, hashOf(secret)),
  deleteUserSessions: (userId) => endSessions(door, userId, null),
  deleteExpiredSessions: () => deleteExpired(door),
})
