import { listSection } from '@certloom/shared/collab/documentDoc'
import { mergedInto } from '@certloom/shared/collab/rowsDoc'
import { type FocusEvent, memo, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useCellCursors, useOwnCell } from '../collab/cellCursors.ts'
import { useCommentsHere } from '../comments/commentsHere.ts'
import { useMarks } from '../comments/useBoard.ts'
import { useNearViewport } from '../editor/useNearViewport.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { AddLine } from './AddLine.tsx'
import classes from './List.module.css'
import { type ListHost, ListItem } from './ListItem.tsx'
import { useRowsEditing } from './rowsUndo.ts'
import { SectionCard } from './SectionCard.tsx'
import { StaticList } from './StaticList.tsx'
import type { SectionProps } from './sectionProps.ts'
import { useListCommands } from './useListCommands.ts'
import { useRowDrag } from './useRowDrag.ts'
import { useRows } from './useRows.ts'
import { useRowsNotice } from './useRowsNotice.ts'

/** An item has one text: its cursor names this column. */
const textColumn = 'text'

const itemOf = (target: Element): string | undefined => target.closest<HTMLElement>('[data-row]')?.dataset.row

type LiveProps = Pick<SectionProps, 'section' | 'room' | 'access' | 'focusRequest'>

function LiveList({ section, room, access, focusRequest }: LiveProps) {
  const { id, title, placeholder } = section
  const list = listSection(room.doc, id)
  const placed = useRows(list)
  const editing = useRowsEditing(list)
  const { notice, ...notices } = useRowsNotice(list, editing, 'Item')
  const frame = useRef<HTMLDivElement>(null)
  const { addLast, focusItem, ...commands } = useListCommands(list, editing, frame, notices)
  const cursors = useCellCursors(room, id)
  const ownCell = useOwnCell(room)
  const { board } = useCommentsHere()
  const marks = useMarks(board, id)
  const canWrite = access === 'write'
  const { onCommand, onAction, onPaste } = commands
  const host = useMemo<ListHost>(
    () => ({ title, describedBy: SectionCard.hintId(id), canWrite, origin: editing.origin, onCommand, onAction, onPaste }),
    [title, id, canWrite, editing, onCommand, onAction, onPaste],
  )
  const onPointerDown = useRowDrag(list, editing, 'Item moved')
  const firstItem = useRef<string>(undefined)
  useEffect(() => {
    firstItem.current = placed[0]?.id
  }, [placed])
  useEffect(() => {
    if (focusRequest > 0) focusItem(firstItem.current, 'end')
  }, [focusRequest, focusItem])

  const focused = useRef<string>(undefined)
  useLayoutEffect(() => {
    const item = focused.current
    if (item === undefined || document.activeElement !== document.body || placed.some(({ id: there }) => there === item)) return
    const row = list.get(item)
    focusItem((row && mergedInto(row)) ?? placed[0]?.id, 'end') // somebody joined it with another item, or took it away
  }, [placed, list, focusItem])

  const onFocus = ({ target }: FocusEvent<HTMLElement, Element>) => {
    const item = itemOf(target)
    focused.current = item
    if (item !== undefined && target.tagName === 'TEXTAREA') ownCell.set(item, textColumn)
  }
  const onBlur = ({ currentTarget, relatedTarget, target }: FocusEvent) => {
    if (document.activeElement !== target) focused.current = undefined
    if (!currentTarget.contains(relatedTarget) && document.activeElement !== target) ownCell.clear()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the focus is
    <div ref={frame} onFocus={onFocus} onBlur={onBlur} onPointerDown={onPointerDown}>
      <p className={classes.placeholder}>{placeholder}</p>
      {placed.length > 0 && (
        <ul className={classes.list} aria-labelledby={SectionCard.titleId(id)}>
          {placed.map((item, index) => (
            <ListItem
              key={item.id}
              placed={item}
              index={index}
              cursor={cursors.find((cursor) => cursor.row === item.id)}
              mark={marks.find((mark) => mark.row === item.id)}
              host={host}
            />
          ))}
        </ul>
      )}
      {canWrite && <AddLine label="Add an item" onAdd={addLast} />}
      <NoticeLine notice={canWrite ? notice : null} onUndo={() => focusItem(notices.undo(), 'end')} onClose={notices.onClose} />
    </div>
  )
}

/** A list that everybody in the room writes together. */
export const ListSection = memo(function ListSection(props: SectionProps) {
  const { section, access, others, footer, focusRequest, onPresence } = props
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const frame = useRef<HTMLDivElement>(null)
  const isNear = useNearViewport(frame)
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers} footer={footer}>
      <div ref={frame}>
        {access !== 'waiting' && (isNear || focusRequest > 0) ? (
          <LiveList {...props} />
        ) : (
          <StaticList content={section.content} placeholder={section.placeholder} isWritable={access !== 'read'} />
        )}
      </div>
    </SectionCard>
  )
})
