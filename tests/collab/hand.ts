import { listSection, sectionLock, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import type { Rows } from '@certloom/shared/collab/rowsDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import * as Y from 'yjs'
import { type Random, writeAtRandom } from '../support/writeAtRandom.ts'

/** Somebody's hands on a document: what they do, and what they take back. */
export class Hand {
  readonly doc: Y.Doc
  readonly #sections: readonly FillableSection[]
  readonly #people: readonly string[]
  readonly #origin = { is: 'own' }
  readonly #undo = new Map<string, Y.UndoManager>()

  constructor(doc: Y.Doc, sections: readonly FillableSection[], people: readonly string[]) {
    this.doc = doc
    this.#sections = sections
    this.#people = people
    for (const section of sections)
      this.#undo.set(section.id, new Y.UndoManager(rootOf(doc, section), { trackedOrigins: new Set([this.#origin]), captureTimeout: 0 }))
  }

  /** Does one random thing in a section that is not locked here, as far as this replica knows. */
  act(random: Random): void {
    const section = this.#sections[Math.floor(random() * this.#sections.length)]
    if (!section || sectionLock(this.doc, section.id)) return
    const undo = this.#undo.get(section.id)
    const choice = random()
    if (choice < 0.06) undo?.undo()
    else if (choice < 0.09) undo?.redo()
    else writeAtRandom(this.doc, [section], this.#people, random, this.#origin)
  }
}

function rootOf(doc: Y.Doc, { id, type }: FillableSection): Y.XmlFragment | Rows {
  if (type === 'text') return textSection(doc, id)
  return type === 'table' ? tableSection(doc, id) : listSection(doc, id)
}
