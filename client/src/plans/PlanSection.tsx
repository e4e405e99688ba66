import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { api, RowOf } from '../api/client.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay, When } from '../ui/When.tsx'
import { documentTypeName } from './documentType.ts'
import classes from './PlanSection.module.css'

type Plan = RowOf<typeof api.plans.list>

const statusWords: Record<Plan['plan_status'], string | null> = {
  active: null,
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** A plan with its documents and how far each is. */
export function PlanSection({ plan, documents }: { plan: Plan; documents: DocumentSummary[] }) {
  const approved = documents.filter((document) => document.status === 'approved').length
  const status = statusWords[plan.plan_status]
  return (
    <section aria-labelledby={plan.id} className={classes.plan}>
      <header className={classes.header}>
        <h2 id={plan.id} className={classes.name}>
          <Link to="/plans/$planId" params={{ planId: plan.id }} className={classes.link}>
            {plan.plan_name}
          </Link>
        </h2>
        <p className={classes.facts}>
          {status !== null && `${status} · `}
          {countOf(plan.document_count, 'document')}, {approved} approved
          {plan.target_completion_date !== null && (
            <>
              {' · due '}
              <OnDay day={plan.target_completion_date} />
            </>
          )}
        </p>
      </header>
      <DocumentTable documents={documents} />
    </section>
  )
}

function DocumentTable({ documents }: { documents: DocumentSummary[] }) {
  return (
    <div className={`${table.frame} ${classes.documents}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Document</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Filled</Table.Th>
            <Table.Th className={table.onlyWide}>Changed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function DocumentRow({ document }: { document: DocumentSummary }) {
  const { mandatory_sections_completed: completed, mandatory_sections_total: total } = document
  const words = total === 0 ? 'No mandatory sections' : `${completed} of ${countOf(total, 'mandatory section')}`
  return (
    <Table.Tr>
      <Table.Td className={classes.document}>
        <Link to="/documents/$documentId" params={{ documentId: document.id }} className={table.main}>
          {document.document_name}
        </Link>
        <span className={table.sub}>{documentTypeName(document.document_type)}</span>
      </Table.Td>
      <Table.Td>
        <StatusChip state={document.status} />
      </Table.Td>
      <Table.Td>
        <CompletionBar percentage={document.completion_percentage} words={words} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyWide}`}>
        <When at={document.updated_at} />
      </Table.Td>
    </Table.Tr>
  )
}
