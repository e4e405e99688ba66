import type { api, RowOf } from '../api/client.ts'

export type Activity = RowOf<typeof api.activity.list>

/** What somebody did: "edited", and where there is one, the thing they did it to. */
export type Sentence = { did: string; what?: string; rest?: string }

/** Says one kind of row; `nameOf` names a person by their id, for rows that are about somebody else. */
export type Phrase = (activity: Activity, nameOf: (userId: string) => string) => Sentence

/** The first of these names that the recorded value carries as text. */
export function textIn(value: unknown, ...names: string[]): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found = names.map((name) => Reflect.get(value, name)).find((text) => typeof text === 'string' && text !== '')
  return typeof found === 'string' ? found : undefined
}

export const inWords = (code: string): string => code.replaceAll('_', ' ')

/** `did` with the thing if its name is known, or the sentence that does without. */
const naming = (did: string, what: string | undefined, otherwise: string): Sentence =>
  what === undefined ? { did: otherwise } : { did, what }

/** The same sentence for every row. */
export const says =
  (did: string): Phrase =>
  () => ({ did })

/** Names the thing by what was recorded of it, as it became or else as it was. */
export const names =
  (did: string, otherwise: string, ...properties: string[]): Phrase =>
  ({ after, before }) =>
    naming(did, textIn(after, ...properties) ?? textIn(before, ...properties), otherwise)

/** Names the section it happened in. */
export const namesSection =
  (did: string, otherwise: string): Phrase =>
  ({ section }) =>
    naming(did, section?.title, otherwise)
