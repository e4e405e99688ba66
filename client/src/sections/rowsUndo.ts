import { position, type Rows, rowKeys } from '@certloom/shared/collab/rowsDoc'
import { useEffect, useMemo, useRef } from 'react'
import * as Y from 'yjs'

/** Does a row or a text still say something? */
function saysSomething(type: unknown): boolean {
  if (type instanceof Y.Text) return type.length > 0
  if (!(type instanceof Y.Map)) return false
  return [...type].some(([key, value]) => !rowKeys.has(key) && (value instanceof Y.Text ? value.length > 0 : value !== undefined))
}

/**
 * May undo take this away? Taking back a row that one added must not take what others have written in it meanwhile. Undo takes the newest first, so
 * what is left when it comes to the row itself is theirs.
 */
function mayTakeAway({ content, parent, parentSub, left }: Y.Item): boolean {
  // A row that stays keeps all its texts, the empty ones too: nobody could write there again.
  if (content instanceof Y.ContentType) return !saysSomething(content.type) && !(content.type instanceof Y.Text && saysSomething(parent))
  const isFirstPlace = parentSub === position && left === null
  return !(isFirstPlace && saysSomething(parent))
}

export type RowsEditing = {
  /** The origin of one's own edits: whatever is transacted with it can be undone. */
  origin: object
  /** One edit that is one step of undo, whatever was typed just before or after. */
  step: (change: () => void) => void
  undo: () => void
  redo: () => void
  /** What is typed from here on is a step of its own. */
  separate: () => void
  /** Calls back when there is something new to undo, or what there was is undone. */
  onStep: (listener: () => void) => () => void
}

/** Edits in a table or a list, and taking them back: only one's own, only in this section. */
export function useRowsEditing(rows: Rows): RowsEditing {
  const manager = useRef<Y.UndoManager>(undefined)
  const listeners = useMemo(() => new Set<() => void>(), [])
  const editing = useMemo<RowsEditing>(() => {
    const origin = { section: 'rows' }
    const separate = () => manager.current?.stopCapturing()
    return {
      origin,
      separate,
      step: (change) => {
        separate()
        rows.doc?.transact(change, origin)
        separate()
      },
      undo: () => void manager.current?.undo(),
      redo: () => void manager.current?.redo(),
      onStep: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
  }, [rows, listeners])

  useEffect(() => {
    const undo = new Y.UndoManager(rows, { trackedOrigins: new Set([editing.origin]), deleteFilter: mayTakeAway })
    const tell = () => {
      for (const listener of [...listeners]) listener()
    }
    undo.on('stack-item-added', tell)
    undo.on('stack-item-updated', tell)
    undo.on('stack-item-popped', tell)
    manager.current = undo
    return () => {
      manager.current = undefined
      undo.destroy()
    }
  }, [rows, editing, listeners])
  return editing
}
