import type { Plan } from '@certloom/shared/plans/contract'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EditPlanDialog } from './EditPlanDialog.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { documentsOfPlan, planById, tasksOfPlan } from './queries.ts'
import classes from './Timeline.module.css'
import { TimelineWeek } from './TimelineWeek.tsx'
import { timelineOf } from './timeline.ts'
import { WeekStrip } from './WeekStrip.tsx'

const route = getRouteApi('/app/plans/$planId/timeline')

/** What of a plan is due when, week by week. */
export function PlanTimelinePage() {
  const { planId } = route.useParams()
  const { data: plan } = useSuspenseQuery(planById(planId))
  const { data: documents } = useSuspenseQuery(documentsOfPlan(planId))
  const { data: tasks } = useSuspenseQuery(tasksOfPlan(planId))
  const today = new Date().toISOString().slice(0, 10)
  const { weeks, undated } = timelineOf(plan, documents, tasks, today)
  const filled = weeks.filter((week) => week.entries.length > 0 || week.isNow)
  const isEmpty = weeks.every((week) => week.entries.length === 0)
  return (
    <PlanFrame planId={planId}>
      {isEmpty ? (
        <EmptyState action={<SetTarget plan={plan} />}>
          Nothing has a date yet. Give the plan a target date, and let the due dates move with it.
        </EmptyState>
      ) : (
        <>
          <WeekStrip weeks={weeks} />
          <ol className={classes.weeks}>
            {filled.map((week) => (
              <TimelineWeek key={week.monday} planId={planId} week={week} today={today} />
            ))}
          </ol>
        </>
      )}
      {undated > 0 && !isEmpty && (
        <p className={classes.quiet}>
          {undated} {undated === 1 ? 'document has' : 'documents have'} no date.
        </p>
      )}
    </PlanFrame>
  )
}

function SetTarget({ plan }: { plan: Plan }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  if (!useCan()('plan.write', plan.customer_id)) return null
  return (
    <>
      <Button onClick={open}>Set a target date</Button>
      {isOpen && <EditPlanDialog plan={plan} onClose={close} />}
    </>
  )
}
