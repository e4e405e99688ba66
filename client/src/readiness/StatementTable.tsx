import { evidenceWords, isUnjustified } from '@certloom/shared/readiness/statement'
import type { StatementRow } from '@certloom/shared/readiness/statementContract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import classes from './StatementPage.module.css'
import type { LiveStatementRow } from './statementRows.ts'

const columns = ['Control', 'Applies', 'Justification', 'Status', 'Implementation', 'Documents and evidence', 'Owner']

type Props = { projectId: string; rows: readonly LiveStatementRow[] }

/** The controls of one heading. On narrow screens each is a block of named lines. */
export function StatementTable({ projectId, rows }: Props) {
  return (
    <div className={table.frame}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.requirement_id} projectId={projectId} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

const Row = memo(function Row({ projectId, row }: { projectId: string; row: LiveStatementRow }) {
  const { status, justification, implementation, owner, isDisputed } = row
  const isBare = isUnjustified(row)
  return (
    <Table.Tr data-code={row.code}>
      <Table.Td className={classes.control}>
        <Control projectId={projectId} row={row} />
      </Table.Td>
      <Table.Td data-label="Applies">{row.is_applicable === null ? 'Not decided' : row.is_applicable ? 'Yes' : 'No'}</Table.Td>
      <Table.Td data-label="Justification" className={classes.words} data-empty={justification === '' && !isBare}>
        {isBare ? <span className={classes.need}>Justification needed</span> : justification}
      </Table.Td>
      <Table.Td data-label="Status">
        <StatusChip state={status ?? 'unanswered'} />
        {isDisputed && <span className={classes.disputed}>Two views, to be confirmed</span>}
      </Table.Td>
      <Table.Td data-label="Implementation" className={classes.words} data-empty={implementation === ''}>
        {implementation}
      </Table.Td>
      <Table.Td data-label="Documents and evidence" data-empty={row.documents.length === 0 && row.evidence === null}>
        <Proof row={row} />
      </Table.Td>
      <Table.Td data-label="Owner" data-empty={owner === null}>
        {owner}
      </Table.Td>
    </Table.Tr>
  )
})

const Control = ({ projectId, row: { requirement_id, code, title } }: { projectId: string; row: StatementRow }) => (
  <Link to="/readiness/$projectId" params={{ projectId }} search={{ row: requirement_id }} className={table.main}>
    {code} {title}
  </Link>
)

function Proof({ row: { documents, evidence } }: { row: StatementRow }) {
  return (
    <ul className={classes.proof}>
      {documents.map(({ id, document_name, is_approved }) => (
        <li key={id}>
          <Link to="/documents/$documentId" params={{ documentId: id }} search={{}} className={classes.link}>
            {document_name}
          </Link>{' '}
          <span className={classes.state}>{stateWord(is_approved ? 'approved' : 'in_progress')}</span>
        </li>
      ))}
      {evidence !== null && (
        <li>
          {evidence.url === null ? (
            evidenceWords(evidence)
          ) : (
            <a href={evidence.url} target="_blank" rel="noopener noreferrer nofollow" className={classes.link}>
              {evidenceWords(evidence)}
            </a>
          )}
        </li>
      )}
    </ul>
  )
}

/** Controls that are left out without a word: nothing is exported before each says why. */
export function UnjustifiedRows({ projectId, rows }: Props) {
  if (rows.length === 0) return null
  return (
    <p className={classes.notice} role="status">
      Say why {rows.length === 1 ? 'this control does' : 'these controls do'} not apply, then the statement can be exported:{' '}
      {rows.map(({ requirement_id, code }, index) => (
        <span key={requirement_id}>
          {index > 0 && ', '}
          <Link to="/readiness/$projectId" params={{ projectId }} search={{ row: requirement_id }} className={classes.link}>
            {code}
          </Link>
        </span>
      ))}
    </p>
  )
}
