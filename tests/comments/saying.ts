import { textSection } from '@certloom/shared/collab/documentDoc'
import { readLetters } from '@certloom/shared/collab/letters'
import type { CommentTarget } from '@certloom/shared/comments/contract'
import { newId } from '@certloom/shared/ids'
import type { Doc } from 'yjs'
import type { Visitor } from '../support/client.ts'

type Extra = { target?: CommentTarget; mentions?: string[]; is_internal?: boolean; id?: string; comment_id?: string }

/** Begins a thread, about the document as a whole unless told otherwise. */
export const say = (by: Visitor, documentId: string, body: string, { target = { kind: 'document' }, ...extra }: Extra = {}) =>
  by.api.comments.begin({ document_id: documentId, id: newId(), comment_id: newId(), body, target, ...extra })

export const replyTo = (by: Visitor, threadId: string, body: string, mentions: string[] = []) =>
  by.api.comments.reply({ thread_id: threadId, id: newId(), body, mentions })

/** The words of a text section in this replica, as a client names them. */
export function wordsIn(doc: Doc, sectionId: string, words: string): Extract<CommentTarget, { kind: 'text' }> {
  const letters = readLetters(textSection(doc, sectionId))
  const from = letters.text.indexOf(words)
  const [start, end] = [letters.idAt(from), letters.idAt(from + words.length - 1)]
  if (from < 0 || !start || !end) throw new Error(`The section does not say “${words}”.`)
  return { kind: 'text', section_id: sectionId, start, end }
}
