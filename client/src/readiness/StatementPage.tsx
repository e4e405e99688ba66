import { isUnjustified } from '@certloom/shared/readiness/statement'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ExportButton } from '../exports/ExportButton.tsx'
import { useLiveRows } from './liveRows.ts'
import { answersOf } from './queries.ts'
import classes from './StatementPage.module.css'
import { StatementTable, UnjustifiedRows } from './StatementTable.tsx'
import { liveStatement } from './statementRows.ts'
import { useChecklistRoom } from './useChecklistRoom.ts'

const route = getRouteApi('/app/readiness/$projectId/statement')

/** The Statement of Applicability of a checklist: its controls as they stand now, to be read and to be exported. */
export function StatementPage() {
  const { projectId } = route.useParams()
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const { data: statement } = useSuspenseQuery(q.readiness.statement.queryOptions({ input }))
  const live = useLiveRows(useChecklistRoom(project, answers), answers)
  const domains = liveStatement(statement, live)
  const rows = domains.flatMap((domain) => domain.rows)
  const count = (isMeant: (row: (typeof rows)[number]) => boolean) => rows.filter(isMeant).length
  const undecided = count(({ is_applicable }) => is_applicable === null)
  const disputed = count(({ isDisputed }) => isDisputed === true)
  return (
    <PageFrame
      title="Statement of Applicability"
      crumbs={[{ label: project.project_name, link: { to: '/readiness/$projectId', params: { projectId }, search: {} } }]}
      action={
        <ExportButton
          subject={{ is: 'statement', id: projectId, name: 'the Statement of Applicability', customerId: project.customer_id }}
        />
      }
    >
      <p className={classes.facts}>
        {project.customer_name} · {project.iso_standard_name} · {rows.length} controls,{' '}
        {count(({ is_applicable }) => is_applicable === true)} applicable, {count(({ is_applicable }) => is_applicable === false)} left out
        {undecided > 0 && <>, {undecided} not decided</>}
        {disputed > 0 && <>, {disputed} with two views</>}
      </p>
      <UnjustifiedRows projectId={projectId} rows={rows.filter(isUnjustified)} />
      {domains.map(({ code, title, rows: own }) => (
        <section key={code} aria-label={title}>
          <h2 className={classes.heading}>
            {code} {title}
          </h2>
          <StatementTable projectId={projectId} rows={own} />
        </section>
      ))}
    </PageFrame>
  )
}
