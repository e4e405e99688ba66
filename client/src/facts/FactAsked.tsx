import type { Fact } from '@certloom/shared/facts/catalogue'
import type { PersonHere } from '../collab/people.ts'
import { FactField } from './FactField.tsx'
import classes from './Facts.module.css'
import type { FactsHere } from './useFactsHere.ts'

type Props = { fact: Fact; here: FactsHere; others: readonly PersonHere[]; heading: 'h1' | 'h2' }

/** One fact as a question: what is asked, its live field, and what a good answer is. */
export function FactAsked({ fact, here, others, heading: Heading }: Props) {
  return (
    <div className={classes.ask}>
      <p className={classes.where}>
        {fact.group}
        {others.length > 0 && ` · ${others.map(({ name }) => name).join(', ')} is writing here`}
      </p>
      <Heading className={classes.asked}>{fact.question}</Heading>
      <FactField key={fact.key} fact={fact} here={here} others={others} place={here.place} writing={here.writing} isAsked />
      <dl className={classes.help}>
        <div>
          <dt>Good answers</dt>
          <dd>{fact.hint}</dd>
        </div>
        <div>
          <dt>Example</dt>
          <dd>{fact.example}</dd>
        </div>
      </dl>
    </div>
  )
}
