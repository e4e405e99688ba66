import * as Y from 'yjs'

/** One letter of a text for good: the Yjs id of its character, which it keeps whatever is written around it. */
export type LetterId = { client: number; clock: number }

/** Where a letter is: `isGone` if it was deleted, and `at` then is where it stood. */
export type LetterPlace = { at: number; isGone: boolean }

type Piece = { item: Y.Item; at: number; length: number }

/**
 * The letters of a rich text, one behind the other without anything between paragraphs: what splits, joins or restyles paragraphs leaves them as
 * they are. Places are counted in them.
 */
export type Letters = {
  readonly text: string
  idAt(place: number): LetterId | undefined
  /** `unheard` if this replica never saw such a letter; null if it is not in this text, or nothing tells any more where it stood. */
  find(id: LetterId): LetterPlace | 'unheard' | null
}

/** Reads a text section. Costs one pass over its content. */
export function readLetters(fragment: Y.XmlFragment): Letters {
  const words: string[] = []
  const pieces: Piece[] = []
  const places = new Map<Y.Item, number>()
  let length = 0
  for (const text of textsIn(fragment)) {
    for (let item = text._start; item !== null; item = item.right) {
      places.set(item, length)
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue
      pieces.push({ item, at: length, length: item.length })
      words.push(item.content.str)
      length += item.length
    }
  }
  return {
    text: words.join(''),
    idAt(place) {
      const piece = pieces.find(({ at, length: size }) => place >= at && place < at + size)
      return piece && { client: piece.item.id.client, clock: piece.item.id.clock + place - piece.at }
    },
    find(id) {
      const found = fragment.doc && itemOf(fragment.doc, id)
      if (found === 'unheard' || !found) return found
      const start = places.get(found.item)
      if (start === undefined) return null
      return found.item.deleted ? { at: start, isGone: true } : { at: start + found.offset, isGone: false }
    },
  }
}

function* textsIn(node: Y.XmlFragment): Generator<Y.XmlText> {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) yield child
    else if (child instanceof Y.XmlElement) yield* textsIn(child)
  }
}

/** The item that has this character now: an undo brings deleted ones back under other ids, and leaves a trace. */
function itemOf(doc: Y.Doc, id: LetterId): { item: Y.Item; offset: number } | 'unheard' | null {
  let next: LetterId | null = id
  let found: { item: Y.Item; offset: number } | null = null
  while (next !== null) {
    if (next.clock < 0 || Y.getState(doc.store, next.client) <= next.clock) return 'unheard'
    const item: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(next.client, next.clock))
    if (!(item instanceof Y.Item)) return null
    const offset: number = next.clock - item.id.clock
    found = { item, offset }
    next = item.redone === null ? null : { client: item.redone.client, clock: item.redone.clock + offset }
  }
  return found
}
