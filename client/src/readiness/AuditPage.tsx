import type { Answer } from '@certloom/shared/readiness/contract'
import { Table } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import type { ChecklistStatus } from '../app/checklistRoute.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import classes from './AuditPage.module.css'
import { EvidenceItem } from './EvidenceItem.tsx'
import { percentWords } from './percentWords.ts'
import { answersOf } from './queries.ts'

const route = getRouteApi('/app/readiness/$projectId/audit')

/** Gaps first: what nobody has looked at, what is missing, what is half there. */
const order: readonly ChecklistStatus[] = ['unanswered', 'missing', 'partial', 'not_applicable', 'ready']

const statusOf = ({ status, answered_at }: Answer): ChecklistStatus => (answered_at === null ? 'unanswered' : status)

/** A checklist as an auditor reads it: to be read only, gaps first, each with what shows it. */
export function AuditPage() {
  const { projectId } = route.useParams()
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input: { project_id: projectId } }))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const groups = Map.groupBy(answers, statusOf)
  return (
    <PageFrame
      title="Audit view"
      crumbs={[{ label: project.project_name, link: { to: '/readiness/$projectId', params: { projectId }, search: {} } }]}
    >
      <p className={classes.facts}>
        {project.customer_name} · {project.iso_standard_name} · {percentWords(project.overall_percentage)} ready · {project.answered} of{' '}
        {project.rows} rows answered · revision {project.revision}
      </p>
      {order.map((status) => {
        const rows = groups.get(status) ?? []
        return rows.length === 0 ? null : <Group key={status} project={project} status={status} rows={rows} />
      })}
    </PageFrame>
  )
}

type Project = { id: string; customer_id: string }

function Group({ project, status, rows }: { project: Project; status: ChecklistStatus; rows: readonly Answer[] }) {
  return (
    <section aria-label={stateWord(status)}>
      <h2 className={classes.heading}>
        <StatusChip state={status} /> <span className={classes.count}>{rows.length}</span>
      </h2>
      <div className={table.frame}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th className={table.onlyMedium}>Owner</Table.Th>
              <Table.Th>Justification and evidence</Table.Th>
              <Table.Th className={table.onlyMedium}>Last change</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((answer) => (
              <Row key={answer.requirement_id} project={project} answer={answer} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

function Row({ project, answer }: { project: Project; answer: Answer }) {
  const { requirement_id, code, title, owner, justification, evidence_url, evidence_id, status, updated_at, updated_by } = answer
  const isIncomplete = status === 'not_applicable' && justification.trim() === ''
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/readiness/$projectId" params={{ projectId: project.id }} search={{ row: requirement_id }} className={table.main}>
          {code} {title}
        </Link>
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{owner?.name ?? '–'}</Table.Td>
      <Table.Td className={`${table.quiet} ${classes.words}`}>
        {isIncomplete ? <span className={classes.need}>Justification needed</span> : justification}
        {evidence_url !== null && (
          <a href={evidence_url} target="_blank" rel="noopener noreferrer nofollow" className={classes.evidence}>
            {evidence_url}
          </a>
        )}
        {evidence_id !== null && <EvidenceItem customerId={project.customer_id} itemId={evidence_id} />}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>
        {updated_at && updated_by ? (
          <>
            {updated_by.name}, <When at={updated_at} />
          </>
        ) : (
          '–'
        )}
      </Table.Td>
    </Table.Tr>
  )
}
