import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { Loading } from '../ui/Loading.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './Entries.module.css'
import type { Of } from './of.ts'
import { percentWords } from './percent.ts'

const most = 6

/** How far the active plans are whose targets come first. */
export function PlanBars({ of }: { of: Exclude<Of, { plan_id: string }> }) {
  const asked = useQuery(q.plans.listAll.queryOptions({ input: { ...of, plan_status: ['active'], limit: most } }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={3} />
  if (data.data.length === 0) return <p className={classes.none}>No plan is active.</p>
  return (
    <ul className={classes.list}>
      {data.data.map((plan) => (
        <li key={plan.id} className={classes.entry} data-wraps>
          <div className={classes.what}>
            <Link to="/plans/$planId" params={{ planId: plan.id }} className={classes.name}>
              {plan.plan_name}
            </Link>
            <span className={classes.facts}>
              {!('customer_id' in of) && `${plan.customer_name} · `}
              {plan.target_completion_date === null ? (
                'no target date'
              ) : (
                <>
                  due <OnDay day={plan.target_completion_date} />
                </>
              )}
            </span>
          </div>
          <CompletionBar percentage={plan.overall_progress_percentage} words={percentWords(plan.overall_progress_percentage)} />
        </li>
      ))}
    </ul>
  )
}
