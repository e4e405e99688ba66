import type { Plan } from '@certloom/shared/plans/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { OnDay } from '../ui/When.tsx'
import { PlanActions } from './PlanActions.tsx'
import classes from './PlanFrame.module.css'
import { PlanNotice } from './PlanNotice.tsx'
import { planById } from './queries.ts'

/** What the views of one plan share: the title, the facts, what can be done with it, and the ways between them. */
export function PlanFrame({ planId, children }: { planId: string; children: ReactNode }) {
  const { data: plan } = useSuspenseQuery(planById(planId))
  return (
    <PageFrame
      title={plan.plan_name}
      crumbs={[{ label: plan.customer_name, link: { to: '/customers/$customerId', params: { customerId: plan.customer_id } } }]}
      action={<PlanActions plan={plan} />}
    >
      <Facts plan={plan} />
      <Views plan={plan} />
      <PlanNotice plan={plan} />
      {children}
    </PageFrame>
  )
}

function Facts({ plan }: { plan: Plan }) {
  return (
    <dl className={classes.facts}>
      <div className={classes.fact}>
        <dt>Status</dt>
        <dd>
          <StatusChip state={plan.plan_status} />
        </dd>
      </div>
      <div className={classes.fact}>
        <dt>Target</dt>
        <dd>{plan.target_completion_date === null ? 'None' : <OnDay day={plan.target_completion_date} />}</dd>
      </div>
      <div className={classes.fact}>
        <dt>Owner</dt>
        <dd>{plan.owner?.name ?? 'Nobody'}</dd>
      </div>
      <div className={classes.fact}>
        <dt>Templates</dt>
        <dd>{plan.template_selection_mode === 'all' ? 'The core set' : 'Selected ones'}</dd>
      </div>
    </dl>
  )
}

const active = { exact: true, includeSearch: false } as const

function Views({ plan: { id: planId, customer_id, plan_status } }: { plan: Plan }) {
  const mayReadActivity = useCan()('activity.read', customer_id)
  const params = { planId }
  return (
    <nav aria-label="Views of this plan" className={classes.nav}>
      <ul className={classes.views}>
        <li>
          <Link to="/plans/$planId" params={params} className={classes.view} activeOptions={active}>
            Overview
          </Link>
        </li>
        {plan_status !== 'cancelled' && (
          <>
            <li>
              <Link to="/plans/$planId/documents" params={params} className={classes.view} activeOptions={active}>
                Documents
              </Link>
            </li>
            <li>
              <Link to="/plans/$planId/tasks" params={params} className={classes.view} activeOptions={active}>
                Tasks
              </Link>
            </li>
            <li>
              <Link to="/plans/$planId/timeline" params={params} className={classes.view} activeOptions={active}>
                Timeline
              </Link>
            </li>
          </>
        )}
        {mayReadActivity && (
          <li>
            <Link to="/plans/$planId/activity" params={params} className={classes.view} activeOptions={active}>
              Activity
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}
