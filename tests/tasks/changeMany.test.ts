import { describe, expect, test } from 'vitest'
import { changeMany, type SendBulk } from '../../client/src/tasks/changeMany.ts'
import { restorationsOf, takeBack } from '../../client/src/tasks/takeBack.ts'

type Task = Parameters<typeof changeMany>[1][number]
type Asked = Parameters<SendBulk>[0]

const taskAt = (id: string, status: Task['status'], priority: Task['priority'] = 'medium') =>
  ({ id, status, priority, blocked_reason: status === 'blocked' ? 'The supplier' : null }) as Task
const tasks = Array.from({ length: 500 }, (_, index) => taskAt(`task ${index}`, 'pending'))
const idsOf = (some: readonly Task[]) => some.map(({ id }) => id)

/** A server that does what it is asked, until the request that `breaksAt` says; it notes what it was asked. */
function serverThat(breaksAt: number | null = null) {
  const asked: Asked[] = []
  const send: SendBulk = async (input) => {
    asked.push(input)
    if (asked.length - 1 === breaksAt) throw new TypeError('Failed to fetch')
    return { results: input.task_ids.map((task_id: string) => ({ task_id, ok: true, code: null, detail: null })) }
  }
  return { asked, send }
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
    const { done } = await changeMany(serverThat(2).send, tasks, { priority: 'high' })
    const back = restorationsOf(done, { priority: 'high' })
    expect(back).toEqual([{ tasks: tasks.slice(0, 400), steps: [{ priority: 'medium' }] }])
    const { outcome, left } = await takeBack(serverThat(1).send, back)
    expect(idsOf(outcome.done)).toEqual(idsOf(tasks.slice(0, 200)))
    expect(left).toEqual([{ tasks: tasks.slice(200, 400), steps: [{ priority: 'medium' }] }])
    expect(await takeBack(serverThat().send, left)).toMatchObject({ outcome: { refused: [] }, left: [] })
  })
})

test('an undo of a change of many asks only for tasks that stand where the change, and then each step back, left them', async () => {
  const changed = [taskAt('a', 'pending'), taskAt('b', 'blocked'), taskAt('c', 'completed')]
  const { asked, send } = serverThat()
  await takeBack(send, restorationsOf(changed, { status: 'completed' }))
  expect(asked).toEqual([
    { task_ids: ['a'], changes: { status: 'pending', expected_status: 'completed' } },
    { task_ids: ['b'], changes: { status: 'pending', expected_status: 'completed' } },
    { task_ids: ['b'], changes: { status: 'blocked', blocked_reason: 'The supplier', expected_status: 'pending' } },
  ])
})

test('what is taken back but for its status is taken back wherever the task stands', () => {
  const [restoration] = restorationsOf([taskAt('a', 'pending', 'low')], { priority: 'urgent' })
  expect(restoration?.steps).toEqual([{ priority: 'low' }])
})
