import type { PlacedRow } from '@certloom/shared/collab/rowsDoc'
import { VisuallyHidden } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, memo, useRef, useState } from 'react'
import { CursorTag } from '../collab/CursorTag.tsx'
import type { CellCursor } from '../collab/cellCursors.ts'
import { SharedTextField } from '../collab/SharedTextField.tsx'
import type { RowMark } from '../comments/board.ts'
import classes from './List.module.css'
import { type ListCommand, listCommandOf } from './listKeys.ts'
import { caretLines } from './listLines.ts'
import { type RowAction, RowMenu } from './RowMenu.tsx'
import { useRowText, useWords } from './useRows.ts'

export type ListHost = {
  title: string
  describedBy: string
  canWrite: boolean
  origin: object
  onCommand: (item: string, command: ListCommand, field: HTMLTextAreaElement) => void
  onAction: (item: string, action: RowAction) => void
  onPaste: (item: string, event: ClipboardEvent) => void
}

type Props = {
  placed: PlacedRow
  index: number
  cursor: CellCursor | undefined
  /** an open thread on it */
  mark: RowMark | undefined
  host: ListHost
}

/** One item of a list. It watches its own text, so a key stroke renders this item alone. */
export const ListItem = memo(function ListItem({ placed: { id, row }, index, cursor, mark, host }: Props) {
  const text = useRowText(row, 'text')
  const value = useWords(text)
  const words = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [hasFocus, setHasFocus] = useState(false)
  // Whoever is in the field when the section is locked stays in it: the caret is where it was when the section opens again.
  const isOpen = host.canWrite || hasFocus
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { currentTarget } = event
    const key = event.nativeEvent
    const command = listCommandOf(key, () => ({
      isEmpty: currentTarget.value === '',
      isAtStart: currentTarget.selectionEnd === 0,
      ...(words.current ? caretLines(words.current, currentTarget.selectionStart) : { isOnFirstLine: true, isOnLastLine: true }),
    }))
    if (command === null) return
    event.preventDefault()
    if (!host.canWrite) return
    host.onCommand(id, command, currentTarget)
  }
  return (
    <li className={classes.item} data-row={id} data-comment={mark?.id} data-active={mark?.isActive || undefined}>
      {mark && <VisuallyHidden>commented</VisuallyHidden>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the focus is */}
      <div
        className={classes.text}
        onPaste={(event) => host.canWrite && host.onPaste(id, event)}
        onFocus={() => setHasFocus(true)}
        onBlur={({ target }) => setHasFocus(document.activeElement === target)}
      >
        <div ref={words} className={classes.words} aria-hidden={isOpen || undefined}>
          {value}
        </div>
        {isOpen && text && (
          <SharedTextField
            readOnly={!host.canWrite}
            ref={field}
            text={text}
            origin={host.origin}
            label={`${host.title}, item ${index + 1}`}
            describedBy={host.describedBy}
            onKeyDown={onKeyDown}
          />
        )}
        {cursor && <CursorTag cursor={cursor} />}
      </div>
      {host.canWrite && <RowMenu label={`Item ${index + 1}`} onAction={(action) => host.onAction(id, action)} />}
    </li>
  )
})
