import type { StatementRow } from './statementContract.ts'

type Decided = Pick<StatementRow, 'status' | 'justification'>

export const isApplicable = (status: StatementRow['status']): boolean | null => (status === null ? null : status !== 'not_applicable')

/** Does it leave out a control without saying why? No auditor takes such a row. */
export const isUnjustified = ({ status, justification }: Decided): boolean => status === 'not_applicable' && justification.trim() === ''

/** Whether a control is implemented, in the words of such statements. */
export const implementationWords: Readonly<Record<NonNullable<StatementRow['status']>, string>> = {
  ready: 'Implemented',
  partial: 'Partly implemented',
  missing: 'Not implemented',
  not_applicable: 'Not applicable',
}

/** Evidence by its title, and what keeps it from being taken. */
export function evidenceWords({ title, status }: NonNullable<StatementRow['evidence']>): string {
  if (status === 'pending') return `${title} (waits for review)`
  return status === 'rejected' ? `${title} (rejected)` : title
}

export const documentWords = ({ document_name, is_approved }: StatementRow['documents'][number]): string =>
  is_approved ? `${document_name} (approved)` : `${document_name} (draft)`

/** A control as the table of a document shows it, by the ids of its columns. */
export const statementCells = (row: StatementRow): Record<string, string | null> => ({
  control: `${row.code} ${row.title}`,
  applicable: row.is_applicable === null ? null : row.is_applicable ? 'yes' : 'no',
  reason: row.justification,
  state: row.status,
  implementation: row.implementation,
  documents_and_evidence: [...row.documents.map(documentWords), ...(row.evidence ? [evidenceWords(row.evidence)] : [])].join('\n'),
  responsible: row.owner,
})

/** Is such a table filled? It is when every control is decided, and each that is left out says why. */
export const isStatementFilled = (rows: readonly Readonly<Record<string, unknown>>[]): boolean =>
  rows.length > 0 &&
  rows.every(({ applicable, reason }) => applicable === 'yes' || (applicable === 'no' && String(reason ?? '').trim() !== ''))
