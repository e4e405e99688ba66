import { expect, test } from 'vitest'
import { mergeMembers } from '../../client/src/teams/mergeMembers.ts'

test('whom each of two people adds is in the team, and whom each takes out is not', () => {
  expect(mergeMembers(['ana', 'ben'], ['ana', 'ben', 'cleo'], ['ana', 'ben', 'dan'])).toEqual(['ana', 'ben', 'dan', 'cleo'])
  expect(mergeMembers(['ana', 'ben', 'cleo'], ['ben', 'cleo'], ['ana', 'ben'])).toEqual(['ben'])
})

test('somebody whom both add is in the team once, and who changes nothing leaves it as it is now', () => {
  expect(mergeMembers(['ana'], ['ana', 'ben'], ['ana', 'ben'])).toEqual(['ana', 'ben'])
  expect(mergeMembers(['ana'], ['ana'], ['ben', 'cleo'])).toEqual(['ben', 'cleo'])
})
