import { expect, test } from 'vitest'
import { changedFields, isUnchanged } from '../../client/src/ui/changedFields.ts'

const began = { phone: '030 1', address: null as string | null, portal_enabled: true }

test('only what somebody changed is sent, also where they emptied it', () => {
  expect(changedFields(began, { ...began, phone: '030 2' })).toEqual({ phone: '030 2' })
  expect(changedFields({ ...began, address: 'Harbor 1' }, { ...began, portal_enabled: false })).toEqual({
    address: null,
    portal_enabled: false,
  })
})

test('a form that stands as it began has nothing to send', () => {
  expect(isUnchanged(changedFields(began, { ...began }))).toBe(true)
  expect(isUnchanged(changedFields(began, { ...began, address: '' }))).toBe(false)
})
