import { z } from 'zod'
import type { RichText } from '../documents/contract.ts'
import { plainText } from '../documents/text.ts'
import { type FileFormat, FileValues, fileMark } from './checklistFile.ts'
import { type CsvRow, parseCsv } from './csv.ts'

/** Something in a file that cannot be used. `line` is that of a CSV, or the number of the row in JSON; 0 for the file as a whole. */
export type FileProblem = { line: number; code: string | null; message: string }

/** A row of a file; what it leaves out is to stay as it is. */
export type ReadRow = { line: number; code: string; values: { [Field in keyof FileValues]?: FileValues[Field] | undefined } }

/** What was read of a file, and what could not be. */
export type ReadFile = { rows: ReadRow[]; problems: FileProblem[] }

const Row = FileValues.partial()
  .extend({ code: z.string().trim().min(1).max(50) })
  .refine(({ evidence_url, evidence_id }) => !evidence_url || !evidence_id, {
    message: 'a row has one piece of evidence: an address or an item, not both',
    path: ['evidence_url'],
  })

const mostRows = 2_000

/** Reads a checklist that was exported, or a file written like one. Never throws: everything that cannot be used is named with its line. */
export function readChecklistFile(format: FileFormat, text: string): ReadFile {
  const read: ReadFile = { rows: [], problems: [] }
  const seen = new Map<string, number>()
  const candidates = format === 'csv' ? csvRows(text, read.problems) : jsonRows(text, read.problems)
  if (candidates.length > mostRows) return { rows: [], problems: [{ line: 0, code: null, message: `More than ${mostRows} rows.` }] }
  for (const { line, value } of candidates) {
    const row = parseRow(line, value, read.problems)
    if (row === null) continue
    const first = seen.get(row.code)
    if (first === undefined) read.rows.push(row)
    else read.problems.push({ line, code: row.code, message: `This row is there already, on line ${first}.` })
    seen.set(row.code, first ?? line)
  }
  if (candidates.length === 0 && read.problems.length === 0) read.problems.push({ line: 0, code: null, message: 'There is no row in it.' })
  return read
}

type Candidate = { line: number; value: unknown }

function parseRow(line: number, value: unknown, problems: FileProblem[]): ReadRow | null {
  const code = typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' ? value.code.trim() : null
  try {
    const parsed = Row.safeParse(value)
    if (parsed.success) {
      const { code: own, ...values } = parsed.data
      return { line, code: own, values }
    }
    for (const issue of parsed.error.issues) problems.push({ line, code, message: `${String(issue.path[0] ?? 'row')}: ${wordsOf(issue)}` })
  } catch {
    problems.push({ line, code, message: 'notes: nested too deep' }) // notes may hold each other until the stack ends
  }
  return null
}

/** What is wrong with a value, for those who did not write our schema. */
function wordsOf({ path: [field], message }: { path: PropertyKey[]; message: string }): string {
  if (field === 'status') return 'use ready, partial, missing or not_applicable, or leave it empty'
  if (field === 'due_date') return 'use a date as YYYY-MM-DD, from 1900 on'
  if (field === 'owner') return 'name a person by e-mail or a team, not both'
  return message
}

function jsonRows(text: string, problems: FileProblem[]): Candidate[] {
  try {
    const { rows } = z
      .object({ format: z.literal(fileMark.format), version: z.literal(fileMark.version), rows: z.array(z.unknown()) })
      .parse(JSON.parse(text.replace(/^\uFEFF/, '')))
    return rows.map((value, index) => ({ line: index + 1, value }))
  } catch {
    problems.push({ line: 0, code: null, message: 'This is no exported checklist in JSON.' })
    return []
  }
}

function csvRows(text: string, problems: FileProblem[]): Candidate[] {
  const [head, ...rows] = parseCsv(text)
  const columns = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase())
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (!columns.includes('code')) problems.push({ line: head?.line ?? 1, code: null, message: 'The first line names no column `code`.' })
  else if (twice !== undefined) problems.push({ line: head?.line ?? 1, code: null, message: `The column \`${twice}\` is there twice.` })
  else return rows.map((row) => ({ line: row.line, value: valueOfCells(columns, row) }))
  return []
}

const orNull = (cell: string): string | null => (cell.trim() === '' ? null : cell.trim())

/** A line as JSON files write a row. Columns that are not there are left out. */
function valueOfCells(columns: readonly string[], { cells }: CsvRow): unknown {
  const has = (name: string) => columns.includes(name)
  const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
  const person = has('owner_person') ? orNull(cell('owner_person')) : null
  const team = has('owner_team') ? orNull(cell('owner_team')) : null
  return {
    code: cell('code'),
    ...(has('status') && { status: statusOf(cell('status')) }),
    ...(has('justification') && { justification: cell('justification') }),
    ...((has('owner_person') || has('owner_team')) && { owner: ownerOf(person, team) }),
    ...(has('due_date') && { due_date: orNull(cell('due_date')) }),
    ...(has('evidence_url') && { evidence_url: orNull(cell('evidence_url')) }),
    ...(has('evidence_id') && { evidence_id: orNull(cell('evidence_id')) }),
    ...(has('notes') && { notes: notesOf(cell('notes'), has('notes_rich_text') ? cell('notes_rich_text') : '') }),
  }
}

/** People write `Not applicable` and `Unanswered` as the product says them. */
function statusOf(cell: string): string | null {
  const word = cell.trim().toLowerCase().replaceAll(/[ -]/g, '_')
  return word === '' || word === 'unanswered' ? null : word
}

const ownerOf = (person: string | null, team: string | null): unknown => {
  if (person !== null && team !== null) return 'both'
  if (person !== null) return { kind: 'person', email: person }
  return team === null ? null : { kind: 'team', name: team }
}

/** The rich notes as long as they say what the words say; words that somebody changed count, a paragraph for each line. */
function notesOf(words: string, rich: string): unknown {
  if (rich !== '') {
    const notes = parsed(rich)
    if (notes !== null && sameLines(plainText(notes), words)) return notes
  }
  if (words.trim() === '') return null
  return { type: 'doc', content: words.split(/\r\n|\r|\n/).map(paragraph) }
}

const paragraph = (text: string): RichText =>
  text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }

const sameLines = (a: string, b: string): boolean => a.replaceAll(/\r\n|\r/g, '\n').trim() === b.replaceAll(/\r\n|\r/g, '\n').trim()

function parsed(text: string): RichText | null {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && 'type' in value ? (value as RichText) : null
  } catch {
    return null
  }
}
