import { type ScoredRow, scoreOf } from '@certloom/shared/readiness/score'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { expect, test } from 'vitest'
import { percentWords } from '../../client/src/readiness/percentWords.ts'

const rowsOf = (domain: string, counts: Partial<Record<AnswerStatus, number>>, inOverall = true): ScoredRow[] =>
  Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => ({ domain, inOverall, status: status as AnswerStatus, isAnswered: true })),
  )
const unanswered = (domain: string, count: number): ScoredRow[] =>
  Array.from({ length: count }, () => ({ domain, inOverall: true, status: 'missing', isAnswered: false }))

test('a checklist nobody has answered is at nothing, and says how much is unanswered', () => {
  expect(scoreOf(unanswered('A.6', 8))).toMatchObject({ overall: 0, beside: null, rows: 8, answered: 0 })
})

test('ready counts one, partial half, what does not apply is left out', () => {
  const [domain] = scoreOf(rowsOf('A.6', { ready: 3, partial: 2, missing: 1, not_applicable: 2 })).domains
  expect(domain).toEqual({
    code: 'A.6',
    inOverall: true,
    rows: 8,
    answered: 8,
    ready: 3,
    partial: 2,
    missing: 1,
    notApplicable: 2,
    points: 4,
    counted: 6,
    percentage: 66.67,
  })
})

test('every theme weighs the same, however many controls it has', () => {
  const rows = [
    ...rowsOf('A.5', { ready: 37 }),
    ...rowsOf('A.6', { missing: 8 }),
    ...rowsOf('A.7', { ready: 7, missing: 7 }),
    ...rowsOf('A.8', { partial: 34 }),
  ]
  expect(scoreOf(rows).overall).toBe(50)
})

test('the overall score is the mean of the percentages as they are shown', () => {
  const rows = [...rowsOf('A.5', { ready: 1, missing: 2 }), ...rowsOf('A.6', { ready: 2, missing: 1 }), ...rowsOf('A.7', { ready: 1 })]
  // 33.33, 66.67, 100
  expect(scoreOf(rows).overall).toBe(66.67)
})

test('clauses have a score of their own beside it', () => {
  const rows = [...rowsOf('A.5', { ready: 1 }), ...rowsOf('9', { missing: 1, ready: 1 }, false), ...rowsOf('10', { ready: 1 }, false)]
  expect(scoreOf(rows)).toMatchObject({ overall: 100, beside: 75 })
})

test('a theme in which nothing applies has no percentage and weighs nothing', () => {
  const score = scoreOf([...rowsOf('A.7', { not_applicable: 14 }), ...rowsOf('A.8', { ready: 1, missing: 1 })])
  expect(score.domains[0]).toMatchObject({ code: 'A.7', counted: 0, percentage: null })
  expect(score.overall).toBe(50)
})

test('a percentage is said in whole numbers, rounded down: 100 % is said only of what is ready', () => {
  expect(percentWords(scoreOf(rowsOf('A.5', { ready: 199, partial: 1 })).overall)).toBe('99 %')
  expect(percentWords(scoreOf(rowsOf('A.5', { ready: 139, missing: 61 })).overall)).toBe('69 %')
  expect(percentWords(scoreOf(rowsOf('A.5', { ready: 200 })).overall)).toBe('100 %')
  expect(percentWords(null)).toBe('nothing applies')
})
