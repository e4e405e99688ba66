import { type FactKey, factKeys } from './catalogue.ts'
import type { FactTexts } from './texts.ts'

/** A fact that an approved version shows otherwise than it is said now. */
export type DriftedFact = { key: FactKey; approved: string; current: string }

const said = (texts: FactTexts, key: FactKey): string => texts[key]?.trim() ?? ''

/**
 * Which facts are said otherwise now than when a version was approved, in the order of the catalogue. White space around them is none.
 * @param approved what the version shows: only facts it names count
 */
export const driftOf = (approved: FactTexts, current: FactTexts): DriftedFact[] =>
  factKeys
    .filter((key) => key in approved && said(approved, key) !== said(current, key))
    .map((key) => ({ key, approved: said(approved, key), current: said(current, key) }))
