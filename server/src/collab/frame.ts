import * as decoding from 'lib0/decoding'

/** Message types of the Hocuspocus protocol that a client may send. */
export const frameTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, syncReply: 4, stateless: 5, close: 7 } as const

/** A room's name, and behind a NUL the session of a client that is in it twice. */
const maxAddressLength = 200

/** How the rest of a message is read. Types that are not here are none of a client's. */
const bodies = new Map<number, (decoder: decoding.Decoder) => unknown>([
  [frameTypes.sync, readSync],
  [frameTypes.syncReply, readSync],
  [frameTypes.awareness, decoding.readVarUint8Array],
  [frameTypes.auth, readAuth],
  [frameTypes.queryAwareness, () => {}],
  [frameTypes.stateless, decoding.readVarString],
  [frameTypes.close, () => {}],
])

function readSync(decoder: decoding.Decoder): void {
  const step = decoding.readVarUint(decoder)
  if (step > 2) throw new Error('no step of the sync protocol')
  decoding.readVarUint8Array(decoder)
}

function readAuth(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder)
  decoding.readVarString(decoder)
}

/** Is this a whole message as a client sends it? Says nothing about the updates in it. */
export function isFrame(bytes: Uint8Array): boolean {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarString(decoder).length > maxAddressLength) return false
    const readBody = bodies.get(decoding.readVarUint(decoder))
    readBody?.(decoder)
    return readBody !== undefined
  } catch {
    return false
  }
}
