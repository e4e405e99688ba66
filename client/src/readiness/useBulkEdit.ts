import type { Editing } from '@certloom/shared/collab/checklistEditing'
import type { AnswerOwner, AnswerStatus } from '@certloom/shared/readiness/status'
import { useCallback, useState } from 'react'
import { announce } from '../app/announcer.ts'
import type { Notice } from '../ui/NoticeLine.tsx'
import { stateWord } from '../ui/StateMark.tsx'

export type OwnerChange = (owner: AnswerOwner | null) => void

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)

/** Changes several rows in one step, says so, and can take it back from there. */
export function useBulkEdit(editing: Editing) {
  const [notice, setNotice] = useState<Notice | null>(null)
  const tell = useCallback((text: string, canUndo: boolean) => {
    setNotice({ text, canUndo })
    announce(text)
  }, [])
  return {
    notice,
    close: () => setNotice(null),
    choose: (ids: readonly string[], status: AnswerStatus) => {
      editing.choose(ids, status)
      if (ids.length > 1) tell(`${rows(ids.length)} set to ${stateWord(status)}`, true)
      else setNotice(null)
    },
    own: (ids: readonly string[], owner: AnswerOwner | null) => {
      editing.own(ids, owner)
      tell(`${rows(ids.length)} ${owner ? 'have an owner' : 'have no owner'} now`, true)
    },
    due: (ids: readonly string[], due: string | null) => {
      editing.due(ids, due)
      tell(`${rows(ids.length)} ${due === null ? 'have no due date' : 'have a due date'} now`, true)
    },
    undo: () => tell(editing.undo() ? 'Taken back' : 'There is nothing to take back', false),
    redo: () => tell(editing.redo() ? 'Done again' : 'There is nothing to do again', false),
  }
}
