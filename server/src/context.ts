import type { LiveEvent } from '@certloom/shared/events/contract'
import type { Actor, Principal } from '@certloom/shared/roles'
import type { Doc } from 'yjs'
import type { Config } from './config.ts'
import type { Db, Tx } from './db/prisma.ts'
import type { FileStore } from './files/store.ts'
import type { Log } from './log.ts'

/** A person as others see them. `color` is one of the eight presence colours, 0 to 7. */
export type Person = { id: string; name: string; email: string; color: number }

/** Somebody signed in: the person, what they may do here, and the login session it rests on. */
export type SignedIn = { person: Person; actor: Actor; sessionId: string; endsAt: Date }

/** Somebody who may be in live documents: signed in, or come by a guest link. */
export type Present = Omit<SignedIn, 'actor'> & { actor: Principal }

/** Who stands behind a change of a live document: a person, in one organization. */
export type Author = { person: Pick<Person, 'id'>; actor: Pick<Principal, 'organizationId'> }

/** Whose open sockets must be closed and judged again. */
export type RevokedScope =
  | { sessionId: string }
  | { userId: string; organizationId?: string }
  | { customerId: string }
  | { documentId: string }
  | { guestLinkId: string }
  | { guestsOfSession: string }

/** The live world, as nouns reach it. */
export type Live = {
  /**
   * Changes a live resource as `author`; resolves once the change is committed to the update log and throws `not_durable` if it could not be.
   * @param change runs in one Yjs transaction, synchronously
   */
  edit(room: string, author: Author, change: (doc: Doc) => void): Promise<void>
  /** Stores the room's snapshot now: version, activity and projections as of this moment are committed when it resolves. */
  store(room: string): Promise<void>
  /** Tells everybody in the room that a revision was written by other means than its snapshot. */
  tellStored(room: string, revision: number): void
  /** Closes the sockets in this scope within the same tick; `signedOut` tells their clients not to come back by themselves. */
  revoke(scope: RevokedScope, reason: 'changed' | 'signed_out'): void
}

/** What is committed, told to those who may know of it. */
export type Events = {
  /**
   * What happens from now on, as far as this person may see it.
   * @param reachBack what was told in the last so many milliseconds comes first
   * @returns a stream that ends when the session or a right of theirs does, or when something may have been missed
   */
  subscribe(signedIn: SignedIn, reachBack: number, signal?: AbortSignal): AsyncGenerator<LiveEvent, void>
  /** Ends the streams of those meant, so that they come back and are judged again. */
  revoke(scope: RevokedScope): void
}

/** Login sessions. */
export type Sessions = {
  /**
   * Starts a session in one organization, of whoever proved the password of this hash, before the transaction is a tenant's, and answers its
   * `Set-Cookie` header.
   * @throws `wrong_credentials` if that is their password no more
   */
  start(tx: Tx, userId: string, organizationId: string, passwordHash: string): Promise<{ sessionId: string; cookie: string }>
  /** Who the cookie stands for, or null; `cookie` renews it when half its time is over. */
  find(cookieHeader: string | undefined): Promise<{ signedIn: SignedIn; cookie: string | undefined } | null>
  /** Who a session id stands for now, or null; for sockets, which have no cookie, and for guests, whose sessions are no logins. */
  findById(sessionId: string): Promise<Present | null>
  /** Before the transaction is a tenant's; false if the session has ended. */
  switchTo(tx: Tx, sessionId: string, organizationId: string): Promise<boolean>
  end(sessionId: string): Promise<void>
  /** Ends all sessions of a person, or those in one organization. */
  endAll(userId: string, organizationId?: string): Promise<void>
  deleteExpired(): Promise<void>
  /** A `Set-Cookie` header that takes the cookie away. */
  blankCookie(): string
}

/** Sends what is in the mail queue. */
export type Mailer = {
  /** Looks into the queue now, after a commit that put something there; never throws. */
  nudge(): void
  /** Resolves when what was due has been tried. */
  stop(): Promise<void>
}

/** Writes documents as files, one after the other. */
export type Exports = {
  /** Looks now for what is to be exported, after a commit that put something there; never throws. */
  nudge(): void
  /** Stops with this one if it is being made here. */
  cancel(id: string): void
  /** Resolves when nothing is being made any more; what was not finished is left for the next start. */
  stop(): Promise<void>
}

/** What the server is made of; the same for every request. */
export type Services = {
  config: Config
  db: Db
  log: Log
  live: Live
  events: Events
  sessions: Sessions
  mailer: Mailer
  files: FileStore
  exports: Exports
}

/** One request: the services, who asks, and from where. */
export type Ctx = Services & {
  signedIn: SignedIn | null
  /** whom the page that asks is for, if it says so; see `onBehalfOf` */
  onBehalfOf: string | undefined
  requestId: string
  /** the address this server was asked under, without a path: `https://certloom.example` */
  origin: string
  address: string
  userAgent: string
  /** Adds a `Set-Cookie` header to the answer. */
  setCookie(header: string): void
  /** Adds another header to the answer. */
  setHeader(name: string, value: string): void
  /** What a guest's cookie carries; nobody reads it but the addresses that are for guests. */
  guestSecret: string | undefined
  /** The request's `If-Match`, if it sent one. */
  ifMatch: string | undefined
}
