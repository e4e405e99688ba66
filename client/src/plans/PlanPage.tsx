import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { ProgressView } from '../progress/ProgressView.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { planById } from './queries.ts'

const route = getRouteApi('/app/plans/$planId')

/** One plan: how far it is, what is due next and what happened. A cancelled one has nothing but its past. */
export function PlanPage() {
  const { planId } = route.useParams()
  const { data: plan } = useSuspenseQuery(planById(planId))
  const mayReadActivity = useCan()('activity.read', plan.customer_id)
  return (
    <PlanFrame planId={planId}>
      {plan.plan_status !== 'cancelled' && <ProgressView of={{ plan_id: planId }} />}
      {plan.plan_status === 'cancelled' && mayReadActivity && <ActivityFeed planId={planId} />}
    </PlanFrame>
  )
}
