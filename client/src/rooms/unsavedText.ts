import { justificationText, notesText } from '@certloom/shared/collab/checklistDoc'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { factText } from '@certloom/shared/collab/factsDoc'
import { internalNote, sessionNotes } from '@certloom/shared/collab/internalDoc'
import { listValues } from '@certloom/shared/collab/listDoc'
import { tableValues } from '@certloom/shared/collab/tableDoc'
import type { FilledSection } from '@certloom/shared/documents/contract'
import type { FactKey } from '@certloom/shared/facts/catalogue'
import type * as Y from 'yjs'
import { wordsOf } from '../collab/liveWords.ts'
import type { Room } from '../collab/room.ts'
import { cellWords } from '../sections/cellWords.tsx'
import { asTabCell } from '../sections/writeRange.ts'

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

/** What was typed in a part of a room that is none of a document itself. */
function wordsIn({ doc, about }: Room, part: string): string {
  switch (about.kind) {
    case 'facts':
      return factText(doc, part as FactKey).toString()
    case 'checklist':
      return [justificationText(doc, part).toString(), wordsOf(notesText(doc, part))].filter((words) => words !== '').join('\n')
    case 'internal':
      return wordsOf(internalNote(doc, part))
    case 'session_notes':
      return wordsOf(sessionNotes(doc))
    case 'session': // an entry is whole at once, there is nothing half typed
    case undefined:
      return ''
  }
}

type Titled = { title: string; words: string }

const titledText = (parts: readonly Titled[]): string =>
  parts
    .filter(({ words }) => words !== '')
    .map(({ title, words }) => `${title}\n\n${words}`)
    .join('\n\n\n')

/** The parts that hold unconfirmed changes, as plain text to paste elsewhere. @param sections those of a document */
export function unsavedText(room: Room, sections: readonly FilledSection[]): string {
  const unsaved = room.unsavedSections()
  if (room.about.kind === undefined)
    return titledText(
      sections.filter(({ id }) => unsaved.has(id)).map((section) => ({ title: section.title, words: plainSection(room.doc, section) })),
    )
  return titledText(room.about.sections.filter(({ id }) => unsaved.has(id)).map(({ id, title }) => ({ title, words: wordsIn(room, id) })))
}
