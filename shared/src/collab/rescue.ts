import type * as Y from 'yjs'
import { type Change, distinctChanges, placeOf } from './changes.ts'
import { type ChangeWords, type DescribedSection, describeChanges } from './describeChanges.ts'
import { readWritten } from './ownWords.ts'
import { partOfRoot } from './partOfRoot.ts'
import { buriedIn, type OwnEdit, type Split } from './splitEdits.ts'

type Edited = {
  /** the document as this person had it */
  mine: Y.Doc
  /** the document as the server has it; null if it cannot be had */
  server: Y.Doc | null
  edits: readonly OwnEdit[]
  sections: readonly DescribedSection[]
}

/** Everything of somebody's edits that is not merged, in words: what was refused as they had it, and the words whose place is gone. */
export function rescueOf({ mine, server, edits, sections }: Edited, { lost, buried }: Pick<Split, 'lost' | 'buried'>): ChangeWords[] {
  const isBuried = new Set(buried.flatMap(({ changes }) => changes))
  const refused = new Set(lost.filter((change) => !isBuried.has(change)))
  const written = readWritten(edits.map((edit) => edit.update))
  const told = describeChanges({ mine, server, written }, distinctChanges(refused), sections)
  const goneHere = buriedIn(mine, edits, (change) => refused.has(change))
  return [...told, ...[...buried, ...goneHere].map(({ changes, words }) => wordsAt(changes, words, sections))]
}

/** Everything of edits to a document that is gone, or that nothing can be merged into. */
export const rescueAll = (edited: Omit<Edited, 'server'>): ChangeWords[] =>
  rescueOf({ ...edited, server: null }, { lost: edited.edits.flatMap((edit) => edit.changes), buried: [] })

function wordsAt(changes: readonly Change[], text: string, sections: readonly DescribedSection[]): ChangeWords {
  const ids = changes.map((change) => partOfRoot(placeOf(change).root))
  const titles = sections.filter(({ id }) => ids.includes(id)).map(({ title }) => title)
  return { section: titles.join(', '), place: null, kind: 'written', text }
}
