/** Kinds of live resources. Only those with a handler in `server/src/collab/rooms.ts` can be joined. */
export const roomKinds = ['document', 'checklist', 'interview', 'template', 'facts', 'internal'] as const
export type RoomKind = (typeof roomKinds)[number]

export type RoomAddress = { kind: RoomKind; entityId: string; epoch: number }

const pattern = /^(document|checklist|interview|template|facts|internal):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([1-9]\d{0,8})$/

/** The name of a room: `<kind>:<uuid>:<epoch>`. Opaque to clients, which get it from REST. */
export const roomName = ({ kind, entityId, epoch }: RoomAddress): string => `${kind}:${entityId}:${epoch}`

/** Reads a room name; null for anything that is not exactly one. */
export function parseRoomName(name: string): RoomAddress | null {
  const match = pattern.exec(name)
  if (!match) return null
  const [, kind, entityId, epoch] = match
  return { kind: kind as RoomKind, entityId: entityId as string, epoch: Number(epoch) }
}
