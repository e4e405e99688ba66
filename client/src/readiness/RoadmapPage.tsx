import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type api, q, type RowOf } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './RoadmapPage.module.css'

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
      return `${reason.domain} is at ${Math.round(reason.percentage)} %, the aim is 70 %.`
    case 'remaining':
      return 'Its domain is above 70 %.'
  }
}

/** What is left to do, by owner, first things first. */
export function RoadmapPage() {
  const { projectId } = route.useParams()
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: roadmap } = useSuspenseQuery(q.readiness.roadmap.queryOptions({ input }))
  const groups = [...Map.groupBy(roadmap.data, (step) => step.owner?.name ?? 'Nobody yet')]
  return (
    <PageFrame
      title="Roadmap"
      crumbs={[{ label: project.project_name, link: { to: '/readiness/$projectId', params: { projectId }, search: {} } }]}
    >
      {groups.length === 0 && <EmptyState>Everything that applies is ready. There is nothing left on the roadmap.</EmptyState>}
      {groups.map(([owner, steps]) => (
        <section key={owner} aria-label={owner}>
          <h2 className={classes.owner}>
            {owner} <span className={classes.count}>{steps.length}</span>
          </h2>
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
