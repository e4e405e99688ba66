import { mondayOf, weeksBetween } from '@certloom/shared/plans/weeks'
import { expect, test } from 'vitest'

test('a week begins on Monday, also over the turn of a year', () => {
  expect(['2026-11-21', '2026-11-22', '2026-11-23', '2027-01-01'].map(mondayOf)).toEqual([
    '2026-11-16',
    '2026-11-16',
    '2026-11-23',
    '2026-12-28',
  ])
})

test('the weeks of a plan are all of them, whether anything is due or not', () => {
  expect(weeksBetween('2026-12-24', '2027-01-11')).toEqual(['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11'])
  expect(weeksBetween('2026-12-24', '2026-12-24')).toEqual(['2026-12-21'])
  expect(weeksBetween('2026-12-24', '2026-12-01')).toEqual([])
})
