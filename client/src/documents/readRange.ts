/** Cells as they were copied elsewhere, row by row. */
export type Range = readonly (readonly string[])[]

const blocks = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'])

/** The words of a cell. Excel and Word wrap the source of a long text; only a break or a paragraph is a new line. */
function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll(/[ \t\r\n]+/g, ' ')
  if (!(node instanceof Element)) return ''
  if (node.tagName === 'BR') return '\n'
  const words = [...node.childNodes].map(wordsOf).join('')
  return blocks.has(node.tagName) ? `${words}\n` : words
}

const cleaned = (words: string): string =>
  words
    .replaceAll('\u00a0', ' ')
    .replaceAll(/ *\n */g, '\n')
    .trim()

const isHidden = (element: HTMLElement): boolean => element.style.display === 'none'

/** A cell over several columns fills the first of them. */
const cellsOf = (row: HTMLTableRowElement): string[] =>
  [...row.cells]
    .filter((cell) => !isHidden(cell))
    .flatMap((cell) => [cleaned(wordsOf(cell)), ...Array.from({ length: Math.min(cell.colSpan, 50) - 1 }, () => '')])

/** The first table of a piece of HTML, as spreadsheets and Word put it on the clipboard. Parsed apart from the page: nothing in it runs or loads. */
function tableInHtml(html: string): Range | null {
  if (!/<table/i.test(html)) return null
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  const rows = table ? [...table.rows].filter((row) => !isHidden(row)).map(cellsOf) : []
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
  const table = tableInHtml(data.getData('text/html'))
  if (table) return table
  const text = data.getData('text/plain')
  return text === '' ? null : readTabs(text)
}

/** More than one cell: what somebody who is writing in a cell would not want inside it. */
export const isRange = (range: Range, data: Pick<DataTransfer, 'getData'>): boolean =>
  range.some((row) => row.length > 1) || (range.length > 1 && /<table/i.test(data.getData('text/html')))
