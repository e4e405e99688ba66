import { describe, expect, test } from 'vitest'
import { changeMany, type SendBulk } from '../../client/src/tasks/changeMany.ts'
import { restorationsOf, takeBack } from '../../client/src/tasks/takeBack.ts'

type Task = Parameters<typeof changeMany>[1][number]
type Asked = Parameters<SendBulk>[0]

const taskAt = (id: string, status: Task['status'], priority: Task['priority'] = 'medium') =>
  ({ id, status, priority, blocked_reason: status === 'blocked' ? 'The supplier' : null }) as Task
const tasks = Array.from({ length: 500 }, (_, index) => taskAt(`task ${index}`, 'pending'))
const idsOf = (some: readonly Task[]) => some.map(({ id }) => id)

type Wire = Parameters<typeof takeBack>[0]
const [me, somebody] = ['me', 'somebody']

/**
 * A server that does what it is asked and logs it, until the request that `breaksAt` says, of which it does as many tasks as `gets` says and answers
 * nothing; it notes what it was asked.
 */
function serverThat(breaksAt: number | null = null, gets = 0) {
  const asked: Asked[] = []
  const log: { id: string; by: string; after: object }[] = []
  const write = (by: string, ids: readonly string[], after: object) => {
    for (const id of ids) log.unshift({ id, by, after })
  }
  const send: SendBulk = async (input) => {
    asked.push(input)
    const isBroken = asked.length - 1 === breaksAt
    const { expected_status: _expected, blocked_reason: reason, ...after } = input.changes
    write(me, isBroken ? input.task_ids.slice(0, gets) : input.task_ids, { ...after, ...(reason !== undefined && { reason }) })
    if (isBroken) throw new TypeError('Failed to fetch')
    return { results: input.task_ids.map((task_id: string) => ({ task_id, ok: true, code: null, detail: null })) }
  }
  const readLog: Wire['readLog'] = async (taskId) =>
    log.filter(({ id }) => id === taskId).map(({ by, after }) => ({ actor: { id: by, name: by, email: '' }, after }))
  return { asked, send, write, wire: { send, readLog, userId: me } }
}

describe('a change of many tasks that fails midway', () => {
  test('tells what was done, what may have been, and what was not asked for', async () => {
    const { asked, send } = serverThat(1)
    const { done, refused, unanswered } = await changeMany(send, tasks, { status: 'completed' })
    expect(asked.map(({ task_ids }) => task_ids.length)).toEqual([200, 200])
    expect(idsOf(done)).toEqual(idsOf(tasks.slice(0, 200)))
    expect(idsOf(unanswered)).toEqual(idsOf(tasks.slice(200)))
    expect(refused.map(({ task }) => task)).toEqual(tasks.slice(200))
    expect(refused[0]?.detail).toBe('It may not have been changed: The server cannot be reached')
    expect(refused[200]?.detail).toBe('It was not changed: The server cannot be reached')
  })

  test('can be taken back as far as it was done, and an undo that fails midway be tried again for the rest', async () => {
    const { send, wire, asked } = serverThat(3)
    const some = tasks.slice(0, 400)
    const back = restorationsOf(await changeMany(send, some, { priority: 'high' }), { priority: 'high' })
    expect(back).toEqual([{ tasks: some, steps: [{ priority: 'medium' }], made: { priority: 'high' } }])
    const { outcome, left } = await takeBack(wire, back)
    expect(idsOf(outcome.done)).toEqual(idsOf(tasks.slice(0, 200)))
    expect(left).toEqual([{ tasks: tasks.slice(200, 400), steps: [{ priority: 'medium' }], made: { priority: 'high' } }])
    expect(await takeBack(wire, left)).toMatchObject({ outcome: { refused: [] }, left: [] })
    expect(asked.slice(2).map(({ task_ids }) => task_ids)).toEqual([
      idsOf(some.slice(0, 200)),
      idsOf(some.slice(200)),
      idsOf(some.slice(200)),
    ])
  })

  test.each([
    ['status', { status: 'completed' }],
    ['priority', { priority: 'high' }],
  ] as const)('is taken back of the tasks that its last request changed before it failed, and of no other (%s)', async (_of, changes) => {
    const { asked, send, write, wire } = serverThat(1, 30)
    const outcome = await changeMany(send, tasks, changes)
    write(somebody, [tasks[240]?.id ?? ''], changes)
    const { outcome: undone, left } = await takeBack(wire, restorationsOf(outcome, changes))
    expect(asked.slice(2).flatMap(({ task_ids }) => task_ids)).toEqual(idsOf(tasks.slice(0, 230)))
    expect(undone.refused.map(({ task, detail }) => [task.id, detail])).toEqual([['task 240', 'It was changed again meanwhile.']])
    expect(left).toEqual([])
  })

  test('can be taken back later when the log cannot be read now', async () => {
    const { asked, send, wire } = serverThat(0, 30)
    const back = restorationsOf(await changeMany(send, tasks, { status: 'completed' }), { status: 'completed' })
    const { outcome, left } = await takeBack({ ...wire, readLog: () => Promise.reject(new TypeError('Failed to fetch')) }, back)
    expect([asked.length, outcome.refused[0]?.detail]).toEqual([1, 'It was not changed: The server cannot be reached'])
    expect(left).toEqual(back)
    expect((await takeBack(wire, left)).outcome.refused).toEqual([])
    expect(asked.slice(1).flatMap(({ task_ids }) => task_ids)).toEqual(idsOf(tasks.slice(0, 30)))
  })
})

