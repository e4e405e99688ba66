import type { Play } from '@certloom/shared/collab/storyPlays'
import type { StoryCard, StoryOption } from '@certloom/shared/story/contract'
import { VisuallyHidden } from '@mantine/core'
import type { CSSProperties } from 'react'
import { type CellCursor, useCellCursors } from '../collab/cellCursors.ts'
import { usePeople } from '../members/queries.ts'
import { useChecklistHost } from '../readiness/host.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { SectionMark, stateWord } from '../ui/StateMark.tsx'
import classes from './CardOptions.module.css'

type Props = {
  card: StoryCard
  chosen: string | null
  decided: readonly Play[]
  onChoose: (optionId: string) => void
}

/** The id of the field of an answer, for keys that choose it. */
export const optionElementId = (cardId: string, optionId: string): string => `${cardId}.${optionId}`

type Colored = CSSProperties & { '--person'?: string }

type OptionProps = {
  option: StoryOption
  number: number
  name: string
  isChosen: boolean
  deciders: readonly Play[]
  considering: readonly CellCursor[]
  onChoose: () => void
}

/** What an answer would set, in short. */
function Marks({ effects }: Pick<StoryOption, 'effects'>) {
  return (
    <span className={classes.marks}>
      {effects.map(({ requirement_id, code, status }) => (
        <span key={requirement_id} className={classes.mark}>
          <SectionMark state={status} decorative />
          {code} <VisuallyHidden>{stateWord(status)}</VisuallyHidden>
        </span>
      ))}
    </span>
  )
}

function Option({ option, number, name, isChosen, deciders, considering, onChoose }: OptionProps) {
  const { nameOf } = useChecklistHost()
  const personOf = usePeople()
  const color: Colored = considering[0] ? { '--person': considering[0].color } : {}
  return (
    <label
      className={classes.option}
      data-chosen={isChosen || undefined}
      data-decided={deciders.length > 0 || undefined}
      data-considered={considering.length > 0 || undefined}
      style={color}
    >
      <input
        type="radio"
        id={optionElementId(name, option.id)}
        name={name}
        className={classes.radio}
        checked={isChosen}
        onChange={onChoose}
      />
      <kbd className={classes.key} aria-hidden>
        {number}
      </kbd>
      <span className={classes.words}>
        {option.label}
        <Marks effects={option.effects} />
      </span>
      <span className={classes.people}>
        {deciders.map(({ userId }) => (
          <span key={userId} className={classes.decider}>
            <PersonAvatar person={personOf(userId) ?? { name: nameOf(userId) }} size="sm" decorative />
            {nameOf(userId)}
            <VisuallyHidden> decided this</VisuallyHidden>
          </span>
        ))}
        {considering.map(({ client, name: who, color: own }) => (
          <span key={client} className={classes.considering}>
            <PersonAvatar person={{ name: who, color: own }} size="sm" decorative />
            {who}
            <VisuallyHidden> considers this</VisuallyHidden>
          </span>
        ))}
      </span>
    </label>
  )
}

/** The answers of a scene, with who decided and who considers which. */
export function CardOptions({ card, chosen, decided, onChoose }: Props) {
  const { room, canWrite } = useChecklistHost()
  const cursors = useCellCursors(room, null)
  return (
    <fieldset className={classes.options} aria-labelledby="scene" disabled={!canWrite}>
      {card.options.map((option, index) => (
        <Option
          key={option.id}
          option={option}
          number={index + 1}
          name={card.id}
          isChosen={option.id === chosen}
          deciders={decided.filter(({ optionId }) => optionId === option.id)}
          considering={cursors.filter(({ row, column }) => row === card.id && column === option.id)}
          onChoose={() => onChoose(option.id)}
        />
      ))}
    </fieldset>
  )
}
