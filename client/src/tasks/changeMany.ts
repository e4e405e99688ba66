import type { api } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import type { Task } from './queries.ts'

type Asked = Parameters<typeof api.tasks.bulk>[0]
type Answer = Awaited<ReturnType<typeof api.tasks.bulk>>
type Result = Answer['results'][number]
export type BulkChanges = Asked['changes']
export type SendBulk = (asked: Asked) => Promise<Answer>

/** More at once are refused by the server. */
const atOnce = 200

/**
 * Which tasks changed, and which did not and why. `unanswered` are those of the refused that nothing was heard of, or that were not asked for;
 * `unsure` are those of them that were asked for, and may have changed.
 */
export type Outcome = { done: Task[]; refused: { task: Task; detail: string }[]; unanswered: Task[]; unsure: Task[] }

/** Adds how some tasks fared to how others did. */
export const joined = (one: Outcome, other: Outcome): Outcome => ({
  done: [...one.done, ...other.done],
  refused: [...one.refused, ...other.refused],
  unanswered: [...one.unanswered, ...other.unanswered],
  unsure: [...one.unsure, ...other.unsure],
})

export const nothingYet: Outcome = { done: [], refused: [], unanswered: [], unsure: [] }

/**
 * Changes tasks alike, as many at once as the server takes. A request that fails ends it: its own tasks may have changed or not, the rest is not
 * asked for, and what was done before is told all the same. It never throws.
 */
export async function changeMany(send: SendBulk, tasks: readonly Task[], changes: BulkChanges): Promise<Outcome> {
  let outcome = nothingYet
  for (let from = 0; from < tasks.length; from += atOnce) {
    const asked = tasks.slice(from, from + atOnce)
    try {
      const { results } = await send({ task_ids: asked.map(({ id }) => id), changes })
      outcome = joined(outcome, outcomeOf(asked, results))
    } catch (error) {
      return joined(outcome, failed(asked, tasks.slice(from + atOnce), error))
    }
  }
  return outcome
}

function outcomeOf(tasks: readonly Task[], results: readonly Result[]): Outcome {
  const byId = new Map(results.map((result) => [result.task_id, result]))
  const done = tasks.filter(({ id }) => byId.get(id)?.ok === true)
  const refused = tasks.flatMap((task) => {
    const result = byId.get(task.id)
    return result === undefined || result.ok ? [] : [{ task, detail: detailOf(result) }]
  })
  return { ...nothingYet, done, refused }
}

/** How tasks fared when a request failed: those it asked for, and others that were not asked for any more. */
export function failed(asked: readonly Task[], others: readonly Task[], error: unknown): Outcome {
  const { detail } = problemOf(error)
  const saying = (words: string) => (task: Task) => ({ task, detail: `${words}: ${detail}` })
  const refused = [...asked.map(saying('It may not have been changed')), ...others.map(saying('It was not changed'))]
  return { done: [], refused, unanswered: [...asked, ...others], unsure: [...asked] }
}

const detailOf = ({ code, detail }: Result): string =>
  code === 'not_found' ? 'It is no longer there.' : (detail ?? 'It could not be changed.')
