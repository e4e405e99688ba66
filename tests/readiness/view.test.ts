import type { Answer } from '@certloom/shared/readiness/contract'
import { expect, test } from 'vitest'
import type { ChecklistSearch } from '../../client/src/app/checklistRoute.ts'
import { checklistSearch } from '../../client/src/app/checklistRoute.ts'
import { type GridRow, itemsOf, liveScore, shownReferences, shownRows } from '../../client/src/readiness/view.ts'

const nist = { framework: 'nist-800-171r2', code: '3.1.1', title: 'Limit system access', confidence: 'high' }
const cmmc = { framework: 'cmmc-2-level2', code: 'AC.L2-3.1.1', title: 'Authorized access control', confidence: 'high' }
const edition = { framework: 'iso27001-2013', code: 'A.9.1.1', title: 'Access control policy', confidence: 'high' }
const [olivia, ana, soc] = ['Olivia', 'Ana', 'SOC'].map((name) => ({ id: `id of ${name}`, name }))
const names = new Map([olivia, ana, soc].map((owner) => [owner?.id ?? '', owner?.name ?? '']))

type Said = Partial<Pick<Answer, 'title' | 'references'>> & Partial<GridRow['live']['values']> & { justification?: string; notes?: string }

function row(code: string, said: Said = {}): GridRow {
  const { title = `Title of ${code}`, references = [], status = null, owner = null, due = null, evidence = null } = said
  const answer = { requirement_id: code, code, title, references, domain: code.split('.').slice(0, 2).join('.'), in_overall: true }
  const { justification = '', notes = '' } = said
  return { id: code, answer: answer as Answer, live: { values: { status, owner, due, evidence }, justification, notes, claims: [] } }
}

const person = (owner: typeof olivia) => ({ kind: 'person' as const, id: owner?.id ?? '' })
const rows = [
  row('A.5.1', { title: 'Policies', status: 'ready', owner: person(olivia), due: '2027-03-01', notes: 'Kept in the wiki' }),
  row('A.5.15', { status: 'partial', owner: person(ana), references: [nist], justification: 'Badges at every door' }),
  row('A.5.16', { owner: { kind: 'team', id: soc?.id ?? '' }, due: '2027-01-15' }),
  row('A.7.1', { status: 'missing', due: '2027-02-01' }),
  row('A.7.2', { status: 'not_applicable', references: [edition] }),
]
const reader = {
  ownIds: new Set([olivia?.id ?? '', soc?.id ?? '']),
  ownerName: ({ live }: GridRow) => names.get(live.values.owner?.id ?? '') ?? '',
  includesCmmc: true,
}
const codesOf = (shown: readonly GridRow[]) => shown.map(({ id }) => id)
const shown = (search: ChecklistSearch, more: Partial<typeof reader> = {}) => codesOf(shownRows(rows, search, { ...reader, ...more }))
const all = ['A.5.1', 'A.5.15', 'A.5.16', 'A.7.1', 'A.7.2']

test('without a filter every row is shown, in the order of the standard', () => {
  expect(shown({})).toEqual(all)
  expect(shown({ sort: 'code' })).toEqual(all)
})

test('rows are narrowed by status, domain and owner, and by all of them at once', () => {
  expect(shown({ status: 'unanswered' })).toEqual(['A.5.16'])
  expect(shown({ status: 'missing' })).toEqual(['A.7.1'])
  expect(shown({ domain: 'A.7' })).toEqual(['A.7.1', 'A.7.2'])
  expect(shown({ owner: ana?.id })).toEqual(['A.5.15'])
  expect(shown({ owner: 'mine' })).toEqual(['A.5.1', 'A.5.16'])
  expect(shown({ owner: 'none' })).toEqual(['A.7.1', 'A.7.2'])
  expect(shown({ owner: 'none', status: 'missing', domain: 'A.7' })).toEqual(['A.7.1'])
  expect(shown({ owner: 'none', domain: 'A.5' })).toEqual([])
})

test.each([
  ['a code', ' a.5.15 ', ['A.5.15']],
  ['a title', 'POLICIES', ['A.5.1']],
  ['a justification', 'every door', ['A.5.15']],
  ['notes', 'wiki', ['A.5.1']],
  ['the name of an owner', 'soc', ['A.5.16']],
  ['nothing that is there', 'turbine', []],
])('rows are found by %s', (_by, q, found) => {
  expect(shown({ q })).toEqual(found)
})

test('the row somebody is in stays where it was among those that are asked for, whatever it says by now', () => {
  const staying = (search: ChecklistSearch, id: string) => codesOf(shownRows(rows, search, reader, id))
  expect(staying({ status: 'unanswered' }, 'A.5.15')).toEqual(['A.5.15', 'A.5.16'])
  expect(staying({ status: 'unanswered' }, 'A.7.1')).toEqual(['A.5.16', 'A.7.1'])
  expect(staying({ status: 'unanswered' }, 'A.5.16')).toEqual(['A.5.16'])
})

test('what is left to do comes first; what has no owner or no date comes last; equals stay in the order of the standard', () => {
  expect(shown({ sort: 'status' })).toEqual(['A.5.16', 'A.7.1', 'A.5.15', 'A.5.1', 'A.7.2'])
  expect(shown({ sort: 'owner' })).toEqual(['A.5.15', 'A.5.1', 'A.5.16', 'A.7.1', 'A.7.2'])
  expect(shown({ sort: 'due' })).toEqual(['A.5.16', 'A.7.1', 'A.5.1', 'A.5.15', 'A.7.2'])
})

test('rows stand under the headings of their domains that have any, numbered through, or in one list', () => {
  const some = shownRows(rows, { owner: 'none' }, reader)
  const score = liveScore(rows)
  expect(itemsOf(some, score, false).map((item) => (item.is === 'domain' ? item.key : `${item.number} ${item.key}`))).toEqual([
    'A.7',
    '1 A.7.1',
    '2 A.7.2',
  ])
  expect(itemsOf(some, score, true).map(({ is }) => is)).toEqual(['row', 'row'])
  expect(score).toMatchObject({ rows: 5, answered: 4 })
})

test('references of CMMC narrow rows and are shown only in a checklist that is with it', () => {
  expect(shown({ cmmc: true })).toEqual(['A.5.15'])
  expect(shown({ cmmc: true }, { includesCmmc: false })).toEqual(all)
  const answer = { references: [edition, nist, cmmc] } as Answer
  expect(shownReferences(answer, true)).toEqual([edition, nist, cmmc])
  expect(shownReferences(answer, false)).toEqual([edition])
})

test('what is nothing of ours in an address is left out of it', () => {
  expect(checklistSearch({ status: 'perfect', sort: 'color', cmmc: 'yes', flat: 1, domain: 9, q: 'x'.repeat(201), row: {} })).toEqual({
    domain: '9',
  })
})
