import { parseInert } from '../editor/inertHtml.ts'

/** Cells as they were copied elsewhere, row by row. */
export type Range = readonly (readonly string[])[]

const blocks = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'])
const silent = new Set(['STYLE', 'SCRIPT', 'TITLE', 'TEMPLATE'])

/** The words of a cell. Excel and Word wrap the source of a long text; only a break or a paragraph is a new line. */
function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll(/[ \t\r\n]+/g, ' ')
  if (!(node instanceof Element) || silent.has(node.tagName)) return ''
  if (node.tagName === 'BR') return '\n'
  const words = [...node.childNodes].map(wordsOf).join('')
  return blocks.has(node.tagName) ? `${words}\n` : words
}

const cleaned = (words: string): string =>
  words
    .replaceAll('\u00a0', ' ')
    .replaceAll(/ *\n */g, '\n')
    .trim()

/** Also the row without height in which Office notes the widths of columns, where cells are merged. */
const isHidden = (element: HTMLElement): boolean => element.style.display === 'none' || element.getAttribute('height') === '0'

/** More than any table of people has; a hostile one may claim more. */
const widest = 100

/** The rows of a table. A cell over several columns or rows fills the first of them, and the others stay empty. */
function rowsOf(table: HTMLTableElement): string[][] {
  const rows = [...table.rows].filter((row) => !isHidden(row))
  const grid: string[][] = rows.map(() => [])
  for (const [at, row] of rows.entries()) {
    let column = 0
    for (const cell of [...row.cells].filter((candidate) => !isHidden(candidate))) {
      while (grid[at]?.[column] !== undefined) column++
      occupy(grid, { at, column }, cell)
      column += cell.colSpan
    }
  }
  return grid.map((cells) => Array.from(cells, (words) => words ?? ''))
}

function occupy(grid: string[][], { at, column }: { at: number; column: number }, cell: HTMLTableCellElement): void {
  for (const row of grid.slice(at, at + Math.max(1, cell.rowSpan)))
    for (let right = column; right < Math.min(column + cell.colSpan, widest); right++) row[right] = ''
  const own = grid[at]
  if (own && column < widest) own[column] = cleaned(wordsOf(cell))
}

/** The tables of a piece of HTML, as spreadsheets and Word put it on the clipboard. */
function tablesInHtml(html: string): Range | null {
  if (!/<table/i.test(html)) return null
  const tables = [...parseInert(html).querySelectorAll('table')]
  const rows = tables.filter((table) => !table.parentElement?.closest('table')).flatMap(rowsOf)
  return rows.length > 0 ? rows : null
}

/** Tab separated text. A cell in quotes may hold tabs and line ends, and a quote in it stands twice. */
export function readTabs(text: string): Range {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy
  const source = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  for (let match = cell.exec(source); match !== null; match = cell.exec(source)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '') break
    if (match[3] === '\n') rows.push([])
  }
  return rows
}

/** The cells on a clipboard; null if there is nothing to read. */
export function readRange(data: Pick<DataTransfer, 'getData'>): Range | null {
  const tables = tablesInHtml(data.getData('text/html'))
  if (tables) return tables
  const text = data.getData('text/plain')
  return text === '' ? null : readTabs(text)
}

/** More than one cell: what somebody who is writing in a cell would not want inside it. */
export const isRange = (range: Range, data: Pick<DataTransfer, 'getData'>): boolean =>
  range.some((row) => row.length > 1) || (range.length > 1 && /<table/i.test(data.getData('text/html')))
