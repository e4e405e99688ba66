import { factText } from '@certloom/shared/collab/factsDoc'
import { type FactKey, factKeys } from '@certloom/shared/facts/catalogue'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import type { Room } from '../collab/room.ts'

/** What typing in facts needs: an origin of one's own, and keys that take back one's own words only, in the fact one is in, while one may write it. */
export type Writing = { origin: object; onKeyDown: (event: KeyboardEvent, key: FactKey, canWrite: boolean) => void }

export function useWriting({ doc }: Room): Writing {
  const [origin] = useState(() => ({ facts: 'reader' }))
  const undo = useRef<ReadonlyMap<FactKey, Y.UndoManager>>(undefined)
  useEffect(() => {
    const managers = new Map(
      factKeys.map((key) => [key, new Y.UndoManager(factText(doc, key), { trackedOrigins: new Set([origin]), doc })]),
    )
    undo.current = managers
    return () => {
      for (const manager of managers.values()) manager.destroy()
    }
  }, [doc, origin])
  const onKeyDown = (event: KeyboardEvent, fact: FactKey, canWrite: boolean) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
    if (key !== 'z' && !isRedo) return
    event.preventDefault()
    if (!canWrite) return
    if (isRedo) undo.current?.get(fact)?.redo()
    else undo.current?.get(fact)?.undo()
  }
  return { origin, onKeyDown }
}
