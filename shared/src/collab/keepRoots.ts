import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { type Struct, UpdateReader } from './updateReader.ts'

type Range = { clock: number; len: number }

/**
 * The part of an update that touches only the roots to be kept. What belongs elsewhere becomes a gap that Yjs knows as deleted, so that whatever
 * its writer does next still follows on, and deletions elsewhere are left out.
 * @param doc the document the update is meant for
 * @param keep told the name of a root
 * @throws what Yjs throws on bytes that are no update, and if the update refers to something that neither it nor the document has
 */
export function keepRoots(doc: Y.Doc, update: Uint8Array, keep: (root: string) => boolean): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(update)
  const reader = new UpdateReader(doc, structs as Struct[])
  const isKept = (struct: Struct): boolean => {
    const root = reader.rootOf(struct)
    return root === null || keep(root)
  }
  const encoder = new Y.UpdateEncoderV1()
  writeStructs(encoder, reader, isKept)
  writeDeletions(encoder, keptDeletions(reader, ds.clients, isKept))
  return encoder.toUint8Array()
}

function writeStructs(encoder: Y.UpdateEncoderV1, reader: UpdateReader, isKept: (struct: Struct) => boolean): void {
  const byClient = [...reader.incoming].sort(([a], [b]) => b - a) // as Yjs writes them: it reads the highest client first
  encoding.writeVarUint(encoder.restEncoder, byClient.length)
  for (const [client, structs] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, structs.length)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, structs[0]?.id.clock ?? 0)
    for (const struct of structs) {
      const written = isKept(struct) ? struct : new Y.GC(struct.id, struct.length)
      written.write(encoder, 0)
    }
  }
}

function keptDeletions(
  reader: UpdateReader,
  clients: Map<number, readonly Range[]>,
  isKept: (struct: Struct) => boolean,
): Map<number, Range[]> {
  const kept = new Map<number, Range[]>()
  for (const [client, ranges] of clients) {
    const keptRanges = ranges.flatMap(({ clock, len }) => {
      const parts: Range[] = []
      for (let at = clock; at < clock + len; ) {
        const struct = reader.find({ client, clock: at })
        const end = Math.min(clock + len, struct.id.clock + struct.length)
        if (isKept(struct)) parts.push({ clock: at, len: end - at })
        at = end
      }
      return parts
    })
    if (keptRanges.length > 0) kept.set(client, keptRanges)
  }
  return kept
}

function writeDeletions(encoder: Y.UpdateEncoderV1, clients: Map<number, Range[]>): void {
  encoding.writeVarUint(encoder.restEncoder, clients.size)
  for (const [client, ranges] of [...clients].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
}
