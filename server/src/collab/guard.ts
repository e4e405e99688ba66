import { readUpdate, type UpdateReading } from '@certloom/shared/collab/affectedRoots'
import { closeCodes } from '@certloom/shared/collab/messages'
import type { Member } from './authenticate.ts'
import type { LiveRoom } from './liveRoom.ts'

/** A message that is refused: Hocuspocus closes the document on this connection with this code and reason, and nothing was applied. */
export class MessageRefused extends Error {
  readonly code = closeCodes.refused
  readonly reason: string

  constructor(reason: 'malformed' | 'incomplete' | 'not_allowed' | 'not_yours' | 'locked' | 'revoked' | 'presence') {
    super('')
    this.reason = reason
  }
}

/** Message types of the Yjs sync protocol. */
const syncStep1 = 0
export const syncAnswer = 1
const syncUpdate = 2

/**
 * Looks at every sync message before it is applied. An update may only touch roots this person may write, must refer to nothing unknown (it
 * would wait in memory and strike later), and a fresh edit must not be written under a client id that is somebody else's.
 * @returns whether to apply it. `behind`: it cannot be applied yet, because predecessors were lost on a broken connection (a client sends what it
 *   queued before it has synced), or because it brings words of somebody who is here to bring them; it must be left out and asked for again.
 * @throws MessageRefused
 */
export function guardSync(
  room: LiveRoom,
  member: Member,
  message: { type: number; payload: Uint8Array; isReadOnly: boolean },
): 'apply' | 'behind' {
  if (member.isRevoked) throw new MessageRefused('revoked')
  if (message.type === syncStep1) return 'apply'
  const reading = read(room, message.payload)
  if (reading.hasForeignContent) throw new MessageRefused('malformed')
  if (message.isReadOnly) return 'apply' // Hocuspocus applies nothing and tells the client so
  if (!reading.isComplete) {
    if (message.type === syncUpdate) return 'behind'
    throw new MessageRefused('incomplete')
  }
  for (const root of reading.roots) {
    if (!member.access.editableRoots.has(root)) throw new MessageRefused('not_allowed')
    if (room.resource.isLocked(room.document, root)) throw new MessageRefused('locked')
  }
  const isFresh = message.type === syncUpdate
  refuseForeignKeys(room, member, reading, isFresh)
  refuseForeignWords(room, member, reading)
  for (const client of reading.writers) {
    const owner = room.clients.get(client)
    if (isFresh && owner !== undefined && owner !== member.signedIn.person.id) throw new MessageRefused('not_yours')
    // After a crash somebody's unacknowledged edits may come back through others, in the answer to our sync question. While that somebody is here
    // they bring their own words, and nobody writes ahead of them under their client id.
    if (isHeldByAnother(room, member, client)) {
      if (isFresh) throw new MessageRefused('not_yours')
      return 'behind'
    }
  }
  return 'apply'
}

/** What stands under somebody's own key is theirs to write. After a crash others may bring it back, under the client id of whoever wrote it. */
function refuseForeignKeys({ resource, clients }: LiveRoom, member: Member, reading: UpdateReading, isFresh: boolean): void {
  if (!resource.ownerOfKey) return
  const self = member.signedIn.person.id
  for (const { root, key, client } of reading.writtenKeys()) {
    const owner = resource.ownerOfKey(root, key)
    if (owner !== null && owner !== self && (isFresh || clients.get(client) === self)) throw new MessageRefused('not_yours')
  }
}

/**
 * What says who said it is said by its writer. Unlike keys this holds for what is brought back after a crash too, whatever client id it comes under:
 * nobody can tell it from something made up, and whoever said it brings it back themselves.
 */
function refuseForeignWords({ resource, document }: LiveRoom, { signedIn }: Member, reading: UpdateReading): void {
  if (!resource.maySay) return
  for (const said of reading.writtenKeys()) if (!resource.maySay(document, said, signedIn.person)) throw new MessageRefused('not_yours')
}

function isHeldByAnother(room: LiveRoom, member: Member, client: number): boolean {
  for (const connection of room.document.connections.keys()) {
    const other = connection.context as Member
    if (other.presenceClient === client && other.signedIn.person.id !== member.signedIn.person.id) return true
  }
  return false
}

function read(room: LiveRoom, payload: Uint8Array): ReturnType<typeof readUpdate> {
  try {
    return readUpdate(room.document, payload)
  } catch {
    throw new MessageRefused('malformed')
  }
}
