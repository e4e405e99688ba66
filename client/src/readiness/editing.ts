import { type Editing, editingOf, stepsIn } from '@certloom/shared/collab/checklistEditing'
import { useEffect, useMemo, useState } from 'react'
import type { UndoManager } from 'yjs'
import type { Room } from '../collab/room.ts'

/** The reader's changes of rows, and taking them back. */
export function useEditing(room: Room, ids: readonly string[], userId: string): Editing {
  const { doc } = room
  const [origin] = useState(() => ({ checklist: 'reader' }))
  const key = ids.join(' ')
  const manager = useMemo(() => ({ current: undefined as UndoManager | undefined }), [])
  useEffect(() => {
    const steps = stepsIn(doc, key.split(' '), origin)
    manager.current = steps
    return () => {
      manager.current = undefined
      steps.destroy()
    }
  }, [doc, key, origin, manager])
  return useMemo(() => editingOf(doc, origin, userId, () => manager.current), [doc, origin, userId, manager])
}
