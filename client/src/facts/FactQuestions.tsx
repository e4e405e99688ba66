import { type FactKey, facts, isFactKey } from '@certloom/shared/facts/catalogue'
import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useCallback, useEffect, useRef } from 'react'
import { announce } from '../app/announcer.ts'
import { othersAtWork } from '../collab/people.ts'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { FactAsked } from './FactAsked.tsx'
import classes from './Facts.module.css'
import { FactsBar } from './FactsBar.tsx'
import type { FactsHere } from './useFactsHere.ts'

type Props = { here: FactsHere; customerId: string; asked: FactKey; onGo: (key: FactKey | undefined) => void }

/** The first interview with a customer: one fact at a time, answered together in its live field. */
export function FactQuestions({ here, customerId, asked, onGo }: Props) {
  const index = facts.findIndex(({ key }) => key === asked)
  const fact = facts[index]
  const [before, after] = [facts[index - 1], facts[index + 1]]
  const shown = useRef(asked)
  useEffect(() => {
    if (shown.current === asked || fact === undefined) return
    shown.current = asked
    announce(`Question ${index + 1} of ${facts.length}: ${fact.question}`)
  }, [asked, fact, index])
  const go = useCallback((key: string) => isFactKey(key) && onGo(key), [onGo])
  if (fact === undefined) return null
  return (
    <>
      <FactsBar here={here} onFact={go}>
        <Button variant="default" onClick={() => onGo(undefined)}>
          All facts
        </Button>
      </FactsBar>
      <section className={classes.question} aria-label="The fact that is asked for">
        <p className={classes.where}>
          Question {index + 1} of {facts.length}
        </p>
        <FactAsked fact={fact} here={here} others={othersAtWork(here.people, asked)} heading="h2" />
        <footer className={classes.ways}>
          <Button
            variant="default"
            disabled={before === undefined}
            leftSection={<IconArrowLeft className={classes.icon} aria-hidden />}
            onClick={() => onGo(before?.key)}
          >
            Previous
          </Button>
          {after === undefined ? (
            <>
              <Button onClick={() => onGo(undefined)}>Done</Button>
              <StartInterview subject={{ customer_id: customerId }} label="Go on with the documents" />
            </>
          ) : (
            <Button rightSection={<IconArrowRight className={classes.icon} aria-hidden />} onClick={() => onGo(after.key)}>
              Next
            </Button>
          )}
        </footer>
      </section>
    </>
  )
}
