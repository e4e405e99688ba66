import { factText } from '@certloom/shared/collab/factsDoc'
import type { FactKey } from '@certloom/shared/facts/catalogue'
import type { Doc } from 'yjs'
import { storable } from '../documents/storable.ts'

/** What a fact says at one moment. */
export type ProjectedFact = { key: FactKey; text: string }

/** Reads facts: plain words, whatever formatting somebody's program put into them. */
export const projectFacts = (doc: Doc, keys: readonly FactKey[]): ProjectedFact[] =>
  keys.map((key) => ({ key, text: String(storable(factText(doc, key).toString())) }))
