import { expect, test } from 'vitest'
import { groupsOf } from '../../client/src/tasks/grouping.ts'

type Task = Parameters<typeof groupsOf>[0][number]
const person = (id: string) => ({ assignee: { id, name: 'Robin Marsh' }, team: null }) as Task
const team = (id: string) => ({ assignee: null, team: { id, name: 'Robin Marsh' } }) as Task

test('tasks of two people and a team of one name stand under three headings', () => {
  const groups = groupsOf([person('a'), team('t'), person('b'), person('a')], 'assignee')
  expect(groups.map(({ title, tasks }) => [title, tasks.length])).toEqual([
    ['Robin Marsh', 2],
    ['Robin Marsh', 1],
    ['Robin Marsh', 1],
  ])
})
