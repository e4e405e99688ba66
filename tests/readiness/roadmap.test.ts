import { readCatalogue } from '@certloom/server/frameworks/catalogue'
import { blockers } from '@certloom/shared/readiness/blockers'
import { type RoadmapRow, roadmapOf } from '@certloom/shared/readiness/roadmap'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { expect, test } from 'vitest'

const row = (code: string, status: AnswerStatus, references: string[] = []): RoadmapRow => ({
  code,
  status,
  references,
  domain: code.split('.').slice(0, 2).join('.'),
  inOverall: true,
  isAnswered: true,
})
const codes = (rows: readonly RoadmapRow[], includesCmmc = false) => roadmapOf(rows, { includesCmmc }).map((step) => step.row.code)

test('what is ready or does not apply is not on the roadmap', () => {
  expect(codes([row('A.5.5', 'ready'), row('A.5.6', 'not_applicable'), row('A.5.7', 'partial')])).toEqual(['A.5.7'])
})

test('controls that others wait for come first, and say for which', () => {
  const rows = [
    row('A.5.7', 'missing'),
    row('A.5.15', 'missing'),
    row('A.5.16', 'missing'),
    row('A.5.1', 'partial'),
    row('A.5.4', 'missing'),
  ]
  const steps = roadmapOf(rows, { includesCmmc: false })
  expect(steps.map((step) => step.row.code)).toEqual(['A.5.1', 'A.5.15', 'A.5.7', 'A.5.16', 'A.5.4'])
  expect(steps[1]?.reasons).toContainEqual({ rule: 'blocker', why: expect.any(String), unlocks: ['A.5.16'] })
})

test('a control that nothing open rests on any more blocks nothing', () => {
  const [step] = roadmapOf([row('A.5.15', 'missing'), row('A.5.16', 'ready')], { includesCmmc: false })
  expect(step?.reasons.map(({ rule }) => rule)).toEqual(['low_domain'])
})

test('after them the lowest domain until it has reached 70 %, then the rest', () => {
  const rows = [
    ...['A.6.1', 'A.6.2', 'A.6.4', 'A.6.5'].map((code) => row(code, 'ready')),
    row('A.6.6', 'missing'), // A.6 is at 80 %
    row('A.7.1', 'ready'),
    row('A.7.2', 'missing'), // A.7 is at 50 %
    row('A.8.6', 'partial'),
    row('A.8.7', 'missing'), // A.8 is at 25 %
  ]
  expect(codes(rows)).toEqual(['A.8.7', 'A.8.6', 'A.7.2', 'A.6.6'])
  expect(roadmapOf(rows, { includesCmmc: false }).at(-1)?.reasons).toEqual([{ rule: 'remaining' }])
})

test('with CMMC on, rows with NIST references come before everything else', () => {
  const rows = [row('A.5.1', 'missing'), row('A.5.4', 'missing'), row('A.8.5', 'partial', ['3.5.1', '3.5.2'])]
  expect(codes(rows)).toEqual(['A.5.1', 'A.5.4', 'A.8.5'])
  expect(codes(rows, true)).toEqual(['A.8.5', 'A.5.1', 'A.5.4'])
  expect(roadmapOf(rows, { includesCmmc: true })[0]?.reasons[0]).toEqual({ rule: 'cmmc', references: ['3.5.1', '3.5.2'] })
})

test('everything on the list of blockers is a control of the catalogue', () => {
  const known = new Set(
    readCatalogue()
      .requirements.filter(({ kind }) => kind === 'control')
      .map(({ code }) => code),
  )
  for (const { code, unlocks } of blockers) for (const named of [code, ...unlocks]) expect(known, code).toContain(named)
})
