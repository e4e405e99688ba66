import { textSection } from '@certloom/shared/collab/documentDoc'
import { readLetters } from '@certloom/shared/collab/letters'
import type { FilledSection } from '@certloom/shared/documents/contract'
import type { TiptapEditorHTMLElement } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import type { Doc } from 'yjs'
import type { NewTarget } from '../comments/commentsHere.ts'
import { lettersBefore } from '../editor/lettersBefore.ts'
import { sectionOfElement } from './sectionPlace.ts'
import { placeOf } from './useGridFocus.ts'

/** What a reader points at in the paper, and where on the screen that is. */
export type PointedAt = { about: NewTarget; box: DOMRect }

/** The words that are selected, or the cell or the item that has the focus; null if they point at nothing in particular. */
export function pointedAt(doc: Doc, sections: readonly FilledSection[]): PointedAt | null {
  const selection = getSelection()
  const range = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0) : null
  const inText = range && wordsAt(doc, range)
  return inText ?? rowAt(sections)
}

function wordsAt(doc: Doc, range: Range): PointedAt | null {
  const { commonAncestorContainer: node } = range
  const element = (node instanceof Element ? node : node.parentElement)?.closest<TiptapEditorHTMLElement>('.ProseMirror')
  const section = element && sectionOfElement(element)
  if (!element?.editor || !section) return null
  const { view } = element.editor
  const letters = readLetters(textSection(doc, section))
  const [first, last] = placesOf(view, range)
  const [from, to] = [lettersBefore(view.state.doc, first), lettersBefore(view.state.doc, last)]
  const [start, end] = [letters.idAt(from), letters.idAt(to - 1)]
  if (from >= to || !start || !end) return null
  const about: NewTarget = { target: { kind: 'text', section_id: section, start, end }, quote: letters.text.slice(from, to) }
  return { about, box: range.getBoundingClientRect() }
}

/** The browser has a selection before its editor hears of it; one of cells, which the browser does not show, only the editor has. */
function placesOf(view: EditorView, range: Range): [from: number, to: number] {
  const { selection } = view.state
  if (!selection.visible) return [selection.from, selection.to]
  return [view.posAtDOM(range.startContainer, range.startOffset), view.posAtDOM(range.endContainer, range.endOffset)]
}

function rowAt(sections: readonly FilledSection[]): PointedAt | null {
  const element = document.activeElement
  const row = element?.closest<HTMLElement>('[data-row]')
  const id = row && sectionOfElement(row)
  const section = sections.find((candidate) => candidate.id === id)
  if (!element || !row || !section || row.dataset.row === undefined) return null
  const box = row.getBoundingClientRect()
  if (section.type === 'list') {
    const quote = row.querySelector('[aria-hidden], div')?.textContent ?? null
    return { about: { target: { kind: 'item', section_id: section.id, item_id: row.dataset.row }, quote }, box }
  }
  const place = placeOf(element)
  const column = section.columns[place?.column ?? -1]
  if (!column) return null
  const words = element.closest('[data-cell]')?.querySelector('[data-words]')?.textContent ?? ''
  const quote = words === '' ? column.label : `${column.label}: ${words}`
  return { about: { target: { kind: 'cell', section_id: section.id, row_id: row.dataset.row, column_id: column.id }, quote }, box }
}
