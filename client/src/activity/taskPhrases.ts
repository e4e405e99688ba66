import { type Phrase, textIn } from './phrases.ts'

const statusVerbs: Record<string, string> = {
  pending: 'reopened the task',
  in_progress: 'began the task',
  blocked: 'blocked the task',
  completed: 'completed the task',
  cancelled: 'cancelled the task',
}

/** What became of the task, and why where a reason was given. */
export const taskStatusPhrase: Phrase = ({ before, after, entity_name }) => {
  const [to, reason] = [textIn(after, 'status') ?? '', textIn(after, 'reason')]
  const isBackAtWork = to === 'in_progress' && textIn(before, 'status') === 'completed'
  const did = isBackAtWork ? 'reopened the task' : (statusVerbs[to] ?? 'moved the task')
  return { did, what: entity_name ?? textIn(after, 'title') ?? 'that is gone', ...(reason !== undefined && { rest: `because: ${reason}` }) }
}

/** To whom the task went. */
export const assignmentPhrase: Phrase = ({ after, entity_name }, nameOf) => {
  const what = entity_name ?? textIn(after, 'title') ?? 'a task'
  const assignee = textIn(after, 'assigned_to')
  if (textIn(after, 'assigned_team') !== undefined) return { did: 'assigned', what, rest: 'to a team' }
  return assignee === undefined ? { did: 'left to nobody', what } : { did: 'assigned', what, rest: `to ${nameOf(assignee)}` }
}
