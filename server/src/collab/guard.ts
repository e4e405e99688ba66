import { readUpdate, type UpdateReading } from '@certloom/shared/collab/affectedRoots'
import { closeCodes } from '@certloom/shared/collab/messages'
import type { Member } from './authenticate.ts'
import type { LiveRoom } from './liveRoom.ts'

type Reason = 'malformed' | 'incomplete' | 'not_allowed' | 'not_yours' | 'locked' | 'revoked' | 'presence' | 'size_limit'

/** A message that is refused: Hocuspocus closes the document on this connection with this code and reason, and nothing was applied. */
export class MessageRefused extends Error {
  readonly code = closeCodes.refused
  readonly reason: Reason

  constructor(reason: Reason) {
    super('')
    this.reason = reason
  }
}

/** Message types of the Yjs sync protocol. */
export const syncQuestion = 0
export const syncAnswer = 1
const syncUpdate = 2

/** A message as the decisions on it see it. */
type Attempt = { room: LiveRoom; member: Member; update: Uint8Array; reading: UpdateReading; isFresh: boolean }

/** Why a message is not applied; null if there is nothing against it. */
type Verdict = Reason | 'behind' | null

/** Everything that can keep a message out, one decision each. They are asked in this order, and the first that objects is the answer. */
export const decisions = {
  /** A socket that is being closed says nothing more. */
  revocation: ({ member }) => (member.isRevoked ? 'revoked' : null),

  content: ({ reading }) => (reading.hasForeignContent ? 'malformed' : null),

  /** What refers to something unknown would wait in memory and strike later. */
  predecessors: ({ reading, isFresh }) => (reading.isComplete ? null : isFresh ? 'behind' : 'incomplete'),

  rights: ({ member, reading }) => ([...reading.roots].every((root) => member.access.editableRoots.has(root)) ? null : 'not_allowed'),

  locks: ({ room: { resource, document }, reading }) =>
    [...reading.roots].some((root) => resource.isLocked(document, root)) ? 'locked' : null,

  /** What stands under somebody's own key is theirs to write. After a crash others may bring it back, under the client id of whoever wrote it. */
  keys({ room: { resource, clients }, member, reading, isFresh }) {
    if (!resource.ownerOfKey) return null
    const self = member.signedIn.person.id
    for (const { root, key, client } of reading.writtenKeys()) {
      const owner = resource.ownerOfKey(root, key)
      if (owner !== null && owner !== self && (isFresh || clients.get(client) === self)) return 'not_yours'
    }
    return null
  },

  /**
   * What says who said it is said by its writer. Unlike keys this holds for what is brought back after a crash too, whatever client id it comes
   * under: nobody can tell it from something made up, and whoever said it brings it back themselves.
   */
  words({ room: { resource, document }, member, reading }) {
    if (!resource.maySay) return null
    for (const said of reading.writtenKeys()) if (!resource.maySay(document, said, member.signedIn.person)) return 'not_yours'
    return null
  },

  /** Words somebody put on record are neither replaced nor taken away by another. */
  record: ({ room: { resource, document }, member, update, reading }) =>
    (resource.leavesOthers?.(document, { update, roots: reading.roots }, member.signedIn.person) ?? true) ? null : 'not_yours',

  /** A fresh edit is not written under a client id that is somebody else's. */
  writers({ room, member, reading, isFresh }) {
    const self = member.signedIn.person.id
    return isFresh && [...reading.writers].some((client) => (room.clients.get(client) ?? self) !== self) ? 'not_yours' : null
  },

  /**
   * After a crash somebody's unacknowledged edits may come back through others, in the answer to our sync question. While that somebody is here they
   * bring their own words, and nobody writes ahead of them under their client id.
   */
  presence({ room, member, reading, isFresh }) {
    if (![...reading.writers].some((client) => isHeldByAnother(room, member, client))) return null
    return isFresh ? 'not_yours' : 'behind'
  },

  /** A document as large as one may become takes nothing more. Deleting in it makes room. */
  size: ({ room, update, reading }) => (reading.writers.size > 0 && !room.hasRoomFor(update.length) ? 'size_limit' : null),
} satisfies Record<string, (attempt: Attempt) => Verdict>

export type Decision = keyof typeof decisions

const all = Object.keys(decisions) as Decision[]

/** Of those who only read, Hocuspocus applies nothing, and tells their client so. */
const ofReaders: readonly Decision[] = ['revocation', 'content']

/**
 * Looks at every sync message before it is applied.
 * @returns whether to apply it. `behind`: it cannot be applied yet, because predecessors were lost on a broken connection (a client sends what it
 *   queued before it has synced), or because it brings words of somebody who is here to bring them; it must be left out and asked for again.
 * @throws MessageRefused
 */
export function guardSync(
  room: LiveRoom,
  member: Member,
  message: { type: number; payload: Uint8Array; isReadOnly: boolean },
): 'apply' | 'behind' {
  const reading = message.type === syncQuestion ? nothing : read(room, message.payload)
  const attempt: Attempt = { room, member, update: message.payload, reading, isFresh: message.type === syncUpdate }
  for (const decision of message.isReadOnly ? ofReaders : all) {
    const verdict = decisions[decision](attempt)
    if (verdict === 'behind') return 'behind'
    if (verdict !== null) throw new MessageRefused(verdict)
  }
  return 'apply'
}

function isHeldByAnother(room: LiveRoom, member: Member, client: number): boolean {
  for (const connection of room.document.connections.keys()) {
    const other = connection.context as Member
    if (other.presenceClient === client && other.signedIn.person.id !== member.signedIn.person.id) return true
  }
  return false
}

/** A question writes nothing. */
const nothing: UpdateReading = {
  isComplete: true,
  roots: new Set(),
  writers: new Set(),
  hasForeignContent: false,
  writtenKeys: () => [],
}

function read(room: LiveRoom, payload: Uint8Array): UpdateReading {
  try {
    return readUpdate(room.document, payload)
  } catch {
    throw new MessageRefused('malformed')
  }
}
