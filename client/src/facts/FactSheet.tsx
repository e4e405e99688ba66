import { type FactKey, factGroups, facts } from '@certloom/shared/facts/catalogue'
import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { othersAtWork } from '../collab/people.ts'
import { FactField, factElementId } from './FactField.tsx'
import classes from './Facts.module.css'
import { FactsBar } from './FactsBar.tsx'
import type { FactsHere } from './useFactsHere.ts'

/** Goes to the field of a fact. */
function focusFact(key: string): void {
  const element = document.getElementById(factElementId(key))
  element?.scrollIntoView({ block: 'center' })
  element?.querySelector('textarea')?.focus({ preventScroll: true })
}

/** All facts under their headings, each a live field. */
export function FactSheet({ here, onAsk }: { here: FactsHere; onAsk: (key: FactKey) => void }) {
  const { people, place, writing, access, texts } = here
  const firstUnsaid = facts.find(({ key }) => (texts[key]?.trim() ?? '') === '') ?? facts[0]
  const show = useCallback((key: string) => focusFact(key), [])
  return (
    <>
      <FactsBar here={here} onFact={show}>
        {access === 'write' && firstUnsaid && <Button onClick={() => onAsk(firstUnsaid.key)}>Ask one by one</Button>}
      </FactsBar>
      <p className={classes.why}>Said once, shown in every document that needs it. What is approved keeps what it said.</p>
      <div className={classes.groups}>
        {factGroups.map(({ title }) => (
          <section key={title} className={classes.group} aria-labelledby={`facts-${title}`}>
            <h2 id={`facts-${title}`} className={classes.heading}>
              {title}
            </h2>
            {facts
              .filter(({ group }) => group === title)
              .map((fact) => (
                <FactField key={fact.key} fact={fact} here={here} others={othersAtWork(people, fact.key)} place={place} writing={writing} />
              ))}
          </section>
        ))}
      </div>
    </>
  )
}
