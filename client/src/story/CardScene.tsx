import type { AnswerOwner } from '@certloom/shared/readiness/status'
import type { StoryCard, StoryChapter } from '@certloom/shared/story/contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useChecklistHost } from '../readiness/host.ts'
import { CardEffects } from './CardEffects.tsx'
import { CardOptions, optionElementId } from './CardOptions.tsx'
import { CardOutcome } from './CardOutcome.tsx'
import classes from './CardScene.module.css'
import { CmmcPrompt } from './CmmcPrompt.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import type { SceneProps } from './sceneProps.ts'
import { suggestedOwner } from './suggestedOwner.ts'

type Props = SceneProps & { chapter: StoryChapter; card: StoryCard }

/** Who gets the rows that nobody owns: as suggested until the reader says otherwise. */
function useCardOwner({ suggested_owner }: StoryCard) {
  const { owners } = useChecklistHost()
  const [chosen, setChosen] = useState<AnswerOwner | null | undefined>(undefined)
  return { owner: chosen === undefined ? suggestedOwner(owners, suggested_owner) : chosen, setOwner: setChosen }
}

/** One scene: what happens, what is asked, the answers with what each of them would set, and what came of it. */
export function CardScene({ chapter, card, ...scene }: Props) {
  const { canWrite, includesCmmc } = useChecklistHost()
  const { plays, selfId, moves } = useOpenStory()
  const { owner, setOwner } = useCardOwner(card)
  const { draft } = scene
  const decided = plays.filter(({ cardId }) => cardId === card.id)
  const own = decided.find(({ userId }) => userId === selfId)
  const isDeciding = canWrite && draft.optionId !== null
  const decide = () => {
    if (draft.optionId === null) return
    moves.play(card, draft.optionId, owner)
    draft.choose(null)
  }
  const choose = (index: number) => {
    const option = card.options[index]
    if (!canWrite || !option) return
    draft.choose(option.id)
    document.getElementById(optionElementId(card.id, option.id))?.focus({ preventScroll: true })
  }
  const isAgreeing = draft.effects.every(({ before, after }) => before === after)
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>
            {chapter.title} · scene {chapter.cards.indexOf(card) + 1} of {chapter.cards.length}
          </span>
          <PeopleAt place={scene.place} />
        </>
      }
      lead={card.scenario}
      heading={card.question}
      action={isDeciding ? { label: isAgreeing ? 'Agree' : 'Decide', onClick: decide } : undefined}
      skip="Skip"
      aside={
        own &&
        canWrite &&
        !isDeciding && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp className={classes.icon} aria-hidden />}
            onClick={() => {
              draft.choose(null)
              moves.takeBack(own)
            }}
          >
            Take back
          </Button>
        )
      }
      keys={{ choose, clear: () => draft.choose(null) }}
    >
      {includesCmmc && <CmmcPrompt card={card} />}
      <CardOptions card={card} chosen={draft.optionId ?? own?.optionId ?? null} decided={decided} onChoose={draft.choose} />
      {isDeciding ? (
        <CardEffects card={card} effects={draft.effects} owner={owner} onOwner={setOwner} />
      ) : (
        <CardOutcome card={card} decided={decided} />
      )}
    </SceneFrame>
  )
}
