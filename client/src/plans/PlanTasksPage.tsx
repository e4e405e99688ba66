import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { TaskViews } from '../tasks/TaskViews.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { planById } from './queries.ts'

const route = getRouteApi('/app/plans/$planId/tasks')

/** The tasks of one plan, as a board or a list. */
export function PlanTasksPage() {
  const { planId } = route.useParams()
  const { customer_id } = useSuspenseQuery(planById(planId)).data
  const fixed = useMemo(() => ({ customer_id, plan_id: planId }), [customer_id, planId])
  return (
    <PlanFrame planId={planId}>
      <TaskViews fixed={fixed} />
    </PlanFrame>
  )
}
