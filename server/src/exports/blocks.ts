import type { Brand } from '../organizations/brand.ts'

/** A stretch of text in one look; a line break is a `\n` in it. `href` is an address that `safeLink` let through. */
export type Run = {
  text: string
  bold?: boolean
  italic?: boolean
  underline?: boolean
  strike?: boolean
  code?: boolean
  href?: string
}

export type Cell = { blocks: Block[]; isHead: boolean; columnSpan: number; rowSpan: number }

/** `headRows` of its rows are repeated on every page. `widths` are shares of the whole, one for each column. */
export type Table = { is: 'table'; name: string; headRows: number; rows: Cell[][]; widths: number[] }

/** What an exported document consists of, whatever it is written as. `template` is the tone of what nobody filled, `quiet` that of remarks. */
export type Block =
  | { is: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { is: 'paragraph'; runs: Run[]; tone?: 'template' | 'quiet' }
  | { is: 'list'; start: number | null; items: Block[][] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'code'; text: string }
  | { is: 'rule' }
  | Table

/** What stands together; on pages laid across if it needs their width. */
export type Part = { isWide: boolean; blocks: Block[] }

/** A document ready to be written as any format: its title page, and its parts. */
export type PrintedDocument = {
  title: string
  /** what kind of document it is, and of which clauses */
  subtitle: string
  organization: string
  customer: string
  /** the facts of the title page, in order */
  facts: readonly (readonly [label: string, value: string])[]
  /** stands at the top of every page of what nobody approved */
  warning: string | null
  /** stands at the foot of every page */
  footer: string
  language: string
  parts: Part[]
  /** colour and logo of the organization */
  brand?: Brand
}

/** More columns than this are printed across. */
const mostColumnsUpright = 5

export const columnsOf = ({ rows }: Table): number =>
  Math.max(1, ...rows.map((row) => row.reduce((sum, { columnSpan }) => sum + columnSpan, 0)))

/** Blocks as one part, laid across if one of its tables is wide. */
export const partOf = (blocks: Block[]): Part => ({
  isWide: blocks.some((block) => block.is === 'table' && columnsOf(block) > mostColumnsUpright),
  blocks,
})

export const paragraph = (text: string, tone?: 'template' | 'quiet'): Block => ({
  is: 'paragraph',
  runs: [{ text: readable(text) }],
  ...(tone && { tone }),
})

export const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ is: 'heading', level, text: readable(text) })

/** A table of texts under one head row. */
export const plainTable = (
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | Run[])[])[],
  widths: number[],
): Table => ({
  is: 'table',
  name,
  headRows: 1,
  rows: [head.map((text) => cellOf(text, true)), ...rows.map((row) => row.map((content) => cellOf(content, false)))],
  widths,
})

/** A table of facts: what each is called stands in front of it. */
export const factTable = (name: string, facts: readonly (readonly [label: string, value: string | Run[]])[]): Table => ({
  is: 'table',
  name,
  headRows: 0,
  rows: facts.map(([label, value]) => [cellOf(label, true), cellOf(value, false)]),
  widths: [3, 7],
})

export const cellOf = (content: string | Run[], isHead: boolean): Cell => ({
  blocks: [typeof content === 'string' ? paragraph(content) : { is: 'paragraph', runs: content }],
  isHead,
  columnSpan: 1,
  rowSpan: 1,
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g

/** Text without what no file format can carry, and without marks that make it read as something else. */
export const readable = (text: string): string => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(unreadable, '')

export const isChapter = (block: Block): block is Extract<Block, { is: 'heading' }> => block.is === 'heading' && block.level === 1

/** Fewer chapters than this are found without a list of them. */
const fewestListed = 3

export const hasContents = (parts: readonly Part[]): boolean =>
  parts.flatMap(({ blocks }) => blocks.filter(isChapter)).length >= fewestListed

/** What stands at the head of every page but the first: whose it is, then who prepared it. */
export const runningHead = ({ customer, organization }: Pick<PrintedDocument, 'customer' | 'organization'>): string =>
  customer === organization ? customer : `${customer} · ${organization}`

const followed = new Set(['http:', 'https:', 'mailto:'])

/** A link that leaves the file as a link: whole web and mail addresses only. Null for anything else, which stays as text. */
export function safeLink(href: unknown): string | null {
  if (typeof href !== 'string' || href.length > 2_000 || !URL.canParse(href)) return null
  const url = new URL(href)
  return followed.has(url.protocol) ? url.href : null
}
