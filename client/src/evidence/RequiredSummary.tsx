import { type RequirementState, requirementStates } from '@certloom/shared/evidence/listing'
import type { api } from '../api/client.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import classes from './RequiredSummary.module.css'
import { requirementMarks } from './words.ts'

export type Summary = Awaited<ReturnType<typeof api.evidence.summary>>

type Props = { summary: Summary; state: RequirementState | undefined; onState: (state: RequirementState | undefined) => void }

/** How much of what is required is there, and how the rest stands. Each number opens its list, and closes it again. */
export function RequiredSummary({ summary, state, onState }: Props) {
  const there = summary.present + summary.expiring
  const share = Math.floor((there / summary.required) * 100)
  return (
    <section className={classes.summary} aria-label="Required against present">
      <div className={classes.whole}>
        <p className={classes.figure}>
          {there} <span className={classes.of}>of {summary.required} present</span>
        </p>
        <CompletionBar percentage={share} words={`${share} %`} />
      </div>
      <ul className={classes.states}>
        {requirementStates
          .filter((one) => summary[one] > 0 || one === state)
          .map((one) => (
            <li key={one}>
              <button
                type="button"
                className={classes.state}
                aria-pressed={state === one}
                onClick={() => onState(state === one ? undefined : one)}
              >
                <span className={classes.count}>{summary[one]}</span>
                <StatusChip state={requirementMarks[one]} />
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}
