import type * as Y from 'yjs'

/** The layout of a room for staff alone, beside a room that a customer's people may join: what is in one room is sent to everybody in it. */
const notesRoot = 'notes'

/** What staff write down for themselves. */
export const internalNotes = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(notesRoot)

/** Gives every root its type before anything is applied: an update may then not decide it. */
export function defineInternalRoots(doc: Y.Doc): void {
  internalNotes(doc)
}

export const internalRoots: ReadonlySet<string> = new Set([notesRoot])
