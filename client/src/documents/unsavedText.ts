import { textSection } from '@certloom/shared/collab/documentDoc'
import type { FilledSection } from '@certloom/shared/documents/contract'
import type { Room } from '../collab/room.ts'
import { wordsOf } from './liveWords.ts'

/** The sections that hold unconfirmed changes, as plain text to paste elsewhere. */
export function unsavedText(room: Room, sections: readonly FilledSection[]): string {
  const unsaved = room.unsavedSections()
  return sections
    .filter((section) => section.type === 'text' && unsaved.has(section.id))
    .map((section) => `${section.title}\n\n${wordsOf(textSection(room.doc, section.id))}`)
    .join('\n\n\n')
}
