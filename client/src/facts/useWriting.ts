import { factText } from '@certloom/shared/collab/factsDoc'
import { factKeys } from '@certloom/shared/facts/catalogue'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import type { Room } from '../collab/room.ts'

/** What typing in facts needs: an origin of one's own, and keys that take back one's own words only. */
export type Writing = { origin: object; onKeyDown: (event: KeyboardEvent) => void }

export function useWriting({ doc }: Room): Writing {
  const [origin] = useState(() => ({ facts: 'reader' }))
  const undo = useRef<Y.UndoManager>(undefined)
  useEffect(() => {
    const manager = new Y.UndoManager(
      factKeys.map((key) => factText(doc, key)),
      { trackedOrigins: new Set([origin]), doc },
    )
    undo.current = manager
    return () => manager.destroy()
  }, [doc, origin])
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
    if (key !== 'z' && !isRedo) return
    event.preventDefault()
    if (isRedo) undo.current?.redo()
    else undo.current?.undo()
  }
  return { origin, onKeyDown }
}
