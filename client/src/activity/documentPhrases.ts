import { type Phrase, textIn } from './phrases.ts'

/** What a document was called before, who became responsible for it, and when it is due now; only what changed. */
export const documentChangedPhrase: Phrase = ({ before, after }, nameOf) => {
  const change = (field: string) => {
    const [from, to] = [textIn(before, field), textIn(after, field)]
    return from === to ? null : { from, to }
  }
  const [name, person, day] = [change('document_name'), change('assigned_to'), change('due_date')]
  const parts = [
    person && person.to === undefined && 'with nobody responsible',
    day && (day.to === undefined ? 'without a due date' : `due on ${day.to}`),
    name?.from !== undefined && `before called “${name.from}”`,
  ].filter((part) => typeof part === 'string')
  const did = person?.to === undefined ? 'changed' : `made ${nameOf(person.to)} responsible for`
  return { did, what: textIn(after, 'document_name') ?? 'a document', ...(parts.length > 0 && { rest: parts.join(', ') }) }
}
