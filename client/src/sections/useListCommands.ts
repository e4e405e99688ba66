import { addItems, itemText, mergeItem } from '@certloom/shared/collab/listDoc'
import { liveRows, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { type ClipboardEvent, type RefObject, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../app/announcer.ts'
import type { ListCommand } from './listKeys.ts'
import { linesOf } from './listLines.ts'
import type { RowAction } from './RowMenu.tsx'
import { type ChangedRow, changeRow, movedWords } from './rowActions.ts'
import type { RowsEditing } from './rowsUndo.ts'

/** As many lines become items at once: a change must fit into one message to the server. */
const mostItems = 500

/** What keys, menus and pastes do to a list. */
export function useListCommands(
  list: Rows,
  editing: RowsEditing,
  frame: RefObject<HTMLElement | null>,
  { onRemoved, onReport }: { onRemoved: (item: string) => void; onReport: (sentence: string) => void },
) {
  return useMemo(() => {
    function focusItem(id: string | undefined, caret: 'start' | 'end' | number): void {
      const field = id === undefined ? null : frame.current?.querySelector<HTMLTextAreaElement>(`[data-row="${CSS.escape(id)}"] textarea`)
      if (!field) {
        frame.current?.querySelector<HTMLElement>('[data-add]')?.focus()
        return
      }
      const place = caret === 'start' ? 0 : caret === 'end' ? field.value.length : caret
      field.focus()
      field.setSelectionRange(place, place)
    }

    const neighbour = (item: string, distance: 1 | -1): string | undefined => {
      const placed = liveRows(list)
      return placed[placed.findIndex(({ id }) => id === item) + distance]?.id
    }

    /** One step of undo, on the page at once. */
    const step = (change: () => void): void => flushSync(() => editing.step(change))

    /** Takes away what is selected, puts lines there, and makes items of all but the first; what stood behind the caret goes along. */
    function insertLines(item: string, lines: readonly string[], { selectionStart, selectionEnd }: HTMLTextAreaElement): void {
      const row = list.get(item)
      const text = row && itemText(row)
      if (!text) return
      const tail = text.toString().slice(selectionEnd)
      const [first = '', ...more] = lines
      let last: string | undefined
      step(() => {
        text.delete(selectionStart, text.length - selectionStart)
        text.insert(selectionStart, more.length === 0 ? first + tail : first)
        const fresh = more.map((line, index) => (index === more.length - 1 ? line + tail : line))
        if (fresh.length > 0) last = addItems(list, fresh, item).at(-1)
      })
      focusItem(last ?? item, (more.at(-1) ?? first).length)
    }

    /** Does to an item what was chosen, says so if it was to move, and answers what has the focus next. */
    function change(item: string, action: RowAction): string | undefined {
      let changed: ChangedRow = { next: undefined, hasMoved: false }
      step(() => {
        changed = changeRow(list, item, action, (after) => addItems(list, [''], after)[0])
      })
      const words = changed.next === undefined ? null : movedWords('Item', action, changed.hasMoved)
      if (words !== null) announce(words)
      return changed.next
    }

    function act(item: string, action: RowAction): void {
      const [before, behind] = [neighbour(item, -1), neighbour(item, 1)]
      const next = change(item, action)
      if (action === 'remove') onRemoved(item)
      focusItem(action === 'remove' ? (behind ?? before) : next, 'end')
    }

    function removeEmpty(item: string): void {
      const [before, behind] = [neighbour(item, -1), neighbour(item, 1)]
      step(() => removeRow(list, item))
      focusItem(before ?? behind, before === undefined ? 'start' : 'end')
    }

    /** Joins an item with the one before it, as Backspace at the start of a paragraph does. */
    function merge(item: string): void {
      const before = neighbour(item, -1)
      if (before === undefined) return
      let start: number | undefined
      step(() => {
        start = mergeItem(list, item, before)
      })
      if (start !== undefined) focusItem(before, start)
    }

    function move(item: string, action: 'up' | 'down', field: HTMLTextAreaElement): void {
      const caret = field.selectionStart
      change(item, action)
      focusItem(item, caret)
    }

    function walk(item: string, distance: 1 | -1): void {
      const next = neighbour(item, distance)
      if (next !== undefined) focusItem(next, distance === 1 ? 'start' : 'end')
    }

    function onCommand(item: string, command: ListCommand, field: HTMLTextAreaElement): void {
      if (command === 'split') insertLines(item, ['', ''], field)
      else if (command === 'remove') removeEmpty(item)
      else if (command === 'merge') merge(item)
      else if (command === 'moveUp' || command === 'moveDown') move(item, command === 'moveUp' ? 'up' : 'down', field)
      else if (command === 'previous' || command === 'next') walk(item, command === 'next' ? 1 : -1)
      else editing[command]()
    }

    function onPaste(item: string, event: ClipboardEvent): void {
      const lines = linesOf(event.clipboardData.getData('text/plain'))
      if (lines.length < 2 || !(event.target instanceof HTMLTextAreaElement)) return
      event.preventDefault()
      insertLines(item, lines.slice(0, mostItems), event.target)
      const over = lines.length - mostItems
      if (over > 0) onReport(`${over === 1 ? '1 line was' : `${over} lines were`} too many at once; paste them in parts.`)
    }

    function addLast(): void {
      let id: string | undefined
      step(() => {
        ;[id] = addItems(list)
      })
      focusItem(id, 'start')
    }
    return { onCommand, onPaste, onAction: act, addLast, focusItem }
  }, [list, editing, frame, onRemoved, onReport])
}
