import { type Phrase, textIn } from './phrases.ts'

const numberIn = (value: unknown, name: string): number | undefined => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'number' ? found : undefined
}

const isSaying = ({ after }: Parameters<Phrase>[0]): string => {
  const [version, notes] = [numberIn(after, 'document_version'), textIn(after, 'notes')]
  return [version !== undefined && `(version ${version})`, notes !== undefined && `saying: ${notes}`].filter(Boolean).join(' ')
}

/** A step in a document's review: which version it was about, and what was said with it. */
export const reviewPhrase =
  (did: string, rest = ''): Phrase =>
  (activity) => ({ did, what: activity.entity_name ?? 'a document', rest: [rest, isSaying(activity)].filter(Boolean).join(' ') })

/** What somebody did with a line of a checklist. */
export const checkPhrase: Phrase = ({ after, entity_name }) => {
  const ticked: unknown = typeof after === 'object' && after !== null ? Reflect.get(after, 'ticked') : undefined
  const did = ticked === true ? 'ticked' : ticked === false ? 'took back the tick of' : 'added to the checklist:'
  return { did, what: `“${textIn(after, 'label') ?? 'a line'}”`, rest: `in the review of ${entity_name ?? 'a document'}` }
}
