import { tableSection } from '@certloom/shared/collab/documentDoc'
import { VisuallyHidden } from '@mantine/core'
import { memo, useEffect, useId, useMemo, useRef } from 'react'
import { rescueWords } from '../collab/rescues.ts'
import { useCommentsHere } from '../comments/commentsHere.ts'
import { useMarks } from '../comments/useBoard.ts'
import { useNearViewport } from '../editor/useNearViewport.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { AddLine } from './AddLine.tsx'
import { useOpenDocument } from './openDocument.ts'
import { useRowsEditing } from './rowsUndo.ts'
import { SectionCard } from './SectionCard.tsx'
import { StaticTable } from './StaticTable.tsx'
import type { SectionProps } from './sectionProps.ts'
import classes from './Table.module.css'
import { type GridHandle, TableGrid } from './TableGrid.tsx'
import type { TableHost } from './tableHost.ts'
import { useRows } from './useRows.ts'
import { useRowsNotice } from './useRowsNotice.ts'
import { type TablePeople, useTablePeople } from './useTablePeople.ts'

const keysHint =
  'Arrow keys walk the cells. Typing or F2 writes in a cell, Escape stops. Control Enter adds a row, Alt with an arrow key moves it.'

const focusAdd = (frame: HTMLElement | null): void => frame?.querySelector<HTMLElement>('[data-add]')?.focus({ preventScroll: true })

type LiveProps = Pick<SectionProps, 'section' | 'room' | 'access' | 'focusRequest'> & { people: TablePeople }

function LiveTable({ section, room, access, focusRequest, people }: LiveProps) {
  const { id, title, columns } = section
  const { isAsked = false } = useOpenDocument()
  const rows = tableSection(room.doc, id)
  const placed = useRows(rows)
  const editing = useRowsEditing(rows)
  const { notice, ...notices } = useRowsNotice(rows, editing, 'Row')
  const grid = useRef<GridHandle>(null)
  const frame = useRef<HTMLDivElement>(null)
  const hint = useId()
  const canWrite = access === 'write'
  const { onReport } = notices
  const { board } = useCommentsHere()
  const marks = useMarks(board, id)
  const host = useMemo<TableHost>(
    () => ({
      title,
      columns,
      canWrite,
      people,
      marks,
      origin: editing.origin,
      step: editing.step,
      onReport,
      onRefused: (place, text, cause) => void rescueWords(room.owner, room.about, cause, { section: title, place, kind: 'written', text }),
    }),
    [title, columns, canWrite, people, marks, editing, onReport, room],
  )
  useEffect(() => {
    if (focusRequest > 0 && !grid.current?.focusFirst()) focusAdd(frame.current)
  }, [focusRequest])
  const undoRemoval = () => {
    const back = notices.undo()
    if (!grid.current?.focusRow(back)) focusAdd(frame.current)
  }
  return (
    <div ref={frame}>
      <VisuallyHidden id={hint}>{canWrite ? keysHint : 'Arrow keys walk the cells.'}</VisuallyHidden>
      <TableGrid
        ref={grid}
        rows={rows}
        placed={placed}
        room={room}
        sectionId={id}
        host={host}
        editing={editing}
        labelledBy={SectionCard.titleId(id)}
        describedBy={`${SectionCard.hintId(id)} ${hint}`}
        onRemoved={notices.onRemoved}
      />
      {placed.length === 0 && !isAsked && <p className={classes.placeholder}>{section.placeholder}</p>}
      {canWrite && <AddLine label="Add a row" onAdd={() => grid.current?.addLast()} />}
      <NoticeLine notice={canWrite ? notice : null} onUndo={undoRemoval} onClose={notices.onClose} />
    </div>
  )
}

/** A table that everybody in the room fills together. */
export const TableSection = memo(function TableSection({ customerId, ...props }: SectionProps & { customerId: string }) {
  const { section, access, others, footer, focusRequest, onPresence } = props
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const frame = useRef<HTMLDivElement>(null)
  const isNear = useNearViewport(frame)
  const people = useTablePeople(
    customerId,
    section.columns.some((column) => column.type === 'person'),
  )
  const { isAsked = false } = useOpenDocument()
  const isLive = access !== 'waiting' && (isNear || focusRequest > 0)
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers} footer={footer}>
      <div ref={frame}>
        {isLive ? (
          <LiveTable {...props} people={people} />
        ) : (
          <StaticTable
            content={section.content}
            columns={section.columns}
            placeholder={isAsked ? null : section.placeholder}
            title={section.title}
            people={people}
            isWritable={access !== 'read'}
          />
        )}
      </div>
    </SectionCard>
  )
})
