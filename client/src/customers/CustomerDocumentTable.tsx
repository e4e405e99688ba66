import type { SortOrder } from '@certloom/shared/customers/listing'
import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { usePeople } from '../members/queries.ts'
import { documentTypeName } from '../plans/documentType.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { SortHead } from '../ui/SortHead.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay, When } from '../ui/When.tsx'
import classes from './CustomersPage.module.css'
import type { CustomerDocumentsSearch, DocumentSort } from './customerDocumentsSearch.ts'

type Props = {
  documents: readonly DocumentSummary[]
  plans: readonly { id: string; plan_name: string }[]
  search: CustomerDocumentsSearch
  onSort: (changes: CustomerDocumentsSearch) => void
}

/** Documents of a customer with what they are of, how they stand, whose they are and when they are due. */
export function CustomerDocumentTable({ documents, plans, search: { sort, order = 'asc' }, onSort }: Props) {
  const by = (column: DocumentSort) => ({
    order: sort === column ? order : undefined,
    onSort: (next: SortOrder) => onSort({ sort: column, order: next }),
  })
  return (
    <div className={`${table.frame} ${classes.customers}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <SortHead label="Document" {...by('name')} />
            <SortHead label="Status" {...by('status')} />
            <SortHead label="Filled" {...by('filled')} />
            <Table.Th className={table.onlyWide}>Responsible</Table.Th>
            <SortHead label="Due" {...by('due')} />
            <SortHead label="Changed" className={table.onlyWide} {...by('changed')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} plan={plans.find(({ id }) => id === document.plan_id)?.plan_name} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function DocumentRow({ document, plan }: { document: DocumentSummary; plan: string | undefined }) {
  const person = usePeople()(document.assigned_to)
  return (
    <Table.Tr>
      <Table.Td className={classes.company}>
        <Link to="/documents/$documentId" params={{ documentId: document.id }} className={table.main}>
          {document.document_name}
        </Link>
        <span className={table.sub}>{[documentTypeName(document.document_type), plan].filter(Boolean).join(' · ')}</span>
      </Table.Td>
      <Table.Td>
        <StatusChip state={document.status} />
      </Table.Td>
      <Table.Td>
        <CompletionBar percentage={document.completion_percentage} words={`${document.completion_percentage} %`} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyWide}`}>{person && <PersonAvatar person={person} size="sm" />}</Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers}`}>{document.due_date !== null && <OnDay day={document.due_date} />}</Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyWide}`}>
        <When at={document.updated_at} />
      </Table.Td>
    </Table.Tr>
  )
}
