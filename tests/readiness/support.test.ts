import type { Support } from '@certloom/shared/readiness/statementContract'
import { suggestionOf } from '@certloom/shared/readiness/support'
import { expect, test } from 'vitest'

const document = (is_approved: boolean, completion_percentage = 0): Support['documents'][number] => ({
  id: crypto.randomUUID(),
  document_name: 'Access Control Policy',
  status: is_approved ? 'approved' : 'in_progress',
  completion_percentage,
  is_approved,
})
const evidence = (
  status: Support['evidence'][number]['status'] = 'accepted',
  validity: Support['evidence'][number]['validity'] = 'valid',
): Support['evidence'][number] => ({ id: crypto.randomUUID(), title: 'Review', status, validity, document_name: 'Access Control Policy' })

const statusOf = (documents: Support['documents'], shown: Support['evidence'] = []) =>
  suggestionOf({ documents, evidence: shown })?.status ?? null

test('a plan speaks for ready where every document is approved and something accepted shows that it is done', () => {
  expect(suggestionOf({ documents: [document(true), document(true)], evidence: [evidence()] })).toEqual({
    status: 'ready',
    why: '2 documents approved, 1 piece of evidence accepted.',
  })
})

test('a plan speaks for partial where some of it is there', () => {
  expect(statusOf([document(true)])).toBe('partial')
  expect(statusOf([document(true), document(false)], [evidence()])).toBe('partial')
  expect(statusOf([document(false)], [evidence()])).toBe('partial')
  expect(statusOf([document(false, 40)])).toBe('partial')
})

test('evidence that waits, was rejected or has ended shows nothing', () => {
  for (const one of [evidence('pending'), evidence('rejected'), evidence('accepted', 'expired')])
    expect(statusOf([document(true)], [one])).toBe('partial')
  expect(statusOf([document(false)], [evidence('pending')])).toBeNull()
})

test('a plan says nothing where nobody has begun, and never that something is missing', () => {
  expect(statusOf([])).toBeNull()
  expect(statusOf([document(false)])).toBeNull()
})
