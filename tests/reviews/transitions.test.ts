import { documentStatuses } from '@certloom/shared/documents/statuses'
import { checklistOf, findingOf, hasPlaceholder } from '@certloom/shared/reviews/checklist'
import { missingIn } from '@certloom/shared/reviews/missing'
import {
  actTo,
  reviewActs,
  statusAfter,
  statusAfterReview,
  statusAfterWithdrawal,
  versionAfter,
} from '@certloom/shared/reviews/transitions'
import { describe, expect, test } from 'vitest'

test('every status and every act: where it leads, or that it cannot be', () => {
  const table = Object.fromEntries(
    documentStatuses.map((status) => [status, Object.fromEntries(reviewActs.map((act) => [act, statusAfter(status, act) ?? '-']))]),
  )
  const no = { approve: '-', request_changes: '-', reject: '-', reopen: '-' }
  expect(table).toEqual({
    not_started: { edit: 'in_progress', submit: 'pending_review', ...no },
    in_progress: { edit: 'in_progress', submit: 'pending_review', ...no },
    pending_review: {
      edit: 'pending_review',
      submit: 'pending_review',
      approve: 'approved',
      request_changes: 'changes_requested',
      reject: 'rejected',
      reopen: '-',
    },
    approved: { edit: 'in_progress', submit: 'pending_review', ...no },
    changes_requested: { edit: 'in_progress', submit: 'pending_review', ...no },
    rejected: { edit: 'rejected', submit: '-', ...no, reopen: 'in_progress' },
  })
})

test('only what follows an approved version is cited by the next number', () => {
  expect(versionAfter(1, 'approved', 'in_progress')).toBe(2)
  expect(versionAfter(1, 'approved', 'pending_review')).toBe(2)
  for (const status of documentStatuses.filter((candidate) => candidate !== 'approved'))
    expect(versionAfter(1, status, 'in_progress')).toBe(1)
  expect(versionAfter(3, 'approved', 'approved')).toBe(3)
})

test('withdrawing makes a draft of what was approved, and leaves a later draft alone', () => {
  for (const status of documentStatuses) expect(statusAfterWithdrawal(status)).toBe(status === 'approved' ? 'in_progress' : status)
})

test('no act takes a document back to not started', () => {
  expect(actTo('not_started')).toBeUndefined()
})

test('a task that asks for the review follows it, unless it was called off or waits for evidence', () => {
  const task = { status: 'pending', requiresEvidence: false, hasEvidence: false } as const
  expect(statusAfterReview(task, 'pending_review')).toBe('in_progress')
  expect(statusAfterReview(task, 'approved')).toBe('completed')
  expect(statusAfterReview({ ...task, status: 'completed' }, 'in_progress')).toBe('pending')
  expect(statusAfterReview({ ...task, status: 'cancelled' }, 'approved')).toBe('cancelled')
  expect(statusAfterReview({ ...task, status: 'in_progress', requiresEvidence: true }, 'approved')).toBe('in_progress')
})

describe('what a section lacks', () => {
  const text = { type: 'text', isMandatory: true, requiresEvidence: false, isFilled: true, needsWork: false, evidence: [] } as const
  const proof = { ...text, type: 'evidence', requiresEvidence: true } as const
  const given = { status: 'pending', validity: 'unlimited' } as const
  test.each([
    ['a filled text', text, []],
    ['an empty one', { ...text, isFilled: false }, ['empty']],
    ['an empty one that is optional', { ...text, isFilled: false, isMandatory: false }, []],
    ['one marked as needing work', { ...text, needsWork: true }, ['needs_work']],
    ['one that asks for evidence', { ...text, requiresEvidence: true }, ['evidence_missing']],
    ['an empty one that asks for evidence', { ...text, isFilled: false, requiresEvidence: true }, ['empty', 'evidence_missing']],
    [
      'an optional one that asks for evidence',
      { ...text, isMandatory: false, isFilled: false, requiresEvidence: true },
      ['evidence_missing'],
    ],
    ['evidence that waits', { ...proof, evidence: [given] }, []],
    ['no evidence', { ...proof, isFilled: false }, ['evidence_missing']],
    ['rejected evidence', { ...proof, isFilled: false, evidence: [{ ...given, status: 'rejected' as const }] }, ['evidence_rejected']],
    ['expired evidence', { ...proof, evidence: [{ ...given, validity: 'expired' as const }] }, ['evidence_expired']],
    ['expired evidence beside evidence that holds', { ...proof, evidence: [{ ...given, validity: 'expired' as const }, given] }, []],
    ['mandatory evidence that the template asks for by its type alone', { ...proof, requiresEvidence: false }, ['evidence_missing']],
  ] as const)('%s', (_, section, reasons) => {
    expect(missingIn(section)).toEqual(reasons)
  })
})

describe('a checklist', () => {
  test.each(['[Company name] keeps records', 'valid from <date>', 'Owner: TBD', 'to be defined', 'Lorem ipsum dolor', 'xxx'])(
    'finds that something is still to be written in “%s”',
    (text) => expect(hasPlaceholder(text)).toBe(true),
  )
  test.each(['See [1] and 3 < 5.', 'We keep a to-do list.', 'Texas Exxxon'])('takes “%s” as it stands', (text) =>
    expect(hasPlaceholder(text)).toBe(false),
  )
  test('says what was found, not what was hoped for', () => {
    const line = { code: 'no_placeholders', label: 'No placeholders are left in the text' }
    expect(findingOf({ ...line, is_met: false })).toBe('Placeholders are left in the text')
    expect(findingOf({ ...line, is_met: true })).toBe('No placeholders are left in the text')
    expect(findingOf({ code: null, label: 'Read it aloud', is_met: false })).toBe('Read it aloud')
  })
  test('names the sections that speak against a line, and leaves judgement to people', () => {
    const section = {
      id: 'a',
      text: 'TBD',
      isMandatory: false,
      isFilled: false,
      evidence: [{ status: 'pending', validity: 'expiring' }],
    } as const
    const lines = checklistOf([section, { ...section, id: 'b', text: 'Done.', isFilled: true, evidence: [] }], ['b', null, 'b'])
    expect(lines.map(({ code, isMet, sectionIds }) => [code, isMet, ...sectionIds])).toEqual([
      ['mandatory_complete', true],
      ['evidence_present', true],
      ['evidence_accepted', false, 'a'],
      ['evidence_lasts', false, 'a'],
      ['no_placeholders', false, 'a'],
      ['comments_resolved', false, 'b'],
      ['optional_filled', false, 'a'],
      ['meets_requirements', null],
      ['is_accurate', null],
      ['reads_well', null],
    ])
  })
})
