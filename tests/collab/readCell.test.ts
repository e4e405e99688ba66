import type { CellColumn } from '@certloom/shared/collab/cell'
import { parseScalar } from '@certloom/shared/collab/readCell'
import { expect, test } from 'vitest'

const number: CellColumn = { id: 'n', type: 'number', options: [] }
const date: CellColumn = { id: 'd', type: 'date', options: [] }
const german = { decimal: ',', isMonthFirst: false } as const
const american = { decimal: '.', isMonthFirst: true } as const
const british = { decimal: '.', isMonthFirst: false } as const

test.each([
  ['1.234,5', german, 1234.5],
  ['1.234', german, 1234],
  ['1.5', german, 1.5],
  ['1 234,56', german, 1234.56],
  ['1.234.567', german, 1_234_567],
  ['-0,5', german, -0.5],
  ['−3', german, -3],
  ['1,234.5', american, 1234.5],
  ['1,234', american, 1234],
  ['1,5', american, 1.5],
  ['1.234', american, 1.234],
  ['1,234,567', american, 1_234_567],
  ['1’234.50', british, 1234.5],
  ['2e3', british, 2000],
  ['.5', british, 0.5],
  ['0x10', british, null],
  ['12 %', british, null],
  ['1.2,3.4', british, null],
  ['1,5,3', british, null],
  ['12,34,567', british, 1_234_567],
  ['about 5', british, null],
  ['Infinity', british, null],
])('%s is the number that its writer meant', (typed, conventions, value) => {
  expect(parseScalar(number, typed, conventions)).toBe(value)
})

test.each([
  ['21.11.2026', american, '2026-11-21'],
  ['04/05/2026', american, '2026-04-05'],
  ['04/05/2026', british, '2026-05-04'],
  ['11/21/2026', american, '2026-11-21'],
  ['11/21/2026', british, null],
  ['3.2.26', german, '2026-02-03'],
  ['21-11-2026', british, '2026-11-21'],
  ['2026-11-21', german, '2026-11-21'],
  ['2026-11-21T08:00:00Z', german, '2026-11-21'],
  ['31.02.2026', german, null],
  ['2026-02-29', british, null],
  ['2026-11-21garbage', british, null],
])('%s is the day that its writer meant, or none', (typed, conventions, value) => {
  expect(parseScalar(date, typed, conventions)).toBe(value)
})
