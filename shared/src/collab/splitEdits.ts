import * as Y from 'yjs'
import { readUpdate } from './affectedRoots.ts'
import { type Change, placeOf } from './changes.ts'
import { keepRoots } from './keepRoots.ts'
import { lostWords, readWritten } from './ownWords.ts'

/** One edit of somebody, made on a device: what it did as an update, and as they would count it. */
export type OwnEdit = { id: string; update: Uint8Array; changes: readonly Change[] }

/** A larger update than this does not fit a frame of the socket with what surrounds it, in bytes. */
export const maxUpdateBytes = 2 * 1024 * 1024 - 4_096

/** What becomes of edits that were not taken as they are. */
export type Split<E extends OwnEdit = OwnEdit> = {
  /** what may be sent, cut to the roots that may be written, in the order it was made */
  kept: E[]
  /** changes that are not in what is kept, or would not be seen if it is merged */
  lost: Change[]
  /** words that would be lost, by the change they belong to; those of refused roots are not repeated here */
  buried: { changes: readonly Change[]; words: string }[]
}

/**
 * Parts edits into what can be merged into a document now and what cannot, root by root. Nothing is applied.
 * @param fresh the document as the server has it
 * @param mayWrite told the name of a root
 */
export function splitEdits<E extends OwnEdit>(fresh: Y.Doc, edits: readonly E[], mayWrite: (root: string) => boolean): Split<E> {
  const merged = copyOf(fresh)
  const kept: E[] = []
  const lost = new Set<Change>()
  for (const edit of edits) {
    const isMergeable = (root: string) => edit.update.length <= maxUpdateBytes && mayWrite(root)
    const cut = cutTo(merged, edit.update, isMergeable)
    const changes = edit.changes.filter((change) => cut !== null && isMergeable(placeOf(change).root))
    for (const change of edit.changes) if (!changes.includes(change)) lost.add(change)
    if (cut === null) continue
    Y.applyUpdate(merged, cut)
    kept.push({ ...edit, update: cut, changes })
  }
  const buried = buriedIn(merged, edits, (change) => !lost.has(change))
  for (const { changes } of buried) for (const change of changes) lost.add(change)
  merged.destroy()
  // What is cut to nothing fills the gap before what its writer did next; without a next there is nothing to fill.
  const isAnythingKept = kept.some((edit) => edit.changes.length > 0)
  return { kept: isAnythingKept ? kept : [], lost: [...lost], buried }
}

/** Null if the edit builds on what is not there: merged, it would wait for ever. */
function cutTo(doc: Y.Doc, update: Uint8Array, mayWrite: (root: string) => boolean): Uint8Array | null {
  const { isComplete, roots } = readUpdate(doc, update)
  if (!isComplete) return null
  return [...roots].every(mayWrite) ? update : keepRoots(doc, update, mayWrite)
}

/**
 * Words of edits that are merged and yet not to be seen, because what they stood in was removed by others.
 * @param isMerged told a change
 */
export function buriedIn(doc: Y.Doc, edits: readonly OwnEdit[], isMerged: (change: Change) => boolean): Split['buried'] {
  const written = readWritten(edits.map((edit) => edit.update))
  const byChanges = Map.groupBy(edits, (edit) => edit.changes.filter(isMerged).sort().join(' '))
  return [...byChanges].flatMap(([key, own]) => {
    if (key === '') return []
    const { structs } = readWritten(own.map((edit) => edit.update))
    const words = lostWords(doc, structs, written)
    return words.trim() === '' ? [] : [{ changes: key.split(' '), words }]
  })
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
