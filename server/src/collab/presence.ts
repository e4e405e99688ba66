import { presenceColor } from '@certloom/shared/collab/presence'
import { maxPresenceBytes, OwnPresence, type PresenceState } from '@certloom/shared/collab/presenceState'
import type { Connection } from '@hocuspocus/server'
import type { Member } from './authenticate.ts'
import { MessageRefused } from './guard.ts'
import type { LiveRoom } from './liveRoom.ts'

/**
 * Makes presence true before it is spread: who somebody is, is set here and not by their client; what they say of themselves has the form that
 * everybody's editors rely on; each connection speaks for one client id only, and never for one that another connection holds.
 */
export function correctPresence(
  room: LiveRoom,
  connection: Connection,
  member: Member,
  states: Map<number, Record<string, unknown>>,
): void {
  if (member.isRevoked) throw new MessageRefused('revoked')
  const { id, name, color } = member.signedIn.person
  for (const [client, state] of states) {
    // An empty state is the decoder's own, not one a client sent.
    if (Object.keys(state).length === 0 || !mayPresent(room, connection, member, client)) {
      states.delete(client)
      continue
    }
    if (JSON.stringify(state).length > maxPresenceBytes) throw new MessageRefused('presence')
    const said = OwnPresence.parse(state)
    const follows = said.follows !== id && isHere(room, said.follows) ? said.follows : null
    const shown: PresenceState = { ...said, follows, user: { id, name, color: presenceColor(color) } }
    states.set(client, shown)
  }
}

const isHere = (room: LiveRoom, person: string | null): boolean =>
  person !== null && room.document.getConnections().some(({ context }) => (context as Member).signedIn.person.id === person)

function mayPresent(room: LiveRoom, connection: Connection, member: Member, client: number): boolean {
  const writer = room.clients.get(client)
  if (writer !== undefined && writer !== member.signedIn.person.id) return false
  for (const [other, { clients }] of room.document.connections) {
    // The same person's older connection may be dead already and nobody told us yet.
    const isSomebodyElse = (other.context as Member).signedIn.person.id !== member.signedIn.person.id
    if (other !== connection && isSomebodyElse && clients.has(client)) return false
  }
  member.presenceClient ??= client
  return member.presenceClient === client
}
