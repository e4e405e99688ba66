import * as Y from 'yjs'
import { deletion } from './rowsDoc.ts'
import type { Struct } from './updateReader.ts'

type Range = { clock: number; len: number }

/** What a run of updates wrote and took away, by client id. */
export type Written = { structs: ReadonlyMap<number, readonly Struct[]>; deletions: ReadonlyMap<number, readonly Range[]> }

/** @throws whatever Yjs throws on bytes that are no update */
export function readWritten(updates: readonly Uint8Array[]): Written {
  const structs = new Map<number, Struct[]>()
  const deletions = new Map<number, Range[]>()
  for (const update of updates) {
    const decoded = Y.decodeUpdate(update)
    for (const struct of decoded.structs as Struct[]) entryOf(structs, struct.id.client).push(struct)
    for (const [client, ranges] of decoded.ds.clients) entryOf(deletions, client).push(...ranges)
  }
  return { structs, deletions }
}

function entryOf<T>(map: Map<number, T[]>, key: number): T[] {
  const known = map.get(key)
  if (known) return known
  const fresh: T[] = []
  map.set(key, fresh)
  return fresh
}

const covers = (ranges: readonly Range[] | undefined, clock: number): boolean =>
  ranges?.some((range) => clock >= range.clock && clock < range.clock + range.len) ?? false

/** Did these updates write any part of an item, or take any part of it away? */
export function hasTouched({ structs, deletions }: Written, item: Y.Item): boolean {
  const { client, clock } = item.id
  const end = clock + item.length
  const overlaps = (from: number, length: number) => from < end && from + length > clock
  if (item.deleted) return deletions.get(client)?.some((range) => overlaps(range.clock, range.len)) ?? false
  return structs.get(client)?.some((struct) => overlaps(struct.id.clock, struct.length)) ?? false
}

/**
 * The words that updates wrote and did not take away again, and that are nevertheless not to be seen in a document: they were not merged, or
 * they stood in something that others removed meanwhile.
 * @param part where to look, of all that was written
 */
export function lostWords(doc: Y.Doc, part: Written['structs'], written: Written): string {
  let words = ''
  for (const structs of part.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue
      const lost = lostPart(doc, written, struct, struct.content.str)
      if (lost !== '') words += words === '' || words.endsWith('\n') || isFollowing(structs, struct) ? lost : `\n${lost}`
    }
  }
  return words
}

/** Is a struct the direct continuation of another, as the next key stroke is? */
const isFollowing = (structs: readonly Struct[], { origin, id }: Y.Item): boolean =>
  origin?.client === id.client && structs.some((other) => origin.clock >= other.id.clock && origin.clock < other.id.clock + other.length)

function lostPart(doc: Y.Doc, written: Written, { id }: Y.Item, text: string): string {
  const deleted = written.deletions.get(id.client)
  let lost = ''
  for (let index = 0; index < text.length; index++) {
    const clock = id.clock + index
    if (!covers(deleted, clock) && !isVisible(doc, written, { client: id.client, clock })) lost += text[index]
  }
  return lost
}

function isVisible(doc: Y.Doc, written: Written, { client, clock }: { client: number; clock: number }): boolean {
  if (clock >= Y.getState(doc.store, client)) return false
  const stored = doc.store.clients.get(client)
  const struct = stored?.[Y.findIndexSS(stored, clock)]
  return struct instanceof Y.Item && isReachable(struct, written)
}

/** Nothing it stands in is gone, neither in Yjs nor, by others, with the mark that takes rows away. */
function isReachable(item: Y.Item, written: Written): boolean {
  let current: Y.Item | null = item
  while (current) {
    if (current.deleted) return false
    const { parent }: Y.Item = current
    if (parent instanceof Y.Map && isMarkedByOthers(parent, written)) return false
    current = (parent as Y.AbstractType<unknown>)._item
  }
  return true
}

function isMarkedByOthers(row: Y.Map<unknown>, { structs }: Written): boolean {
  if (row._item === null || row.get(deletion) === undefined) return false
  for (let mark = row._map.get(deletion) ?? null; mark; mark = mark.left) {
    const { client, clock } = mark.id
    if (structs.get(client)?.some((struct) => covers([{ clock: struct.id.clock, len: struct.length }], clock))) return false
  }
  return true
}
