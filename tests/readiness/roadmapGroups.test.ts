import { expect, test } from 'vitest'
import { groupsByOwner } from '../../client/src/readiness/roadmapGroups.ts'

type Step = Parameters<typeof groupsByOwner>[0][number]

const step = (code: string, owner: Step['owner'] = null): Step => ({
  priority: 1,
  requirement_id: code,
  code,
  title: `Title of ${code}`,
  domain: 'A.5',
  status: 'missing',
  owner,
  due_date: null,
  reasons: [{ rule: 'remaining' }],
})
const owner = (kind: 'person' | 'team', id: string, name: string) => ({ kind, id, name })
const shown = (steps: readonly Step[]) =>
  groupsByOwner(steps).map(({ title, steps: own }) => `${title}: ${own.map(({ code }) => code).join(' ')}`)

test('what one owner has to do stands together, owners in the order of what comes first', () => {
  const ana = owner('person', '1', 'Ana Castillo')
  expect(shown([step('A.5.1', ana), step('A.5.2'), step('A.5.3', owner('team', '2', 'SOC')), step('A.5.4', ana)])).toEqual([
    'Ana Castillo: A.5.1 A.5.4',
    'Nobody yet: A.5.2',
    'SOC: A.5.3',
  ])
})

test('namesakes, and a person and a team of one name, have groups of their own that can be told apart', () => {
  const steps = [
    step('A.5.1', owner('person', '1', 'Robin')),
    step('A.5.2', owner('team', '1', 'Robin')),
    step('A.5.3', owner('person', '2', 'Robin')),
    step('A.5.4', owner('person', '1', 'Robin')),
    step('A.5.5', owner('team', '3', 'Nobody yet')),
    step('A.5.6'),
  ]
  expect(shown(steps)).toEqual([
    'Robin (person 1): A.5.1 A.5.4',
    'Robin (team): A.5.2',
    'Robin (person 2): A.5.3',
    'Nobody yet (team): A.5.5',
    'Nobody yet: A.5.6',
  ])
  const keys = groupsByOwner(steps).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
