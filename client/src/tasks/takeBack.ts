import { stepsTo, type TaskStatus } from '@certloom/shared/tasks/transitions'
import { type BulkChanges, changeMany, failed, joined, nothingYet, type Outcome, type SendBulk } from './changeMany.ts'
import { type Fate, fateOf, type ReadLog } from './fateOf.ts'
import type { Task } from './queries.ts'

/** Tasks that get the same back, and the changes that bring it, in order. `made` is what was changed, if the log is to say of which of them it stands. */
export type Restoration = { tasks: Task[]; steps: BulkChanges[]; made: BulkChanges | null }

/** What taking back needs of the server, and who does it. */
export type Wire = { send: SendBulk; readLog: ReadLog; userId: string }

const beforeOf = (task: Task, changes: BulkChanges): BulkChanges => ({
  ...('status' in changes && { status: task.status, ...(task.blocked_reason !== null && { blocked_reason: task.blocked_reason }) }),
  ...('priority' in changes && { priority: task.priority }),
  ...('due_date' in changes && { due_date: task.due_date }),
  ...('assigned_to' in changes && { assigned_to: task.assigned_to, assigned_team: task.assigned_team }),
})

/**
 * What takes a change back, in as few requests as there are different states to go back to. Of tasks that may have been changed the log knows which
 * were; and where no status is expected, it keeps what somebody changed since.
 * @param outcome how the change went, with the tasks as they were before
 */
export const restorationsOf = ({ done, unsure }: Pick<Outcome, 'done' | 'unsure'>, changes: BulkChanges): Restoration[] => [
  ...waysBack(done, changes, 'status' in changes ? null : changes),
  ...waysBack(unsure, changes, changes),
]

function waysBack(tasks: readonly Task[], changes: BulkChanges, made: Restoration['made']): Restoration[] {
  const changed = tasks.filter((task) => JSON.stringify({ ...changes, ...beforeOf(task, changes) }) !== JSON.stringify(changes))
  return [...Map.groupBy(changed, (task) => JSON.stringify(beforeOf(task, changes)))].map(([before, own]) => ({
    tasks: own,
    steps: stepsBack(JSON.parse(before) as BulkChanges, changes.status),
    made,
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
export async function takeBack(wire: Wire, restorations: readonly Restoration[]): Promise<{ outcome: Outcome; left: Restoration[] }> {
  let outcome = nothingYet
  for (const restoration of restorations) outcome = joined(outcome, await restore(wire, restoration))
  const { unanswered } = outcome
  const left = restorations.map((own) => ({ ...own, tasks: own.tasks.filter((task) => unanswered.includes(task)) }))
  return { outcome, left: left.filter(({ tasks }) => tasks.length > 0) }
}

async function restore(wire: Wire, { tasks, steps, made }: Restoration): Promise<Outcome> {
  if (made === null) return changeInSteps(wire.send, tasks, steps)
  try {
    const fates = await fatesOf(wire, tasks, made)
    const of = (fate: Fate) => tasks.filter((_task, at) => fates[at] === fate)
    const refused = of('replaced').map((task) => ({ task, detail: 'It was changed again meanwhile.' }))
    return joined({ ...nothingYet, done: of('gone'), refused }, await changeInSteps(wire.send, of('stands'), steps))
  } catch (error) {
    return failed([], tasks, error)
  }
}

/** As many requests as a browser sends at once. */
const readAtOnce = 6

async function fatesOf({ readLog, userId }: Wire, tasks: readonly Task[], made: BulkChanges): Promise<Fate[]> {
  const fates: Fate[] = []
  for (let from = 0; from < tasks.length; from += readAtOnce) {
    const some = tasks.slice(from, from + readAtOnce)
    fates.push(...(await Promise.all(some.map(async (task) => fateOf(await readLog(task.id), task, made, userId)))))
  }
  return fates
}

/** Takes the same tasks through one change after the other; one that is refused goes no further. */
async function changeInSteps(send: SendBulk, tasks: readonly Task[], steps: readonly BulkChanges[]): Promise<Outcome> {
  let outcome: Outcome = { ...nothingYet, done: [...tasks] }
  for (const changes of steps) outcome = joined({ ...outcome, done: [] }, await changeMany(send, outcome.done, changes))
  return outcome
}
