import type { CellColumn } from '@certloom/shared/collab/cell'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { restoreList } from '@certloom/shared/collab/restoreRows'
import { liveRows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, type CellValues } from '@certloom/shared/collab/tableDoc'
import type { RichText } from '@certloom/shared/documents/contract'
import { paragraphsOf } from '@certloom/shared/documents/text'
import { newId } from '@certloom/shared/ids'
import type * as Y from 'yjs'
import { projectSection } from '../documents/projection.ts'
import { restoreText } from '../documents/restoreText.ts'

/** An answer as it is stored: rich text, the items of a list, or the rows of a table by column. */
export type Answer =
  | { type: 'text'; content: RichText }
  | { type: 'list'; items: readonly string[] }
  | { type: 'table'; columns: readonly CellColumn[]; rows: readonly CellValues[] }

/**
 * Makes a section of a live document say exactly this; for sections that nobody else has words in. What somebody types there at the same moment
 * stays beside it. To be called within a transaction.
 */
export function writeAnswer(doc: Y.Doc, sectionId: string, answer: Answer): void {
  if (answer.type === 'text') {
    writeText(doc, sectionId, answer.content)
    return
  }
  const rows = answer.type === 'list' ? listSection(doc, sectionId) : tableSection(doc, sectionId)
  const there = liveRows(rows)
  if (answer.type === 'list') {
    const items = answer.items.map((text, index) => ({ id: there[index]?.id ?? newId(), text }))
    restoreList(rows, items)
    return
  }
  for (const { id } of there) removeRow(rows, id)
  addTableRows(rows, answer.columns, answer.rows)
}

/** The first paragraph stays and becomes the first of the answer, also while it is blank: somebody may just begin to write in it. */
function writeText(doc: Y.Doc, sectionId: string, content: RichText): void {
  const section = textSection(doc, sectionId)
  const [first] = content.content ?? []
  const { isFilled } = projectSection(doc, { id: sectionId, type: 'text', columns: [] })
  if (!isFilled && section.length > 1) section.delete(1, section.length - 1)
  if (first && section.length === 1) restoreText(doc, section, { type: 'doc', content: [first] })
  restoreText(doc, section, content)
}

/** Plain words as an answer. */
export const plainAnswer = (text: string): Answer => ({ type: 'text', content: paragraphsOf(text) })
