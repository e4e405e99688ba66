import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { type api, q, type RowOf } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { wholePercent } from '../progress/percent.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './RoadmapPage.module.css'
import { groupsByOwner } from './roadmapGroups.ts'

const route = getRouteApi('/app/readiness/$projectId/roadmap')

type Step = RowOf<typeof api.readiness.roadmap>
type Reason = Step['reasons'][number]

/** Why a row stands where it stands, in a sentence. */
function wordsFor(reason: Reason): string {
  switch (reason.rule) {
    case 'cmmc':
      return `NIST ${reason.references.join(', ')}`
    case 'blocker':
      return `${reason.why} ${reason.unlocks.length} open ${reason.unlocks.length === 1 ? 'row waits' : 'rows wait'} for it.`
    case 'low_domain':
      return `${reason.domain} is at ${wholePercent(reason.percentage)}\u00a0%, the aim is 70\u00a0%.`
    case 'remaining':
      return 'Its domain is above 70\u00a0%.'
  }
}

const wordsForMade = (count: number): string =>
  count === 0 ? 'All of these have their task already' : count === 1 ? '1 task made' : `${count} tasks made`

function useMakeTasks() {
  const queries = useQueryClient()
  return useMutation(
    q.readiness.makeTasks.mutationOptions({
      onSuccess: ({ created }) => {
        announce(wordsForMade(created))
        return queries.invalidateQueries({ queryKey: q.tasks.key() })
      },
    }),
  )
}

/** What is left to do, by owner, first things first. */
export function RoadmapPage() {
  const { projectId } = route.useParams()
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: roadmap } = useSuspenseQuery(q.readiness.roadmap.queryOptions({ input }))
  const mayMakeTasks = useCan()('task.write', project.customer_id)
  const tasks = useMakeTasks()
  const groups = groupsByOwner(roadmap.data)
  return (
    <PageFrame
      title="Roadmap"
      crumbs={[{ label: project.project_name, link: { to: '/readiness/$projectId', params: { projectId }, search: {} } }]}
    >
      <ProblemAlert error={tasks.error} />
      {tasks.data && <p role="status">{wordsForMade(tasks.data.created)}. They are among the customer’s tasks.</p>}
      {groups.length === 0 && <EmptyState>Everything that applies is ready. There is nothing left on the roadmap.</EmptyState>}
      {groups.map(({ key, title, steps }) => (
        <section key={key} aria-label={title}>
          <div className={classes.head}>
            <h2 className={classes.owner}>
              {title} <span className={classes.count}>{steps.length}</span>
            </h2>
            {mayMakeTasks && (
              <Button
                size="compact-sm"
                variant="default"
                loading={tasks.isPending}
                aria-label={`Make tasks for ${title}`}
                onClick={() => tasks.mutate({ project_id: projectId, requirement_ids: steps.map((step) => step.requirement_id) })}
              >
                Make tasks
              </Button>
            )}
          </div>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step.requirement_id} className={classes.step}>
                <span className={classes.priority}>{step.priority}</span>
                <div className={classes.what}>
                  <Link to="/readiness/$projectId" params={{ projectId }} search={{ row: step.requirement_id }} className={classes.link}>
                    {step.code} {step.title}
                  </Link>
                  <ul className={classes.reasons}>
                    {step.reasons.map((reason) => (
                      <li key={reason.rule}>{wordsFor(reason)}</li>
                    ))}
                  </ul>
                </div>
                {step.due_date && <OnDay day={step.due_date} />}
                <StatusChip state={step.status} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </PageFrame>
  )
}
