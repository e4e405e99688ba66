import { documentWords, evidenceWords, implementationWords } from '@certloom/shared/readiness/statement'
import type { StatementRow } from '@certloom/shared/readiness/statementContract'
import { type Block, factTable, heading, type PrintedDocument, plainTable, type Run, readable, safeLink } from './blocks.ts'
import { dayInWords, momentInWords } from './dates.ts'
import type { StatementSource } from './statementSource.ts'

const columns = ['Control', 'Applies', 'Justification', 'Status', 'Implementation', 'Documents and evidence', 'Owner']
const widths = [4, 2, 5, 2.4, 5, 5, 2.4]

/** A Statement of Applicability as something to print: what it is of first, then each control under its heading. */
export function renderStatement(source: StatementSource): PrintedDocument {
  const rows = source.domains.flatMap((domain) => domain.rows)
  const undecided = rows.filter(({ status }) => status === null).length
  return {
    title: 'Statement of Applicability',
    subtitle: readable(`${source.framework} · clause 6.1.3 d`),
    organization: readable(source.organization),
    customer: readable(source.customer),
    facts: [
      ['Controls', `${rows.length}`],
      ['Applicable', `${rows.filter((row) => row.is_applicable).length}`],
      ['As of', dayInWords(source.exported.at)],
    ],
    warning: undecided === 0 ? null : `Not complete: ${undecided} of ${rows.length} controls not decided`,
    footer: readable(`Statement of Applicability · ${source.project}, revision ${source.revision}`),
    language: 'en-GB',
    parts: [
      { isWide: false, blocks: aboutBlocks(source, rows) },
      {
        isWide: true,
        blocks: source.domains.flatMap(({ code, title, rows: own }) => [
          heading(1, `${code} ${title}`),
          plainTable(title, columns, own.map(cellsOf), widths),
        ]),
      },
    ],
  }
}

function aboutBlocks({ project, customer, organization, framework, revision, exported }: StatementSource, rows: StatementRow[]): Block[] {
  const count = (status: StatementRow['status']): string => String(rows.filter((row) => row.status === status).length)
  return [
    heading(1, 'About this statement'),
    factTable('About this statement', [
      ['Organization', customer],
      ['Prepared with', organization],
      ['Standard', framework],
      ['Checklist', `${project}, revision ${revision}`],
      ['Exported', `${momentInWords(exported.at)} by ${exported.by}`],
    ]),
    heading(2, 'Summary'),
    factTable('Summary', [
      [implementationWords.ready, count('ready')],
      [implementationWords.partial, count('partial')],
      [implementationWords.missing, count('missing')],
      [implementationWords.not_applicable, count('not_applicable')],
      ['Not decided', count(null)],
    ]),
  ]
}

const cellsOf = (row: StatementRow): (string | Run[])[] => [
  `${row.code} ${row.title}`,
  appliesWord(row),
  row.justification,
  statusWord(row),
  row.implementation,
  proofOf(row),
  row.owner ?? '',
]

export const appliesWord = ({ is_applicable }: StatementRow): string =>
  is_applicable === null ? 'Not decided' : is_applicable ? 'Yes' : 'No'

export const statusWord = ({ status }: StatementRow): string => (status === null ? '' : implementationWords[status])

function proofOf({ documents, evidence }: StatementRow): Run[] {
  const lines = documents.map((document) => readable(documentWords(document)))
  const runs: Run[] = lines.map((text, index) => ({ text: index === lines.length - 1 && evidence === null ? text : `${text}\n` }))
  if (evidence === null) return runs
  const href = safeLink(evidence.url)
  return [...runs, { text: readable(evidenceWords(evidence)), ...(href !== null && { href }) }]
}
