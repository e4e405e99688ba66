import type { Plan } from '@certloom/shared/plans/contract'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './PlanFrame.module.css'
import { usePlanProblem } from './planProblem.ts'

/** What somebody must know before they work on a plan that is not active, and how the last step with it went. */
export function PlanNotice({ plan }: { plan: Plan }) {
  const outcome = usePlanProblem(plan.id)
  return (
    <>
      {outcome !== null && outcome.error !== null && <ProblemAlert error={outcome.error} />}
      {outcome?.words && (
        <div className={classes.notice} role="status">
          <p>{outcome.words}</p>
        </div>
      )}
      {plan.plan_status !== 'active' && (
        <div className={classes.notice}>
          <Words plan={plan} />
        </div>
      )}
    </>
  )
}

function Words({ plan }: { plan: Plan }) {
  if (plan.plan_status === 'paused')
    return <p>This plan is paused. It counts in no average until it is resumed; its documents and tasks can still be worked on.</p>
  if (plan.plan_status === 'completed') return <p>This plan is completed. Its documents stay; resume it to change which ones it has.</p>
  return <p>This plan is cancelled. Its documents and tasks are out of every list. Nothing is lost: resuming it brings all of them back.</p>
}
