import { facts } from '@certloom/shared/facts/catalogue'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { type ReactNode, useCallback } from 'react'
import type { PersonHere } from '../collab/people.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useFollowRow } from '../readiness/useFollowRow.ts'
import { PeopleHere } from '../rooms/PeopleHere.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import classes from './Facts.module.css'
import type { FactsHere } from './useFactsHere.ts'

const titles: ReadonlyMap<string, string> = new Map(facts.map(({ key, label }) => [key, label]))

export const saidCount = (texts: FactTexts): number => facts.filter(({ key }) => (texts[key]?.trim() ?? '') !== '').length

type Props = { here: FactsHere; onFact: (key: string) => void; children: ReactNode }

/** How much is said, whether it is saved, who else is here, and the ways on. */
export function FactsBar({ here: { room, texts, people }, onFact, children }: Props) {
  usePresenceAnnouncements(people)
  const goTo = useCallback((key: string) => titles.has(key) && onFact(key), [onFact])
  const follow = useFollowRow(room, people, goTo)
  const goToPerson = ({ workingIn, sections }: PersonHere) => {
    const key = workingIn[0] ?? sections[0]
    if (key !== undefined) goTo(key)
  }
  return (
    <div className={classes.bar}>
      <p className={classes.count}>
        {saidCount(texts)} of {facts.length} facts said
      </p>
      <SaveStatus room={room} />
      <PeopleHere people={people} titles={titles} follow={follow} onGo={goToPerson} />
      <div className={classes.actions}>{children}</div>
    </div>
  )
}
