import type { Editing } from '@certloom/shared/collab/checklistEditing'
import type { AnswerOwner, AnswerStatus } from '@certloom/shared/readiness/status'
import type { Room } from '../collab/room.ts'
import { useStepNotice } from '../collab/useStepNotice.ts'
import { stateWord } from '../ui/StateMark.tsx'

export type OwnerChange = (owner: AnswerOwner | null) => void

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)

/** Changes several rows in one step, says so, and can take it back from there. */
export function useBulkEdit(editing: Editing, { doc }: Room) {
  const { notice, tell, close } = useStepNotice(doc, editing.origin)
  return {
    notice,
    close,
    choose: (ids: readonly string[], status: AnswerStatus) => {
      editing.choose(ids, status)
      if (ids.length > 1) tell(`${rows(ids.length)} set to ${stateWord(status)}`, true)
      else close()
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
