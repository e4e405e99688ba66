import { type FactKey, factKeys } from './catalogue.ts'
import type { FactTexts } from './texts.ts'

/** A fact that is said otherwise than before; what nobody had said, or says, is empty. */
export type ChangedFact = { key: FactKey; before: string; after: string }

const said = (texts: FactTexts, key: FactKey): string => texts[key]?.trim() ?? ''

/**
 * Which facts are said otherwise than a version shows them, in the order of the catalogue. White space around them is none.
 * @param shown what the version shows: only facts it names count
 */
export const driftOf = (shown: FactTexts, now: FactTexts): ChangedFact[] =>
  factKeys
    .filter((key) => key in shown && said(shown, key) !== said(now, key))
    .map((key) => ({ key, before: said(shown, key), after: said(now, key) }))
