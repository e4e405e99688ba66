import { readUpdate } from '@certloom/shared/collab/affectedRoots'
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
 * @returns whether to apply it. `behind`: an edit came whose predecessors were lost on a broken connection, as happens when a client sends what
 *   it queued before it has synced; it must be left out, and the client asked for all that is missing.
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
  if (reading.hasSubdocument) throw new MessageRefused('malformed')
  if (message.isReadOnly) return 'apply' // Hocuspocus applies nothing and tells the client so
  if (!reading.isComplete) {
    if (message.type === syncUpdate) return 'behind'
    throw new MessageRefused('incomplete')
  }
  for (const root of reading.roots) {
    if (!member.access.editableRoots.has(root)) throw new MessageRefused('not_allowed')
    if (room.resource.isLocked(room.document, root)) throw new MessageRefused('locked')
  }
  // After a crash somebody's unacknowledged edits may come back through others, in the answer to our sync question only.
  if (message.type !== syncUpdate) return 'apply'
  for (const client of reading.writers) {
    const owner = room.clients.get(client)
    if (owner !== undefined && owner !== member.signedIn.person.id) throw new MessageRefused('not_yours')
  }
  return 'apply'
}

function read(room: LiveRoom, payload: Uint8Array): ReturnType<typeof readUpdate> {
  try {
    return readUpdate(room.document, payload)
  } catch {
    throw new MessageRefused('malformed')
  }
}
