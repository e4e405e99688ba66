import { getRouteApi } from '@tanstack/react-router'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { PlanFrame } from './PlanFrame.tsx'

const route = getRouteApi('/app/plans/$planId/activity')

/** Who did what to a plan, its documents and its tasks. */
export function PlanActivityPage() {
  const { planId } = route.useParams()
  return (
    <PlanFrame planId={planId}>
      <ActivityFeed planId={planId} />
    </PlanFrame>
  )
}
