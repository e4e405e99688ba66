import * as Y from 'yjs'
import { type FactKey, factKeys, isFactKey } from '../facts/catalogue.ts'
import type { FactTexts } from '../facts/texts.ts'

/**
 * The layout of a customer's facts as a Y.Doc (ARCHITECTURE section 5): one plain text for each fact of the catalogue, there from the beginning.
 * Documents show facts and have no copy of them. Nobody else names these roots.
 */
const prefix = 'fact:'

const factRoot = (key: FactKey): string => prefix + key

/** The one live value of a fact. */
export const factText = (doc: Y.Doc, key: FactKey): Y.Text => doc.getText(factRoot(key))

/** The fact that a root holds; null for any other root. */
export function factOfRoot(root: string): FactKey | null {
  const key = root.startsWith(prefix) ? root.slice(prefix.length) : ''
  return isFactKey(key) ? key : null
}

/** Gives every root its type before anything is applied: an update may then not decide it. */
export function defineFactsRoots(doc: Y.Doc): void {
  for (const key of factKeys) factText(doc, key)
}

/** The roots a person who may write facts can write. */
export const factsRoots: ReadonlySet<string> = new Set(factKeys.map(factRoot))

/** The first state of the room: what is known of the customer already. */
export function initialFactsState(known: FactTexts): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 // a fixed writer: two attempts at the same room merge into one
  doc.transact(() => {
    for (const key of factKeys) if (known[key]) factText(doc, key).insert(0, known[key])
  })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}
