import type * as Y from 'yjs'
import { sectionRoot, textSection } from './documentDoc.ts'

/**
 * The layout of an internal room as a Y.Doc: what staff note among themselves beside a document, one text for each section and one for the document as a
 * whole, or during a session, one text. It is a room of its own because a room is synced whole: nothing internal may be in one that a customer's people
 * can join.
 */
export const wholeDocument = '@document'

/** What is noted about a section, or about the whole document. */
export const internalNote = (doc: Y.Doc, about: string): Y.XmlFragment => textSection(doc, about)

/** The root of each note by what it is about. */
export const noteRoots = (sectionIds: readonly string[]): ReadonlyMap<string, string> =>
  new Map([wholeDocument, ...sectionIds].map((id) => [sectionRoot({ id, type: 'text' }), id]))

/** The one root of the notes on a session. */
export const sessionRoot = 'notes'

/** What staff write down during a session. */
export const sessionNotes = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(sessionRoot)

/** Gives every root of a session's notes its type before anything is applied: an update may then not decide it. */
export function defineSessionNotes(doc: Y.Doc): void {
  sessionNotes(doc)
}

export const sessionNoteRoots: ReadonlySet<string> = new Set([sessionRoot])
