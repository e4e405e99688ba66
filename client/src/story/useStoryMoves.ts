import type { Editing } from '@certloom/shared/collab/checklistEditing'
import type { Play } from '@certloom/shared/collab/storyPlays'
import type { AnswerOwner } from '@certloom/shared/readiness/status'
import type { StoryCard } from '@certloom/shared/story/contract'
import { useMemo } from 'react'
import type { Room } from '../collab/room.ts'
import { useStepNotice } from '../collab/useStepNotice.ts'

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)

const wordsForBack = ({ back, kept }: { back: number; kept: number }): string =>
  kept === 0 ? `${rows(back)} taken back` : `${rows(back)} taken back. ${rows(kept)} changed since and stay as they are`

/** What the reader does in the story: each is one step, told in a line from which it can be taken back. */
export function useStoryMoves(editing: Editing, { doc }: Room) {
  const { notice, tell, close } = useStepNotice(doc, editing.origin)
  const moves = useMemo(
    () => ({
      play: (card: StoryCard, optionId: string, owner: AnswerOwner | null) => {
        editing.play(card, optionId, owner)
        tell(`${rows(card.requirement_ids.length)} decided`, true)
      },
      takeBack: (play: Play) => tell(wordsForBack(editing.takeBack(play)), true),
      own: (ids: readonly string[], owner: AnswerOwner | null) => {
        editing.own(ids, owner)
        tell(`${rows(ids.length)} ${owner ? 'have an owner' : 'have no owner'} now`, true)
      },
      undo: () => tell(editing.undo() ? 'Taken back' : 'There is nothing to take back', false),
      redo: () => tell(editing.redo() ? 'Done again' : 'There is nothing to do again', false),
      tell,
    }),
    [editing, tell],
  )
  return { moves, notice, close }
}

export type StoryMoves = ReturnType<typeof useStoryMoves>['moves']
