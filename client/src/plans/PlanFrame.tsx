import type { Plan } from '@certloom/shared/plans/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { type View, Views } from '../app/Views.tsx'
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
      <Views label="Views of this plan" views={useViews(plan)} />
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

const activeOptions = { exact: true, includeSearch: false } as const

/** The views of one plan: of a cancelled one only the first, which says what it was. */
function useViews({ id: planId, customer_id, plan_status }: Plan): View[] {
  const mayReadActivity = useCan()('activity.read', customer_id)
  const isOpen = plan_status !== 'cancelled'
  const options = { params: { planId }, activeOptions }
  return [
    { label: 'Overview', link: { to: '/plans/$planId', ...options }, shown: true },
    { label: 'Documents', link: { to: '/plans/$planId/documents', ...options }, shown: isOpen },
    { label: 'Tasks', link: { to: '/plans/$planId/tasks', ...options }, shown: isOpen },
    { label: 'Timeline', link: { to: '/plans/$planId/timeline', ...options }, shown: isOpen },
    { label: 'Activity', link: { to: '/plans/$planId/activity', ...options }, shown: mayReadActivity && isOpen },
  ]
}
