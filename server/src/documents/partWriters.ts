import { defineDocumentRoots, listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { type AbstractType, applyUpdate, ContentString, ContentType, Doc, type Item, XmlElement, type XmlFragment, XmlText } from 'yjs'
import type { Tx } from '../db/prisma.ts'
import { contentHash } from './canonical.ts'
import { hashNow } from './restoreSections.ts'
import { type ReadableDocument, roomOf } from './service.ts'

/** Who wrote a part of a section, whoever wrote most first; `id` is that of a row or item, null for a line of a text. */
export type PartWriters = { id: string | null; userIds: string[] }[]

/**
 * Who wrote which line, row or item of these sections as of a revision: the author of every character that stands there, from the full state of that
 * revision or, where it says the same, of the live document as stored last. A section that neither of them still has is absent.
 */
export async function partWritersAt(
  tx: Tx,
  document: ReadableDocument,
  revision: number,
  sections: readonly FillableSection[],
  contents: ReadonlyMap<string, unknown>,
): Promise<Map<string, PartWriters>> {
  const { organizationId, id: documentId } = document
  const room = await roomOf(tx, document)
  const kept = await tx.documentVersion.findFirst({ where: { organizationId, documentId, revision }, select: { state: true } })
  const live = await tx.liveDocument.findUniqueOrThrow({ where: { room }, select: { state: true } })
  const clients = await tx.liveClient.findMany({ where: { organizationId, room }, select: { clientId: true, userId: true } })
  const owners = new Map(clients.map(({ clientId, userId }): [number, string] => [Number(clientId), userId]))
  const writers = new Map<string, PartWriters>()
  for (const state of [kept?.state, live.state]) {
    const open = sections.filter(({ id }) => !writers.has(id))
    if (!state || open.length === 0) continue
    const doc = new Doc()
    defineDocumentRoots(doc, sections)
    applyUpdate(doc, state)
    for (const section of open)
      if (hashNow(doc, section) === contentHash(contents.get(section.id) ?? null))
        writers.set(section.id, readWriters(doc, section, owners))
    doc.destroy()
  }
  return writers
}

type Owners = ReadonlyMap<number, string>

function readWriters(doc: Doc, { id, type }: FillableSection, owners: Owners): PartWriters {
  if (type === 'text') return linesIn(textSection(doc, id)).map((line) => ({ id: null, userIds: writersOf(line, owners) }))
  if (type === 'evidence') return []
  const rows = type === 'table' ? tableSection(doc, id) : listSection(doc, id)
  return liveRows(rows).map((row) => ({ id: row.id, userIds: writersOf(row.row as AbstractType<unknown>, owners) }))
}

const isInline = (child: unknown): boolean => child instanceof XmlText || (child instanceof XmlElement && child.nodeName === 'hardBreak')

/** The lines of a text as `linesOf` counts them. */
function linesIn(parent: XmlFragment): AbstractType<unknown>[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof XmlElement)) return [child as AbstractType<unknown>]
    return child.toArray().every(isInline) ? [child as AbstractType<unknown>] : linesIn(child)
  })
}

/** The authors of the words in a shared type, by how many letters of theirs stand there. */
function writersOf(type: AbstractType<unknown>, owners: Owners): string[] {
  const letters = new Map<string, number>()
  for (const { id, length } of wordsWithin(type)) {
    const owner = owners.get(id.client)
    if (owner !== undefined) letters.set(owner, (letters.get(owner) ?? 0) + length)
  }
  return [...letters].sort(([, a], [, b]) => b - a).map(([userId]) => userId)
}

function* wordsWithin(type: AbstractType<unknown>): Generator<Item> {
  for (let item = type._start; item; item = item.right) yield* wordsOf(item)
  for (const item of type._map.values()) yield* wordsOf(item)
}

function* wordsOf(item: Item): Generator<Item> {
  if (item.deleted) return
  if (item.content instanceof ContentString) yield item
  else if (item.content instanceof ContentType) yield* wordsWithin(item.content.type)
}
