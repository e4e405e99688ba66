import { getRouteApi } from '@tanstack/react-router'
import { ProgressView } from '../progress/ProgressView.tsx'
import { PlanFrame } from './PlanFrame.tsx'

const route = getRouteApi('/app/plans/$planId')

/** One plan: how far it is, what is due next and what happened. */
export function PlanPage() {
  const { planId } = route.useParams()
  return (
    <PlanFrame planId={planId}>
      <ProgressView of={{ plan_id: planId }} />
    </PlanFrame>
  )
}
