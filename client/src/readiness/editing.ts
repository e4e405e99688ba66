import { checklistRow, justificationText, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { chooseStatus, confirmStatus } from '@certloom/shared/collab/statusClaims'
import type { AnswerEvidence, AnswerOwner, AnswerStatus } from '@certloom/shared/readiness/status'
import { useEffect, useMemo, useState } from 'react'
import * as Y from 'yjs'
import type { Room } from '../collab/room.ts'

export type Editing = {
  /** The origin of what is typed into justifications. */
  origin: object
  choose: (ids: readonly string[], status: AnswerStatus) => void
  confirm: (id: string, status: AnswerStatus) => void
  own: (ids: readonly string[], owner: AnswerOwner | null) => void
  due: (ids: readonly string[], due: string | null) => void
  evidence: (id: string, evidence: AnswerEvidence | null) => void
  undo: () => boolean
  redo: () => boolean
}

/** Changes of rows by the reader, and taking them back. A change of many rows is one step; only one's own are taken back. */
export function useEditing(room: Room, ids: readonly string[], userId: string): Editing {
  const { doc } = room
  const [origin] = useState(() => ({ checklist: 'reader' }))
  const key = ids.join(' ')
  const manager = useMemo(() => ({ current: undefined as Y.UndoManager | undefined }), [])
  useEffect(() => {
    const types = key.split(' ').flatMap((id) => [checklistRow(doc, id), justificationText(doc, id)])
    const undo = new Y.UndoManager(types, { trackedOrigins: new Set([origin]), doc })
    manager.current = undo
    return () => {
      manager.current = undefined
      undo.destroy()
    }
  }, [doc, key, origin, manager])

  return useMemo(() => {
    const step = (change: () => void) => {
      manager.current?.stopCapturing()
      doc.transact(change, origin)
      manager.current?.stopCapturing()
    }
    const each = (rows: readonly string[], change: (row: ReturnType<typeof checklistRow>) => void) =>
      step(() => {
        for (const id of rows) change(checklistRow(doc, id))
      })
    const by = () => ({ userId, now: new Date() })
    return {
      origin,
      choose: (rows, status) => each(rows, (row) => chooseStatus(row, status, by())),
      confirm: (id, status) => each([id], (row) => confirmStatus(row, status, by())),
      own: (rows, owner) => each(rows, (row) => setOwner(row, owner)),
      due: (rows, day) => each(rows, (row) => setDue(row, day)),
      evidence: (id, evidence) => each([id], (row) => setEvidence(row, evidence)),
      undo: () => manager.current?.undo() !== null,
      redo: () => manager.current?.redo() !== null,
    }
  }, [doc, origin, userId, manager])
}
