import type { RichText } from '@certloom/shared/documents/contract'
import { factLabel } from '@certloom/shared/facts/catalogue'
import { piecesOf } from '@certloom/shared/facts/references'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { Column, FillableSection, FixedSection } from '@certloom/shared/templates/contract'
import { z } from 'zod'
import type { Names } from '../members/names.ts'
import { type Block, heading, paragraph, plainTable, readable } from './blocks.ts'
import { dayInWords } from './dates.ts'
import { richBlocks } from './richText.ts'

const StoredTable = z.object({ rows: z.array(z.object({ cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })) })
const StoredList = z.array(z.object({ text: z.string() }))
const StoredEvidence = z.array(z.object({ title: z.string() }))

/** What the template says: its words as they stand, with what the facts it shows say. */
export const fixedBlocks = ({ title, content }: FixedSection, facts: FactTexts | null): Block[] => [
  heading(1, title),
  ...withFacts(content, facts ?? {})
    .split(/\n{2,}/)
    .map((text) => paragraph(text, 'template')),
]

/** A fact that nobody has said stands in brackets, by what it is called. */
const withFacts = (content: string, facts: FactTexts): string =>
  piecesOf(content)
    .map((piece) => (piece.is === 'words' ? piece.words : facts[piece.key]?.trim() || `[${factLabel(piece.key)}]`))
    .join('')

/** What people filled in, under its title. */
export function fillableBlocks(section: FillableSection, content: unknown, names: Names): Block[] {
  const blocks = content === null || content === undefined ? [] : filled(section, content, names)
  return [heading(1, section.title), ...(blocks.length > 0 ? blocks : [paragraph('Nothing is filled in here.', 'quiet')])]
}

/** Content is what a revision stored; what does not have the form of its section is shown as nothing rather than wrongly. */
function filled(section: FillableSection, content: unknown, names: Names): Block[] {
  switch (section.type) {
    case 'text':
      return richBlocks(content as RichText)
    case 'table':
      return tableBlocks(section, content, names)
    case 'list':
      return listBlocks(StoredList.safeParse(content).data ?? [])
    case 'evidence':
      return listBlocks((StoredEvidence.safeParse(content).data ?? []).map(({ title }) => ({ text: title })))
  }
}

const listBlocks = (items: readonly { text: string }[]): Block[] =>
  items.length === 0 ? [] : [{ is: 'list', start: null, items: items.map(({ text }) => [paragraph(text)]) }]

function tableBlocks({ title, columns }: FillableSection, content: unknown, names: Names): Block[] {
  const rows = StoredTable.safeParse(content).data?.rows ?? []
  if (rows.length === 0 || columns.length === 0) return []
  const words = rows.map(({ cells }) => columns.map((column) => readable(wordsOf(column, cells[column.id] ?? null, names))))
  return [
    plainTable(
      title,
      columns.map(({ label }) => label),
      words,
      columns.map((column) => shares[column.type]),
    ),
  ]
}

/** How much of a line a column of each type takes. */
const shares: Record<Column['type'], number> = { text: 4, number: 2, date: 2, choice: 2, person: 3 }

function wordsOf(column: Column, value: string | number | null, names: Names): string {
  if (value === null) return ''
  if (column.type === 'choice') return column.options.find(({ id }) => id === value)?.label ?? ''
  if (column.type === 'person') return names.get(String(value)) ?? 'Former colleague'
  if (column.type === 'date') return dayInWords(new Date(value))
  return String(value)
}

/** The people in the tables of a document, by id. */
export function peopleIn(sections: readonly FillableSection[], contents: ReadonlyMap<string, unknown>): string[] {
  return sections.flatMap(({ id, columns }) => {
    const rows = StoredTable.safeParse(contents.get(id)).data?.rows ?? []
    const persons = columns.filter(({ type }) => type === 'person')
    return rows.flatMap(({ cells }) => persons.map((column) => z.uuid().safeParse(cells[column.id]).data ?? [])).flat()
  })
}
