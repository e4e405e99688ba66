import { stepsTo, type TaskStatus } from '@certloom/shared/tasks/transitions'
import { type BulkChanges, changeMany, joined, nothingYet, type Outcome, type SendBulk } from './changeMany.ts'
import type { Task } from './queries.ts'

/** Tasks that get the same back, and the changes that bring it, in order. */
export type Restoration = { tasks: Task[]; steps: BulkChanges[] }

const beforeOf = (task: Task, changes: BulkChanges): BulkChanges => ({
  ...('status' in changes && { status: task.status, ...(task.blocked_reason !== null && { blocked_reason: task.blocked_reason }) }),
  ...('priority' in changes && { priority: task.priority }),
  ...('due_date' in changes && { due_date: task.due_date }),
  ...('assigned_to' in changes && { assigned_to: task.assigned_to, assigned_team: task.assigned_team }),
})

/**
 * What takes a change back, in as few requests as there are different states to go back to.
 * @param tasks those that were changed, as they were before
 */
export function restorationsOf(tasks: readonly Task[], changes: BulkChanges): Restoration[] {
  const changed = tasks.filter((task) => JSON.stringify({ ...changes, ...beforeOf(task, changes) }) !== JSON.stringify(changes))
  return [...Map.groupBy(changed, (task) => JSON.stringify(beforeOf(task, changes)))].map(([before, own]) => ({
    tasks: own,
    steps: stepsBack(JSON.parse(before) as BulkChanges, changes.status),
  }))
}

/** The way back from a status: what is completed, for one, is first opened again. What somebody moved meanwhile does not stand where a step expects it, and stays. */
function stepsBack(before: BulkChanges, from: TaskStatus | undefined): BulkChanges[] {
  if (from === undefined || before.status === undefined) return [before]
  const detour = stepsTo(from, before.status).slice(0, -1)
  const steps: BulkChanges[] = [...detour.map((status) => ({ status })), before]
  return steps.map((step, at) => ({ ...step, expected_status: detour[at - 1] ?? from }))
}

/**
 * Takes tasks back, as far as they still stand where the change left them. It never throws.
 * @returns how that went, and what is left to try again because nothing was heard of it
 */
export async function takeBack(send: SendBulk, restorations: readonly Restoration[]): Promise<{ outcome: Outcome; left: Restoration[] }> {
  let outcome = nothingYet
  for (const { tasks, steps } of restorations) outcome = joined(outcome, await changeInSteps(send, tasks, steps))
  const { unanswered } = outcome
  const left = restorations.map(({ tasks, steps }) => ({ tasks: tasks.filter((task) => unanswered.includes(task)), steps }))
  return { outcome, left: left.filter(({ tasks }) => tasks.length > 0) }
}

/** Takes the same tasks through one change after the other; one that is refused goes no further. */
async function changeInSteps(send: SendBulk, tasks: readonly Task[], steps: readonly BulkChanges[]): Promise<Outcome> {
  let outcome: Outcome = { ...nothingYet, done: [...tasks] }
  for (const changes of steps) outcome = joined({ ...outcome, done: [] }, await changeMany(send, outcome.done, changes))
  return outcome
}
