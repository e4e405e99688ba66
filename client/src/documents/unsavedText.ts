import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { listValues } from '@certloom/shared/collab/listDoc'
import { tableValues } from '@certloom/shared/collab/tableDoc'
import type { FilledSection } from '@certloom/shared/documents/contract'
import type * as Y from 'yjs'
import type { Room } from '../collab/room.ts'
import { cellWords } from './cellWords.tsx'
import { wordsOf } from './liveWords.ts'
import { asTabCell } from './writeRange.ts'

/** A person's id says enough to whoever puts their name there again; there is nobody to ask here. */
const ids = { nameOf: (id: string) => id }

const tableText = (doc: Y.Doc, { id, columns }: FilledSection): string =>
  tableValues(tableSection(doc, id), columns)
    .map(({ cells }) => columns.map((column) => asTabCell(cellWords(column, cells[column.id] ?? null, ids))).join('\t'))
    .join('\n')

function plainSection(doc: Y.Doc, section: FilledSection): string {
  switch (section.type) {
    case 'text':
      return wordsOf(textSection(doc, section.id))
    case 'table':
      return tableText(doc, section)
    case 'list':
      return listValues(listSection(doc, section.id))
        .map(({ text }) => text)
        .join('\n')
    case 'evidence':
      return ''
  }
}

/** The sections that hold unconfirmed changes, as plain text to paste elsewhere. */
export function unsavedText(room: Room, sections: readonly FilledSection[]): string {
  const unsaved = room.unsavedSections()
  return sections
    .filter((section) => unsaved.has(section.id))
    .map((section) => `${section.title}\n\n${plainSection(room.doc, section)}`)
    .join('\n\n\n')
}
