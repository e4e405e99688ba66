/** The first character of a cell that spreadsheets take for a formula, wherever they find it. */
const formulaStart = /^[=+\-@\t\r]/

/**
 * Rows as CSV (RFC 4180, with a mark so that spreadsheets read it as UTF-8). What a spreadsheet would run as a formula gets an apostrophe in front,
 * and so does what begins with one, so that reading it takes exactly one away.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`

function cellOf(text: string): string {
  const safe = formulaStart.test(text) || text.startsWith("'") ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A row of a CSV with the number of the line it begins on. */
export type CsvRow = { line: number; cells: string[] }

/** Reads what `toCsv` wrote, or what a spreadsheet made of it: also with semicolons, and without quotes where none are needed. Blank lines are left out. */
export function parseCsv(text: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let line = 1
  let begin = 1
  let at = 0
  while (at < source.length) {
    const { cell, end } = readCell(source, at, separator)
    cells.push(unescaped(cell))
    line += [...source.slice(at, end).matchAll(/\r\n|\r|\n/g)].length
    at = end
    if (source[at] === separator) at += 1
    else {
      const lineEnd = /^(?:\r\n|\r|\n)/.exec(source.slice(at, at + 2))?.[0] ?? ''
      if (cells.some((one) => one !== '')) rows.push({ line: begin, cells })
      cells = []
      at += Math.max(lineEnd.length, 1)
      line += 1
      begin = line
    }
  }
  if (cells.length > 0) rows.push({ line: begin, cells: [...cells, ''] })
  return rows
}

const unescaped = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell)

/** What parts the cells of the first line, outside quotes. */
function separatorOf(source: string): ',' | ';' {
  const head = /^[^\r\n]*/.exec(source)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  return head.split(';').length > head.split(',').length ? ';' : ','
}

function readCell(source: string, start: number, separator: string): { cell: string; end: number } {
  if (source[start] !== '"') {
    let end = start
    while (end < source.length && source[end] !== separator && source[end] !== '\r' && source[end] !== '\n') end += 1
    return { cell: source.slice(start, end), end }
  }
  let cell = ''
  let at = start + 1
  while (at < source.length) {
    if (source[at] !== '"') cell += source[at]
    else if (source[at + 1] === '"') {
      cell += '"'
      at += 1
    } else return { cell, end: at + 1 }
    at += 1
  }
  return { cell, end: at }
}
