import type { SortOrder } from '@certloom/shared/customers/listing'
import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { ActionIcon, Table, VisuallyHidden } from '@mantine/core'
import { IconClockExclamation, IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { SortHead } from '../ui/SortHead.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay, When } from '../ui/When.tsx'
import classes from './DocumentTable.module.css'
import { EditDocumentDialog } from './EditDocumentDialog.tsx'

export type DocumentColumn = 'name' | 'status' | 'filled' | 'due' | 'changed'

/** How a column is sorted now, and what sorts by it. */
type Sorting = (column: DocumentColumn) => { order: SortOrder | undefined; onSort: (order: SortOrder) => void }

type Props = {
  documents: readonly DocumentSummary[]
  /** what stands below a document's name */
  under: (document: DocumentSummary) => string
  /** where the columns sort */
  sorting?: Sorting
}

/** Documents with how they stand, how far they are, whose they are and when they are due. Planners change the last two, and names, from here. */
export function DocumentTable({ documents, under, sorting }: Props) {
  const can = useCan()
  const mayEdit = ({ customer_id }: DocumentSummary): boolean => can('plan.write', customer_id)
  const [editedId, setEditedId] = useState<string | null>(null)
  const edited = documents.find(({ id }) => id === editedId)
  const hasActions = documents.some(mayEdit)
  return (
    <div className={`${table.frame} ${table.blocks}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Head label="Document" column="name" sorting={sorting} />
            <Head label="Status" column="status" sorting={sorting} />
            <Head label="Filled" column="filled" sorting={sorting} />
            <Table.Th className={table.onlyWide}>Responsible</Table.Th>
            <Head label="Due" column="due" sorting={sorting} />
            <Head label="Changed" column="changed" sorting={sorting} className={table.onlyWide} />
            {hasActions && (
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map((document) => (
            <Row key={document.id} document={document} under={under(document)}>
              {hasActions && (
                <Table.Td className={table.end}>
                  {mayEdit(document) && (
                    <ActionIcon onClick={() => setEditedId(document.id)} aria-label={`Edit details of ${document.document_name}`}>
                      <IconPencil className={classes.icon} aria-hidden />
                    </ActionIcon>
                  )}
                </Table.Td>
              )}
            </Row>
          ))}
        </Table.Tbody>
      </Table>
      {edited && <EditDocumentDialog document={edited} onClose={() => setEditedId(null)} />}
    </div>
  )
}

type HeadProps = { label: string; column: DocumentColumn; sorting: Sorting | undefined; className?: string | undefined }

const Head = ({ label, column, sorting, className }: HeadProps) =>
  sorting === undefined ? (
    <Table.Th className={className}>{label}</Table.Th>
  ) : (
    <SortHead label={label} className={className} {...sorting(column)} />
  )

/** What is late says so with a sign, a word and a colour, as tasks do. */
function Due({ document: { due_date, status } }: { document: DocumentSummary }) {
  if (due_date === null) return '–'
  const isLate = status !== 'approved' && due_date < new Date().toISOString().slice(0, 10)
  if (!isLate) return <OnDay day={due_date} />
  return (
    <span className={classes.late}>
      <IconClockExclamation className={classes.sign} aria-hidden />
      <span>
        Overdue <OnDay day={due_date} />
      </span>
    </span>
  )
}

function Row({ document, under, children }: { document: DocumentSummary; under: string; children: ReactNode }) {
  const { mandatory_sections_completed: completed, mandatory_sections_total: total } = document
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/documents/$documentId" params={{ documentId: document.id }} className={table.main}>
          {document.document_name}
        </Link>
        <span className={table.sub}>{under}</span>
      </Table.Td>
      <Table.Td>
        <StatusChip state={document.status} />
      </Table.Td>
      <Table.Td>
        <CompletionBar percentage={document.completion_percentage} words={total === 0 ? 'Nothing mandatory' : `${completed} of ${total}`} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyWide}`}>{document.assignee?.name ?? '–'}</Table.Td>
      <Table.Td data-label="Due" className={`${table.quiet} ${table.numbers}`} data-empty={document.due_date === null}>
        <Due document={document} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyWide}`}>
        <When at={document.updated_at} />
      </Table.Td>
      {children}
    </Table.Tr>
  )
}