test('an undo leaves what somebody else made of a task since, though the task stands where it stood', async () => {
  const { asked, send, write, wire } = serverThat()
  const some = tasks.slice(0, 3)
  const changes = { assigned_to: 'ana', assigned_team: null }
  const back = restorationsOf(await changeMany(send, some, changes), changes)
  write(somebody, ['task 1'], { assigned_to: 'ben', assigned_team: null })
  const { outcome } = await takeBack(wire, back)
  expect(asked[1]?.task_ids).toEqual(['task 0', 'task 2'])
  expect(outcome.refused).toEqual([{ task: some[1], detail: 'It was changed again meanwhile.' }])
})

test('a reason why tasks wait is taken back only where nobody gave another since', async () => {
  const { asked, send, write, wire } = serverThat(0, 2)
  const some = [taskAt('a', 'blocked'), taskAt('b', 'blocked'), taskAt('c', 'blocked')]
  const changes = { status: 'blocked', blocked_reason: 'The auditor' } as const
  const outcome = await changeMany(send, some, changes)
  write(somebody, ['b'], { status: 'blocked', reason: 'The lawyer' })
  await takeBack(wire, restorationsOf(outcome, changes))
  expect(asked.slice(1).map(({ task_ids }) => task_ids)).toEqual([['a']])
})

test('an undo of a change of many asks only for tasks that stand where the change, and then each step back, left them', async () => {
  const changed = [taskAt('a', 'pending'), taskAt('b', 'blocked'), taskAt('c', 'completed')]
  const { asked, wire } = serverThat()
  await takeBack(wire, restorationsOf({ done: changed, unsure: [] }, { status: 'completed' }))
  expect(asked).toEqual([
    { task_ids: ['a'], changes: { status: 'pending', expected_status: 'completed' } },
    { task_ids: ['b'], changes: { status: 'pending', expected_status: 'completed' } },
    { task_ids: ['b'], changes: { status: 'blocked', blocked_reason: 'The supplier', expected_status: 'pending' } },
  ])
})

test('what is taken back but for its status is taken back wherever the task stands', () => {
  const [restoration] = restorationsOf({ done: [taskAt('a', 'pending', 'low')], unsure: [] }, { priority: 'urgent' })
  expect(restoration?.steps).toEqual([{ priority: 'low' }])
})
