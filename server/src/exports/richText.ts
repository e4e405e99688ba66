import type { RichText } from '@certloom/shared/documents/contract'
import { type Block, type Cell, columnsOf, type Run, readable, safeLink, type Table } from './blocks.ts'

/** The blocks of a rich text. Nodes it does not know count by what they contain, so that nothing anybody wrote is left out. */
export function richBlocks(node: RichText): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [{ is: 'paragraph', runs: runsOf(node) }]
    case 'heading':
      return [{ is: 'heading', level: headingLevel(node.attrs?.level), text: wordsOf(node) }]
    case 'bulletList':
      return [{ is: 'list', start: null, items: itemsOf(node) }]
    case 'orderedList':
      return [{ is: 'list', start: startOf(node.attrs?.start), items: itemsOf(node) }]
    case 'blockquote':
      return [{ is: 'quote', blocks: inside(node) }]
    case 'codeBlock':
      return [{ is: 'code', text: wordsOf(node) }]
    case 'horizontalRule':
      return [{ is: 'rule' }]
    case 'table':
      return [richTable(node)]
    case 'text':
    case 'hardBreak':
      return [{ is: 'paragraph', runs: runsOf({ type: 'paragraph', content: [node] }) }]
    default:
      return inside(node)
  }
}

const inside = (node: RichText): Block[] => (node.content ?? []).flatMap(richBlocks)

/** Sections have headings of the first level; what is written in them begins below. */
const headingLevel = (level: unknown): 2 | 3 | 4 => (level === 3 || level === 4 ? level : 2)

const startOf = (start: unknown): number =>
  typeof start === 'number' && Number.isInteger(start) && start >= 0 && start < 32_000 ? start : 1

const itemsOf = (list: RichText): Block[][] => (list.content ?? []).map(inside)

function runsOf(node: RichText): Run[] {
  if (node.type === 'text') return [runOf(node)]
  if (node.type === 'hardBreak') return [{ text: '\n' }]
  return (node.content ?? []).flatMap(runsOf)
}

function runOf({ text = '', marks = [] }: RichText): Run {
  const run: Run = { text: readable(text) }
  for (const { type, attrs } of marks) {
    if (type === 'bold' || type === 'italic' || type === 'underline' || type === 'strike' || type === 'code') run[type] = true
    const href = type === 'link' ? safeLink(attrs?.href) : null
    if (href !== null) run.href = href
  }
  return run
}

const wordsOf = (node: RichText): string =>
  runsOf(node)
    .map(({ text }) => text)
    .join('')

/** Head rows are those at the top that consist of head cells only. */
function richTable(node: RichText): Table {
  const rows = (node.content ?? []).map((row) => (row.content ?? []).map(richCell)).filter((row) => row.length > 0)
  const firstOther = rows.findIndex((row) => row.some(({ isHead }) => !isHead))
  const table: Table = { is: 'table', name: '', headRows: firstOther === -1 ? 0 : firstOther, rows, widths: [] }
  return { ...table, widths: Array.from({ length: columnsOf(table) }, () => 1) }
}

const richCell = (cell: RichText): Cell => ({
  blocks: inside(cell),
  isHead: cell.type === 'tableHeader',
  columnSpan: spanOf(cell.attrs?.colspan),
  rowSpan: spanOf(cell.attrs?.rowspan),
})

const spanOf = (span: unknown): number => (typeof span === 'number' && Number.isInteger(span) && span >= 1 && span <= 60 ? span : 1)
