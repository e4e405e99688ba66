import type { CellColumn } from '@certloom/shared/collab/cell'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { liveRows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, type CellValues } from '@certloom/shared/collab/tableDoc'
import type { RichText } from '@certloom/shared/documents/contract'
import { paragraphsOf } from '@certloom/shared/documents/text'
import * as Y from 'yjs'

/** An answer as it is stored: rich text, the items of a list, or the rows of a table by column. */
export type Answer =
  | { type: 'text'; content: RichText }
  | { type: 'list'; items: readonly string[] }
  | { type: 'table'; columns: readonly CellColumn[]; rows: readonly CellValues[] }

/** Makes a section of a live document say exactly this; for sections that nobody else has words in. */
export function writeAnswer(doc: Y.Doc, sectionId: string, answer: Answer): void {
  if (answer.type === 'text') {
    const section = textSection(doc, sectionId)
    section.delete(0, section.length)
    section.insert(0, (answer.content.content ?? []).flatMap(nodeOf))
    return
  }
  const rows = answer.type === 'list' ? listSection(doc, sectionId) : tableSection(doc, sectionId)
  for (const { id } of liveRows(rows)) removeRow(rows, id)
  if (answer.type === 'list') addItems(rows, answer.items)
  else addTableRows(rows, answer.columns, answer.rows)
}

/** Plain words as an answer. */
export const plainAnswer = (text: string): Answer => ({ type: 'text', content: paragraphsOf(text) })

type Part = { insert: string; attributes?: Record<string, object> }

const partOf = ({ text = '', marks = [] }: RichText): Part => ({
  insert: text,
  ...(marks.length > 0 && { attributes: Object.fromEntries(marks.map(({ type, attrs }) => [type, attrs ?? {}])) }),
})

function nodeOf(node: RichText): Y.XmlElement[] {
  if (node.type === 'text') return []
  const element = new Y.XmlElement(node.type)
  for (const [key, value] of Object.entries(node.attrs ?? {})) {
    // Yjs keeps any JSON value here, whatever its types say.
    if (value !== null && value !== undefined) element.setAttribute(key, value as string)
  }
  element.insert(0, childrenOf(node.content ?? []))
  return [element]
}

/** Neighbouring texts are one shared text, as editors make them. */
function childrenOf(nodes: readonly RichText[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let parts: Part[] = []
  const flush = () => {
    if (parts.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(parts)
    children.push(text)
    parts = []
  }
  for (const node of nodes) {
    if (node.type === 'text') parts.push(partOf(node))
    else {
      flush()
      children.push(...nodeOf(node))
    }
  }
  flush()
  return children
}
