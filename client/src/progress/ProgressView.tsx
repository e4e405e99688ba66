import { documentStatuses } from '@certloom/shared/documents/statuses'
import type { Figures } from '@certloom/shared/progress/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import { Card, CardColumn, Cards } from './Card.tsx'
import { Deadlines } from './Deadlines.tsx'
import { Figure, FigureRow } from './Figure.tsx'
import { documentsLink, evidenceLink, type Of, olderFactsLink, plansLink, tasksLink } from './of.ts'
import { PlanBars } from './PlanBars.tsx'
import { Ring } from './Ring.tsx'
import { StateBars } from './StateBars.tsx'
import { TrendChart } from './TrendChart.tsx'

const outOf = (count: number, one: string): string => `of ${count.toLocaleString()} ${one}${count === 1 ? '' : 's'}`

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
          <Card title="What is due">
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
          <ActivityFeed {...('plan_id' in of ? { planId: of.plan_id } : { customerId })} most={10} />
        </Card>
      )}
    </>
  )
}

function Numbers({ of, figures }: { of: Of; figures: Figures }) {
  const mayReview = useCan()('evidence.review')
  const { plans, documents, tasks, evidence } = figures
  const open = tasks.pending + tasks.in_progress + tasks.blocked
  return (
    <FigureRow label="In numbers">
      {!('plan_id' in of) && (
        <Figure
          label="Active plans"
          value={plans.active.toLocaleString()}
          rest={plans.paused > 0 ? `${plans.paused} paused` : undefined}
          link={plansLink(of, 'active')}
        />
      )}
      <Figure
        label="Documents approved"
        value={documents.approved.toLocaleString()}
        rest={outOf(documents.total, 'document')}
        link={documentsLink(of, 'approved')}
      />
      {documents.with_older_facts > 0 && (
        <Figure
          label="Approved with older facts"
          value={documents.with_older_facts.toLocaleString()}
          rest="to be approved again"
          link={olderFactsLink(of)}
          tone="partial"
        />
      )}
      <Figure label="Waiting for review" value={documents.pending_review.toLocaleString()} link={documentsLink(of, 'pending_review')} />
      <Figure
        label="Tasks open"
        value={open.toLocaleString()}
        rest={outOf(tasks.total, 'task')}
        link={tasksLink(of, { status: 'pending,in_progress,blocked' })}
      />
      <Figure
        label="Overdue"
        value={tasks.overdue.toLocaleString()}
        rest={tasks.due_soon === 0 ? 'nothing else due within a week' : `${tasks.due_soon.toLocaleString()} more due within a week`}
        link={tasksLink(of, { due: 'overdue' })}
        tone={tasks.overdue > 0 ? 'missing' : undefined}
      />
      <Figure
        label="Evidence missing"
        value={(evidence.required - evidence.given).toLocaleString()}
        rest={`${evidence.given.toLocaleString()} of ${evidence.required.toLocaleString()} given`}
        link={tasksLink(of, { evidence: 'missing' })}
        tone={evidence.required > evidence.given ? 'partial' : undefined}
      />
      {!('plan_id' in of) && (
        <Figure
          label={mayReview ? 'Evidence to review' : 'Evidence under review'}
          value={evidence.pending.toLocaleString()}
          link={evidenceLink(of, 'pending')}
        />
      )}
    </FigureRow>
  )
}

function Trend({ of }: { of: Of }) {
  const asked = useQuery(q.progress.trend.queryOptions({ input: of }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={3} />
  return <TrendChart points={data.data} title="Progress over the last 30 days" />
}
