import { isDeepStrictEqual } from 'node:util'
import type { JoinRefusal } from '@certloom/shared/collab/messages'
import { parseRoomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { readTicket } from '../auth/collabTicket.ts'
import type { Present, Sessions } from '../context.ts'
import { takeTicket } from '../db/identity.ts'
import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Access, LiveResource } from '../liveResource.ts'
import type { Log } from '../log.ts'
import { resourceFinders } from './rooms.ts'

const readingOnly: Access = { canEdit: false, editableRoots: new Set() }

/** What is known about somebody in a room. */
export type Member = {
  signedIn: Present
  resource: LiveResource
  access: Access
  /** when their rights began to be looked up, on the clock of `performance.now` */
  judgedAt: number
  /** the socket is being closed: nothing that still comes through it counts */
  isRevoked: boolean
  /** the client id this connection appears under to others */
  presenceClient: number | undefined
  /** client ids they say they wrote under on pages that are closed */
  claims: ReadonlySet<number>
  /** the message under way is an answer to our sync question and is being applied */
  isAnswering: boolean
  /** numbers of barriers that wait until the client has sent what was lost; undefined while nothing is missing */
  heldBarriers: number[] | undefined
}

/** A join that is refused. Hocuspocus sends `reason` to the client and prints any message, so there is none. */
export class JoinRefused extends Error {
  readonly reason: JoinRefusal

  constructor(reason: JoinRefusal) {
    super('')
    this.reason = reason
  }
}

type Parts = { db: Db; sessions: Sessions; key: Buffer; log: Log }

/** A ticket for a room, and whether a client that speaks another schema version may come in to read. */
export type Request = { room: string; token: string; mayBeOutdated: boolean }

/**
 * The one entry check: is the ticket good and unused for this room, does the login still stand, may this person be here? Rights that change
 * later close the socket, and its client comes back through here.
 */
export async function authenticate(parts: Parts, request: Request): Promise<Member> {
  try {
    return await judge(parts, request)
  } catch (error) {
    if (error instanceof JoinRefused) throw error
    parts.log.error({ err: error }, 'a join could not be judged')
    throw new JoinRefused('unavailable')
  }
}

async function judge({ db, sessions, key }: Parts, { room, token, mayBeOutdated }: Request): Promise<Member> {
  const judgedAt = performance.now()
  const ticket = readTicket(key, token)
  if (!ticket?.rooms.includes(room)) throw new JoinRefused('ticket')
  const isOutdated = ticket.schema !== schemaVersion
  if (isOutdated && !mayBeOutdated) throw new JoinRefused('outdated')
  const signedIn = await sessions.findById(ticket.session)
  if (!signedIn) throw new JoinRefused('signed_out')
  if (signedIn.actor.organizationId !== ticket.organization) throw new JoinRefused('ticket')
  if (!(await takeTicket(db, ticket.id, room, new Date(ticket.expires)))) throw new JoinRefused('ticket')
  const resource = await findResource(db, signedIn.actor.organizationId, room)
  const rights = resource?.access(signedIn.actor)
  if (!resource || !rights) throw new JoinRefused('not_found')
  await resource.noteJoin?.(db, signedIn)
  return {
    signedIn,
    resource,
    access: isOutdated ? readingOnly : rights,
    judgedAt,
    isRevoked: false,
    presenceClient: undefined,
    claims: new Set(),
    isAnswering: false,
    heldBarriers: undefined,
  }
}

/** Would this member be let in again, and with no right less? */
export async function standsAsJudged({ db, sessions }: Pick<Parts, 'db' | 'sessions'>, member: Member, room: string): Promise<boolean> {
  const { signedIn, access } = member
  const present = await sessions.findById(signedIn.sessionId)
  if (!present || !isDeepStrictEqual(present.actor, signedIn.actor)) return false
  const resource = await findResource(db, present.actor.organizationId, room)
  const rights = resource?.access(present.actor)
  if (!rights || (access.canEdit && !rights.canEdit)) return false
  return [...access.editableRoots].every((root) => rights.editableRoots.has(root))
}

/** What a room is about; null if the name is none, its epoch is over, or this organization has no such thing. */
export async function findResource(db: Db, organizationId: string, room: string): Promise<LiveResource | null> {
  const address = parseRoomName(room)
  const find = address && resourceFinders[address.kind]
  if (!find) return null
  const resource = await withTenant(db, { organizationId }, (tx) => find(tx, address.entityId))
  return resource?.epoch === address.epoch ? resource : null
}
