import { Anchor, Button, Table } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useCan } from '../accounts/useMe.ts'
import type { api, RowOf } from '../api/client.ts'
import { SectionMark, StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay } from '../ui/When.tsx'
import classes from './Register.module.css'
import type { Summary } from './RequiredSummary.tsx'
import { markOf, requirementMarks } from './words.ts'

export type Requirement = RowOf<typeof api.evidence.requirements>

type Props = { rows: readonly Requirement[]; counts: Summary | undefined; customerId: string }

/** Requirements by the document they are in; those of a plan or the customer as a whole by that. */
export function RequiredTable({ rows, counts, customerId }: Props) {
  const mayGive = useCan()('evidence.upload', customerId)
  const groups = [...Map.groupBy(rows, ({ document_id, plan_id }) => document_id ?? plan_id)]
  return (
    <div className={`${table.frame} ${classes.rows}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Required</Table.Th>
            <Table.Th>Evidence</Table.Th>
            <Table.Th className={table.onlyMedium}>Owner</Table.Th>
            <Table.Th className={table.onlyMedium}>Due</Table.Th>
            <Table.Th>Status</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(([key, group]) => (
            <Fragment key={key ?? 'customer'}>
              <GroupHead first={group[0]} counts={counts} />
              {group.map((row) => (
                <Row key={row.task_id} row={row} mayGive={mayGive} />
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function GroupHead({ first, counts }: { first: Requirement | undefined; counts: Summary | undefined }) {
  if (first === undefined) return null
  const { document_id, document_name, plan_name } = first
  const count = counts?.by_document.find((one) => one.document_id === document_id)
  return (
    <Table.Tr className={classes.group}>
      <Table.Th colSpan={5} scope="rowgroup">
        {document_id === null ? (
          <span className={classes.groupName}>{plan_name ?? 'For the customer as a whole'}</span>
        ) : (
          <Link to="/documents/$documentId" params={{ documentId: document_id }} className={classes.groupName}>
            {document_name}
          </Link>
        )}
        {count && (
          <span className={classes.groupCount}>
            {count.present} of {count.required}
          </span>
        )}
      </Table.Th>
    </Table.Tr>
  )
}

/** What a section asks for says its title after the words every generated task begins with. */
const titleOf = ({ title }: Requirement): string => title.replace(/^(Complete|Provide evidence): /, '')

/** What was given, how it stands, and why it was not taken. */
function Piece({ item }: { item: Requirement['evidence'][number] }) {
  return (
    <li className={classes.piece}>
      <SectionMark state={markOf(item)} />
      <div className={classes.words}>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/evidence/$evidenceId" params={{ evidenceId: item.id }} />}>
          {item.title}
        </Anchor>
        {item.rejection_reason !== null && <span className={table.sub}>{item.rejection_reason}</span>}
      </div>
    </li>
  )
}

function Row({ row, mayGive }: { row: Requirement; mayGive: boolean }) {
  const { evidence, evidence_description, assignee, due_date, state } = row
  return (
    <Table.Tr data-requirement={row.task_id}>
      <Table.Td className={classes.what}>
        <div className={classes.words}>
          <strong>{titleOf(row)}</strong>
          {evidence_description && <span className={table.sub}>{evidence_description}</span>}
        </div>
      </Table.Td>
      <Table.Td>
        <ul className={classes.given}>
          {evidence.map((item) => (
            <Piece key={item.id} item={item} />
          ))}
          {mayGive && state !== 'present' && (
            <li>
              <AddLink row={row} />
            </li>
          )}
        </ul>
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{assignee?.name ?? '–'}</Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
        {due_date === null ? '–' : <OnDay day={due_date} />}
      </Table.Td>
      <Table.Td>
        <StatusChip state={requirementMarks[state]} />
      </Table.Td>
    </Table.Tr>
  )
}

const look = {
  size: 'compact-sm',
  variant: 'default',
  className: classes.add ?? '',
  leftSection: <IconPlus size="1em" aria-hidden />,
} as const

/** Leads to where it is given: the section of the document, or a dialog for what belongs to none. */
function AddLink({ row }: { row: Requirement }) {
  const { task_id, document_id, section_id } = row
  const label = `Add evidence for ${titleOf(row)}`
  if (document_id !== null && section_id !== null)
    return (
      <Button
        {...look}
        aria-label={label}
        renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId: document_id }} hash={section_id} />}
      >
        Add
      </Button>
    )
  return (
    <Button
      {...look}
      aria-label={label}
      renderRoot={(props) => (
        <Link
          {...props}
          from="/customers/$customerId/files"
          search={(before) => ({ ...before, give: task_id })}
          replace
          resetScroll={false}
        />
      )}
    >
      Add
    </Button>
  )
}
