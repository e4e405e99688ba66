import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { documentTypeName } from '../plans/documentType.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay, When } from '../ui/When.tsx'
import classes from './DocumentList.module.css'

/** Documents as rows. `showsPlace` where they are not all of one plan. */
export function DocumentTable({ documents, showsPlace }: { documents: readonly DocumentSummary[]; showsPlace: boolean }) {
  return (
    <div className={`${table.frame} ${classes.documents}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Document</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Filled</Table.Th>
            <Table.Th>Responsible</Table.Th>
            <Table.Th>Due</Table.Th>
            <Table.Th className={table.onlyWide}>Changed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map((document) => (
            <Row key={document.id} document={document} showsPlace={showsPlace} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Row({ document, showsPlace }: { document: DocumentSummary; showsPlace: boolean }) {
  const { mandatory_sections_completed: completed, mandatory_sections_total: total } = document
  const place = showsPlace ? `${document.customer_name} · ${document.plan_name}` : documentTypeName(document.document_type)
  return (
    <Table.Tr>
      <Table.Td className={classes.document}>
        <Link to="/documents/$documentId" params={{ documentId: document.id }} className={table.main}>
          {document.document_name}
        </Link>
        <span className={table.sub}>{place}</span>
      </Table.Td>
      <Table.Td>
        <StatusChip state={document.status} />
      </Table.Td>
      <Table.Td>
        <CompletionBar percentage={document.completion_percentage} words={total === 0 ? 'Nothing mandatory' : `${completed} of ${total}`} />
      </Table.Td>
      <Table.Td className={table.quiet} data-empty={document.assignee === null}>
        {document.assignee?.name ?? '–'}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers}`} data-empty={document.due_date === null}>
        {document.due_date === null ? '–' : <OnDay day={document.due_date} />}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyWide}`}>
        <When at={document.updated_at} />
      </Table.Td>
    </Table.Tr>
  )
}
