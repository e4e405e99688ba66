import { documentStatuses } from '@certloom/shared/documents/statuses'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import { Card, CardColumn, Cards } from './Card.tsx'
import { Deadlines } from './Deadlines.tsx'
import { Numbers } from './Numbers.tsx'
import { documentsLink, type Of, tasksLink } from './of.ts'
import { PlanBars } from './PlanBars.tsx'
import { Ring } from './Ring.tsx'
import { StateBars } from './StateBars.tsx'
import { TrendChart } from './TrendChart.tsx'

/** How something is doing: numbers that open their lists, how documents and tasks stand, the trend, what is due and what happened. Live. */
export function ProgressView({ of }: { of: Of }) {
  const { data: figures } = useSuspenseQuery(q.progress.figures.queryOptions({ input: of }))
  const customerId = 'customer_id' in of ? of.customer_id : undefined
  const mayReadActivity = useCan()('activity.read', customerId)
  return (
    <>
      <Numbers of={of} figures={figures} />
      <Cards>
        <CardColumn>
          <Card title="Progress">
            <Ring
              percentage={figures.overall_progress_percentage}
              label={'plan_id' in of ? 'of this plan' : 'on average over active plans'}
            />
            <Trend of={of} />
          </Card>
          <Card title="Documents">
            <StateBars
              of="documents"
              parts={documentStatuses.map((state) => ({ state, count: figures.documents[state], link: documentsLink(of, state) }))}
            />
          </Card>
          <Card title="Tasks">
            <StateBars
              of="tasks"
              parts={(['pending', 'in_progress', 'blocked', 'completed'] as const).map((state) => ({
                state,
                count: figures.tasks[state],
                link: tasksLink(of, { status: state }),
              }))}
            />
          </Card>
        </CardColumn>
        <CardColumn>
          <Card title="Due next">
            <Deadlines of={of} />
          </Card>
          {!('plan_id' in of) && (
            <Card title="Active plans, the next target first">
              <PlanBars of={of} />
            </Card>
          )}
        </CardColumn>
      </Cards>
      {mayReadActivity && (
        <Card title="What happened">
          <ActivityFeed {...('plan_id' in of ? { planId: of.plan_id } : { customerId })} only="work" most={10} />
        </Card>
      )}
    </>
  )
}

function Trend({ of }: { of: Of }) {
  const asked = useQuery(q.progress.trend.queryOptions({ input: of }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={3} />
  return <TrendChart points={data.data} title="Progress over the last 30 days" />
}
