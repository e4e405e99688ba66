import * as Y from 'yjs'
import { DanglingReference, type Struct, UpdateReader, type WrittenKey } from './updateReader.ts'

/** What an update would do to a document, read from the update alone. */
export type UpdateReading = {
  /** false if it refers to something that neither the document nor the update has: applied, it would wait for ever */
  isComplete: boolean
  /** names of the root types whose content would change */
  roots: Set<string>
  /** client ids that would write something new */
  writers: Set<number>
  /** whether it brings kinds of content that no layout of ours holds */
  hasForeignContent: boolean
  /** what would be written under keys of maps; worked out when asked for, and only of a complete update */
  writtenKeys: () => WrittenKey[]
}

/**
 * Reads which root types an update would touch if it were applied to `doc`, without applying it: the cost is that of the update, not of the
 * document.
 * @throws whatever Yjs throws on bytes that are no update
 */
export function readUpdate(doc: Y.Doc, update: Uint8Array): UpdateReading {
  const { structs, ds } = Y.decodeUpdate(update)
  const reader = new UpdateReader(doc, structs as Struct[])
  const isComplete = isReadable(() => {
    reader.readStructs()
    reader.readDeletions(ds.clients)
  })
  const { roots, writers, hasForeignContent } = reader
  return { isComplete, roots, writers, hasForeignContent, writtenKeys: () => reader.writtenKeys() }
}

function isReadable(read: () => void): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof DanglingReference) return false
    throw error
  }
}

/** The names of the root types that a finished transaction changed. */
export function changedRoots(transaction: Y.Transaction): Set<string> {
  const names = new Map<unknown, string>()
  for (const [name, type] of transaction.doc.share) names.set(type, name)
  const roots = new Set<string>()
  for (const type of transaction.changedParentTypes.keys()) {
    const name = names.get(type)
    if (name !== undefined) roots.add(name)
  }
  return roots
}

/** The client ids that wrote something new in a finished transaction. */
export function newWriters(transaction: Y.Transaction): number[] {
  const writers: number[] = []
  for (const [client, clock] of transaction.afterState) {
    if ((transaction.beforeState.get(client) ?? 0) < clock) writers.push(client)
  }
  return writers
}
