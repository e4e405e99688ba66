import { type Effect, effectsOf } from '@certloom/shared/story/preview'
import { useEffect, useMemo, useState } from 'react'
import { useOwnCell } from '../collab/cellCursors.ts'
import type { Room } from '../collab/room.ts'
import type { OpenStory } from './openStory.ts'
import type { Place } from './place.ts'

/** What the reader has chosen in the scene and not decided yet, with what it would do. Others see which option it is. */
export type Draft = { optionId: string | null; effects: readonly Effect[]; choose: (optionId: string | null) => void }

const nothing: readonly Effect[] = []

export function useDraft(room: Room, place: Place, { statusOf }: Pick<OpenStory, 'statusOf'>): Draft {
  const card = place.is === 'card' ? place.card : undefined
  const [chosen, setChosen] = useState<{ cardId: string; optionId: string } | null>(null)
  const option = card?.id === chosen?.cardId ? card?.options.find(({ id }) => id === chosen?.optionId) : undefined
  const ownCell = useOwnCell(room)
  const [cardId, optionId] = [card?.id, option?.id]
  useEffect(() => {
    if (cardId !== undefined && optionId !== undefined) ownCell.set(cardId, optionId)
    else ownCell.clear()
  }, [ownCell, cardId, optionId])
  const effects = useMemo(() => (option ? effectsOf(option, statusOf) : nothing), [option, statusOf])
  return {
    optionId: optionId ?? null,
    effects,
    choose: (wanted) => setChosen(wanted === null || cardId === undefined ? null : { cardId, optionId: wanted }),
  }
}
