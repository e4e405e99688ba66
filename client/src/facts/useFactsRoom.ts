import { facts } from '@certloom/shared/facts/catalogue'
import type { RoomAbout } from '../collab/device.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'

const sections: RoomAbout['sections'] = facts.map(({ key, label }) => ({ id: key, title: label, type: 'text', columns: [] }))

/** The room of a customer's facts, joined. */
export const useFactsRoom = ({ room, customerId, name }: { room: string; customerId: string; name: string }): Room =>
  useRoom(room, { kind: 'facts', documentId: customerId, documentName: `Facts of ${name}`, sections })
