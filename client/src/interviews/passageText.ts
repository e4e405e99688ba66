import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { itemText } from '@certloom/shared/collab/listDoc'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { cellValue } from '@certloom/shared/collab/tableDoc'
import type { FilledSection, RichText } from '@certloom/shared/documents/contract'
import { wordsOf } from '../collab/liveWords.ts'
import type { Room } from '../collab/room.ts'
import { richTextOf } from '../editor/liveRichText.ts'

/** What a section says, as a text to read; null while it says nothing. */
export type PassageText = RichText | null

const isSaid = (line: string): boolean => line.trim() !== ''

const lineOf = (line: string): RichText => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })

const textOf = (content: readonly RichText[]): PassageText => (content.length === 0 ? null : { type: 'doc', content: [...content] })

/** Each line a paragraph. */
export const linesOf = (words: string): PassageText => textOf(words.split('\n').filter(isSaid).map(lineOf))

const wordsOfRow = (row: Parameters<typeof cellValue>[0], columns: FilledSection['columns']): string =>
  columns
    .map((column) => {
      const value = cellValue(row, column)
      return column.type === 'choice' ? (column.options.find(({ id }) => id === value)?.label ?? '') : String(value ?? '')
    })
    .filter((word, index) => word !== '' && columns[index]?.type !== 'person')
    .join(' · ')

const listOf = (items: readonly string[]): PassageText => {
  const said = items.filter(isSaid).map((item) => ({ type: 'listItem', content: [lineOf(item)] }))
  return said.length === 0 ? null : textOf([{ type: 'bulletList', content: said }])
}

/** A section of the live document. */
function liveText({ doc }: Room, { id, type, columns }: FilledSection): PassageText {
  switch (type) {
    case 'text': {
      const text = textSection(doc, id)
      return isSaid(wordsOf(text)) ? richTextOf(text) : null
    }
    case 'list':
      return listOf(liveRows(listSection(doc, id)).map(({ row }) => itemText(row)?.toString() ?? ''))
    case 'table':
      return linesOf(
        liveRows(tableSection(doc, id))
          .map(({ row }) => wordsOfRow(row, columns))
          .join('\n'),
      )
    case 'evidence':
      return null
  }
}

/** A section as it was last stored. */
const storedText = ({ type, content, text }: FilledSection): PassageText =>
  type === 'text' && isSaid(text) ? (content as RichText) : linesOf(text)

/** A section as it is typed; as it was stored until the live document is here, and for evidence, which nobody types. */
export const passageText = (room: Room, section: FilledSection): PassageText =>
  room.access.get() === 'waiting' || section.type === 'evidence' ? storedText(section) : liveText(room, section)
