import { z } from 'zod'
import { Day } from '../day.ts'
import { RichText } from '../documents/contract.ts'
import { plainText } from '../documents/text.ts'
import { WebAddress } from '../evidence/webAddress.ts'
import { toCsv } from './csv.ts'
import { answerStatuses } from './status.ts'

export const fileFormats = ['json', 'csv'] as const
export type FileFormat = (typeof fileFormats)[number]

/** Who answers for a row, in words that mean the same in another organization. */
const FileOwner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), email: z.email().trim().toLowerCase().max(320) }),
  z.object({ kind: z.literal('team'), name: z.string().trim().min(1).max(200) }),
])

/** What people say in a row, as files carry it; `status` is null while nobody has answered. */
export const FileValues = z.object({
  status: z.enum(answerStatuses).nullable(),
  justification: z.string(), // a live text has no limit of its own, and what is exported can be imported
  owner: FileOwner.nullable(),
  due_date: Day.nullable(),
  evidence_url: WebAddress.nullable(),
  evidence_id: z.uuid().nullable(),
  notes: RichText.nullable(),
})
export type FileValues = z.infer<typeof FileValues>

export const fileFields = Object.keys(FileValues.shape) as (keyof FileValues)[]

/** A row of an exported checklist: what people say in it, and what tells a reader which row it is. References of NIST only where it is with CMMC. */
export type FileRow = FileValues & { code: string; title: string; domain: string; nist_references?: readonly string[] | undefined }

/** How a JSON file says what it is. */
export const fileMark = { format: 'certloom.checklist', version: 1 } as const

/** Which checklist an export is of. */
export type FileHead = { customer_name: string; iso_code: string; project_name: string; revision: number }

export const toJsonFile = (head: FileHead | null, rows: readonly ({ code: string } & Partial<FileRow>)[]): string =>
  `${JSON.stringify({ ...fileMark, ...(head && { checklist: head }), rows }, null, 2)}\n`

/** The columns of a CSV, in their order. `notes` is for people; `notes_rich_text` holds the same with what words alone would lose. */
const csvColumns = [
  'code',
  'title',
  'domain',
  'status',
  'justification',
  'owner_person',
  'owner_team',
  'due_date',
  'evidence_url',
  'evidence_id',
  'notes',
  'notes_rich_text',
] as const

/** A checklist as CSV, with a first line that names the columns. */
export function toCsvFile(rows: readonly FileRow[]): string {
  if (rows.every(({ nist_references }) => nist_references === undefined)) return toCsv([csvColumns, ...rows.map(cellsOf)])
  return toCsv([[...csvColumns, 'nist_references'], ...rows.map((row) => [...cellsOf(row), row.nist_references?.join(' ') ?? ''])])
}

const cellsOf = (row: FileRow): string[] => [
  row.code,
  row.title,
  row.domain,
  row.status ?? '',
  row.justification,
  row.owner?.kind === 'person' ? row.owner.email : '',
  row.owner?.kind === 'team' ? row.owner.name : '',
  row.due_date ?? '',
  row.evidence_url ?? '',
  row.evidence_id ?? '',
  row.notes === null ? '' : plainText(row.notes),
  row.notes === null ? '' : JSON.stringify(row.notes),
]
