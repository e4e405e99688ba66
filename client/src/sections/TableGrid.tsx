import type { PlacedRow, Rows } from '@certloom/shared/collab/rowsDoc'
import { type KeyboardEvent, type MouseEvent, useCallback, useImperativeHandle, useRef } from 'react'
import { type CellCursor, useCellCursors, useOwnCell } from '../collab/cellCursors.ts'
import type { Room } from '../collab/room.ts'
import type { RowAction } from './RowMenu.tsx'
import type { RowsEditing } from './rowsUndo.ts'
import classes from './Table.module.css'
import { columnCount, scrolls, TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { type Place, type TableHost, TableHostProvider } from './tableHost.ts'
import { type Change, commandOf, type Inside } from './tableKeys.ts'
import { placeOf, useGridFocus } from './useGridFocus.ts'
import { useRowDrag } from './useRowDrag.ts'
import { useTableClipboard } from './useTableClipboard.ts'
import { placeAfterStep, useTableCommands } from './useTableCommands.ts'

/** To focus a row is to focus its first cell; the answer is whether there is one. */
export type GridHandle = { addLast: () => void; focusFirst: () => boolean; focusRow: (id: string | undefined) => boolean }

type Props = {
  rows: Rows
  placed: readonly PlacedRow[]
  room: Room
  sectionId: string
  host: TableHost
  editing: RowsEditing
  labelledBy: string
  describedBy: string
  onRemoved: (row: string) => void
  ref: React.Ref<GridHandle>
}

const nobody: readonly CellCursor[] = []

function cursorsIn(cursors: readonly CellCursor[], row: string): readonly CellCursor[] {
  const here = cursors.filter((cursor) => cursor.row === row)
  return here.length === 0 ? nobody : here
}

const insideOf = (target: EventTarget): Inside =>
  target instanceof HTMLTextAreaElement
    ? 'text'
    : target instanceof HTMLInputElement || target instanceof HTMLSelectElement
      ? 'field'
      : 'cell'

/** Where in the words of a cell somebody clicked. */
function caretAt({ clientX, clientY }: MouseEvent, cell: Element): number | 'end' {
  const position = document.caretPositionFromPoint?.(clientX, clientY)
  const isInWords = position?.offsetNode.nodeType === Node.TEXT_NODE && cell.querySelector('[data-words]')?.contains(position.offsetNode)
  return isInWords ? position.offset : 'end'
}

/** The live table: a grid in which the focus walks from cell to cell, and opens the one that is written in. */
export function TableGrid({ rows, placed, room, sectionId, host, editing, labelledBy, describedBy, onRemoved, ref }: Props) {
  const { title, columns, canWrite } = host
  const grid = useRef<HTMLTableElement>(null)
  const ownCell = useOwnCell(room)
  const cursors = useCellCursors(room, sectionId)
  const focus = useGridFocus(grid, placed, ({ row, column }) => ownCell.set(row, columns[column]?.id ?? ''))
  const commands = useTableCommands({ rows, host, editing, focus, onRemoved })
  const clipboard = useTableClipboard({ rows, placed, host, editing, focusAt: (row, column) => focus.focus({ row, column }) })
  const onPointerDown = useRowDrag(rows, editing, 'Row moved')
  const { current, open } = focus
  const { act, addLast } = commands
  const onAction = useCallback((row: string, action: RowAction) => act(row, action), [act])
  const focusRow = (id: string | undefined) => {
    const row = placed.find((each) => each.id === id)
    if (row) focus.focus({ row: row.id, column: 0 })
    return row !== undefined
  }
  useImperativeHandle(ref, () => ({ addLast, focusFirst: () => focusRow(placed[0]?.id), focusRow }))

  function run(event: KeyboardEvent, place: Place): boolean {
    const key = keyOf(event)
    const inside = event.target instanceof HTMLButtonElement ? 'cell' : insideOf(event.target)
    const command = commandOf(key, inside)
    if (command === null || (event.target instanceof HTMLButtonElement && (key.key === 'Enter' || key.key === ' '))) return false
    switch (command.is) {
      case 'go':
      case 'edge':
      case 'next':
      case 'previous': {
        const next = placeAfterStep(command, place, placed, columns.length, canWrite)
        if (next) focus.focus(next)
        else focus.focus(place) // closes what is open; from here the tab key leaves the table
        return next !== null
      }
      case 'stop':
        focus.focus(place)
        return true
      case 'edit':
        commands.open(place, 'end', false)
        return true
      case 'type': {
        const isSpace = key.key === ' '
        commands.open(place, 'end', isSpace)
        return isSpace && columns[place.column]?.type !== 'text' // anything else goes on into the field that has just opened
      }
      case 'newLine':
        document.execCommand('insertText', false, '\n')
        return true
      case 'undo':
      case 'redo':
      case 'clear':
      case 'addBelow':
      case 'moveUp':
      case 'moveDown':
      case 'remove':
        return canWrite && change(command.is, place)
    }
  }

  function change(is: Change['is'], place: Place): boolean {
    if (is === 'undo') editing.undo()
    else if (is === 'redo') editing.redo()
    else if (is === 'clear') commands.clear(place)
    else act(place.row, ({ addBelow: 'below', moveUp: 'up', moveDown: 'down', remove: 'remove' } as const)[is], place.column)
    return true
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const place = event.currentTarget.contains(event.target as Node) ? placeOf(event.target) : null
    if (!place || !run(event, place)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest('td[data-cell]') : null
    const place = cell && insideOf(event.target) === 'cell' ? placeOf(event.target) : null
    if (cell && place && getSelection()?.isCollapsed !== false) commands.open(place, caretAt(event, cell), true)
  }
  const onBlur = (event: React.FocusEvent) => {
    focus.onBlur(event)
    if (!event.currentTarget.contains(event.relatedTarget) && document.activeElement !== event.target) ownCell.clear()
  }

  return (
    <TableHostProvider value={host}>
      <div className={classes.frame} style={columnCount(columns.length)} {...(placed.length === 0 ? scrolls(title) : {})}>
        <table
          ref={grid}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
          role="grid"
          className={classes.table}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          aria-rowcount={placed.length + 1}
          aria-colcount={columns.length + (canWrite ? 1 : 0)}
          aria-readonly={!canWrite}
          onFocus={focus.onFocus}
          onBlur={onBlur}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onPointerDown={onPointerDown}
          {...clipboard}
        >
          <TableHead columns={columns} hasMenu={canWrite} />
          <tbody>
            {placed.map((row, index) => (
              <TableRow
                key={row.id}
                placed={row}
                index={index}
                current={current?.row === row.id ? current.column : current === null && index === 0 ? 0 : null}
                open={open?.row === row.id ? open : null}
                cursors={cursorsIn(cursors, row.id)}
                onAction={onAction}
              />
            ))}
          </tbody>
        </table>
      </div>
    </TableHostProvider>
  )
}

const keyOf = ({ key, ctrlKey, metaKey, altKey, shiftKey, nativeEvent }: KeyboardEvent) => ({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  isAltGraph: nativeEvent.getModifierState('AltGraph'),
  isComposing: nativeEvent.isComposing,
})
