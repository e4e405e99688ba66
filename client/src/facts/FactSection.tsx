import { type FactKey, facts } from '@certloom/shared/facts/catalogue'
import { useEffect, useRef } from 'react'
import type { Access } from '../collab/saveState.ts'
import { useStore } from '../collab/useRoom.ts'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { useOpenDocument } from '../sections/openDocument.ts'
import { SectionCard } from '../sections/SectionCard.tsx'
import type { SectionProps } from '../sections/sectionProps.ts'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { FactField } from './FactField.tsx'
import classes from './FactSection.module.css'
import { type JoinedFacts, useJoinedFacts, useShownFacts } from './shownFacts.ts'

type Props = Omit<SectionProps, 'room'> & { factKey: FactKey }

/** A section that is a fact: its field is the fact's own, in every document that shows it. */
export function FactSection({ factKey, section, access, others, footer, focusRequest, onPresence }: Props) {
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const joined = useJoinedFacts()
  const { isAsked = false } = useOpenDocument()
  const said = useShownFacts()[factKey]?.trim()
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focusRequest > 0) body.current?.querySelector('textarea')?.focus()
  }, [focusRequest])
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers} footer={footer}>
      <div ref={body} className={classes.body}>
        {joined ? (
          <WrittenFact factKey={factKey} joined={joined} access={access} others={others} />
        ) : (
          <p className={classes.words} data-unsaid={!said || undefined}>
            {said || 'Not said yet'}
          </p>
        )}
        <div className={classes.line}>
          <span>One of the company facts: what is written here stands wherever it is shown.</span>
          {joined && !isAsked && <SaveStatus room={joined.room} />}
        </div>
      </div>
    </SectionCard>
  )
}

type WrittenProps = Pick<SectionProps, 'access' | 'others'> & { factKey: FactKey; joined: JoinedFacts }

function WrittenFact({ factKey, joined: { room, place, writing }, access, others }: WrittenProps) {
  const texts = useShownFacts()
  const here = { room, texts, access: least(access, useStore(room.access)) }
  const fact = facts.find(({ key }) => key === factKey)
  return fact && <FactField fact={fact} here={here} others={others} place={place} writing={writing} isTitled />
}

const least = (one: Access, other: Access): Access =>
  one === 'waiting' || other === 'waiting' ? 'waiting' : one === 'write' && other === 'write' ? 'write' : 'read'
