import { guestName, withoutGuest } from '@certloom/shared/guests/guestName'
import { actions, can, canAnswer, canVisit } from '@certloom/shared/permissions'
import type { Guest } from '@certloom/shared/roles'
import { expect, test } from 'vitest'

const guest: Guest = {
  kind: 'guest',
  userId: 'ana',
  organizationId: 'harbor',
  customerId: 'acme',
  linkId: 'link',
  sessionId: 'session',
  reach: {
    documents: new Map([
      ['policy', new Set(['goal'])],
      ['manual', new Set<string>()],
    ]),
    checklists: new Set(['annex']),
  },
}

test('the matrix of roles has nothing for a guest, not even for things of their own customer', () => {
  for (const action of actions) for (const customer of [undefined, 'acme']) expect(can(guest, action, customer), action).toBe(false)
})

test('a guest comes to their session and what it is about, each under its own kind', () => {
  expect(canVisit(guest, { kind: 'session', id: 'session' })).toBe(true)
  for (const id of ['policy', 'manual']) expect(canVisit(guest, { kind: 'document', id })).toBe(true)
  expect(canVisit(guest, { kind: 'checklist', id: 'annex' })).toBe(true)
  for (const kind of ['session', 'document', 'checklist'] as const)
    for (const id of ['session', 'policy', 'annex', 'another'])
      if ({ session: 'session', document: 'policy', checklist: 'annex' }[kind] !== id)
        expect(canVisit(guest, { kind, id }), `${kind} ${id}`).toBe(false)
})

test('a guest writes where they are asked, and only reads the rest', () => {
  expect(canAnswer(guest, { documentId: 'policy', sectionId: 'goal' })).toBe(true)
  expect(canAnswer(guest, { documentId: 'policy', sectionId: 'scope' })).toBe(false)
  expect(canAnswer(guest, { documentId: 'manual', sectionId: 'goal' })).toBe(false)
  expect(canAnswer(guest, { documentId: 'another', sectionId: 'goal' })).toBe(false)
})

test('whatever a guest types as their name, it says that they are one', () => {
  expect(guestName('Olivia Owner')).toBe('Guest: Olivia Owner')
  expect(withoutGuest(guestName('Olivia Owner'))).toBe('Olivia Owner')
  expect(withoutGuest('Olivia Owner')).toBe('Olivia Owner')
})
