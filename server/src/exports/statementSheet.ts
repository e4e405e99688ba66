import { documentWords, evidenceWords } from '@certloom/shared/readiness/statement'
import type { StatementRow } from '@certloom/shared/readiness/statementContract'
import writeXlsx, { type Cell, type Sheet } from 'write-excel-file/node'
import { readable } from './blocks.ts'
import { momentInWords } from './dates.ts'
import { look } from './look.ts'
import { appliesWord, statusWord } from './renderStatement.ts'
import type { StatementSource } from './statementSource.ts'

const columns: readonly { name: string; width: number; words: (row: StatementRow) => string }[] = [
  { name: 'Control', width: 10, words: ({ code }) => code },
  { name: 'Title', width: 34, words: ({ title }) => title },
  { name: 'Applies', width: 12, words: appliesWord },
  { name: 'Justification', width: 44, words: ({ justification }) => justification },
  { name: 'Status', width: 20, words: statusWord },
  { name: 'Implementation', width: 44, words: ({ implementation }) => implementation },
  { name: 'Documents', width: 34, words: ({ documents }) => documents.map(documentWords).join('\n') },
  { name: 'Evidence', width: 34, words: ({ evidence }) => (evidence === null ? '' : evidenceWords(evidence)) },
  { name: 'Owner', width: 20, words: ({ owner }) => owner ?? '' },
]

/** More do not fit into a cell of a spreadsheet. */
const longestCell = 32_767

/**
 * A cell of text in the format for text: nothing in it is taken for a formula, a number or a date, neither when it is opened nor when somebody edits
 * it there.
 */
const text = (value: string): Cell => ({
  type: String,
  value: readable(value).slice(0, longestCell),
  format: '@',
  wrap: true,
  alignVertical: 'top',
})

const head = (value: string): Cell => ({
  type: String,
  value,
  fontWeight: 'bold',
  backgroundColor: `#${look.ground}`,
  bottomBorderStyle: 'thin',
})

/** A Statement of Applicability as a spreadsheet: its controls on one sheet, what it is of on the other. */
export function sheetOf(source: StatementSource): Promise<Buffer> {
  const controls: Sheet<never> = {
    sheet: 'Statement of Applicability',
    data: [
      columns.map(({ name }) => head(name)),
      ...source.domains.flatMap(({ rows }) => rows.map((row) => columns.map(({ words }) => text(words(row))))),
    ],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 2,
    orientation: 'landscape',
  }
  const about: Sheet<never> = {
    sheet: 'About',
    data: factsOf(source).map(([label, value]) => [head(label), text(value)]),
    columns: [{ width: 20 }, { width: 60 }],
  }
  return writeXlsx([controls, about], { fontFamily: 'Calibri', fontSize: 10 }).toBuffer()
}

const factsOf = ({ customer, organization, framework, project, revision, exported }: StatementSource): [string, string][] => [
  ['Organization', customer],
  ['Prepared with', organization],
  ['Standard', framework],
  ['Checklist', project],
  ['Revision', String(revision)],
  ['Exported', `${momentInWords(exported.at)} by ${exported.by}`],
]
