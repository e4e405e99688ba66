import { expect, test } from 'vitest'
import { inverseOf } from '../../client/src/tasks/inverseOf.ts'

type Change = Parameters<typeof inverseOf>[0]
const task = {
  id: 'a',
  status: 'blocked',
  blocked_reason: 'The supplier is away',
  requires_evidence: false,
  assigned_to: 'ana',
  assigned_team: null,
} as Change['task']

const undone = (update: Change['update']) => inverseOf({ task, update, shown: update as Change['shown'] })?.update

test('a change is taken back by the fields it named, as they were', () => {
  expect(undone({ requires_evidence: true })).toEqual({ requires_evidence: false })
  expect(undone({ assigned_to: null, assigned_team: 't' })).toEqual({ assigned_to: 'ana', assigned_team: null })
  expect(undone({ status: 'pending' })).toEqual({ status: 'blocked', blocked_reason: 'The supplier is away' })
})

test('a change that names nothing that can be taken back has no way back', () => {
  expect(undone({})).toBeUndefined()
  expect(undone({ blocked_reason: 'Another reason' })).toBeUndefined()
})
