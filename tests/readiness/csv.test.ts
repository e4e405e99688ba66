import { parseCsv, toCsv } from '@certloom/shared/readiness/csv'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const cells = (text: string) => parseCsv(text).map((row) => row.cells)

test('whatever is written is read again as it was', () => {
  const row = fc.tuple(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', "'", '=', 'a') }),
  )
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const head = ['code', 'status', 'why']
      expect(cells(toCsv([head, ...rows]))).toEqual([head, ...rows])
    }),
  )
})

test.each(['=1+1', '+49', '-1', '@SUM(A1)', '\t=1', "'quoted"])('%j is no formula in a spreadsheet', (text) => {
  const [line] = toCsv([[text, 'x']])
    .slice(1)
    .split('\r\n')
  expect(line?.replace(/^"/, '').startsWith("'")).toBe(true)
  expect(cells(toCsv([[text, 'x']]))).toEqual([[text, 'x']])
})

test('what a spreadsheet saved with semicolons, other line ends and blank lines is read too', () => {
  expect(parseCsv('code;why\n\nA.5.1;"two\nlines"\nA.5.2;no')).toEqual([
    { line: 1, cells: ['code', 'why'] },
    { line: 3, cells: ['A.5.1', 'two\nlines'] },
    { line: 5, cells: ['A.5.2', 'no'] },
  ])
})
