import type { api, RowOf } from '../api/client.ts'

export type Activity = RowOf<typeof api.activity.list>

/** What somebody did: "edited", and where there is one, the thing they did it to. */
export type Sentence = { did: string; what?: string; rest?: string }

/** The first of these names that the recorded value carries as text. */
function textIn(value: unknown, ...names: string[]): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found = names.map((name) => Reflect.get(value, name)).find((text) => typeof text === 'string' && text !== '')
  return typeof found === 'string' ? found : undefined
}

const inWords = (code: string): string => code.replaceAll('_', ' ')

/** `did` with the thing if its name was recorded, or the sentence that does without. */
const naming = (did: string, what: string | undefined, otherwise: string): Sentence =>
  what === undefined ? { did: otherwise } : { did, what }

const roleIn = (value: unknown): string => inWords(textIn(value, 'role') ?? 'another role')

/** `person` is whom it is about. Who joins is given a role by themselves: their invitation named it. */
function roleSentence({ action, actor, entity_id, before, after }: Activity, person: string): Sentence {
  if (action === 'role.revoked') return { did: 'removed', what: person }
  if (actor.id === entity_id) return { did: `joined as ${roleIn(after)}` }
  const change = before === null ? `as ${roleIn(after)}` : `from ${roleIn(before)} to ${roleIn(after)}`
  return { did: before === null ? 'added' : 'changed the role of', what: person, rest: change }
}

function statusSentence({ before, after, entity_name }: Activity): Sentence {
  const [from, to] = [textIn(before, 'status'), textIn(after, 'status')]
  const change = [from && `from ${inWords(from)}`, to && `to ${inWords(to)}`].filter(Boolean).join(' ')
  return { did: 'moved', what: entity_name ?? 'a document', rest: change }
}

const evidenceVerbs: Partial<Record<Activity['action'], string>> = {
  'evidence.added': 'gave as evidence:',
  'evidence.changed': 'changed the evidence',
  'evidence.linked': 'linked the evidence',
  'evidence.unlinked': 'took away the evidence',
  'evidence.accepted': 'accepted the evidence',
  'evidence.rejected': 'rejected the evidence',
  'evidence.archived': 'archived the evidence',
}

/** Links tell their section or task too, rejections their reason. */
function evidenceSentence({ action, before, after, section }: Activity): Sentence {
  const [title, reason] = [textIn(after, 'title') ?? textIn(before, 'title'), textIn(after, 'reason')]
  const place = section?.title ?? textIn(after, 'task_title') ?? textIn(before, 'task_title')
  const rest = [place && `${action === 'evidence.unlinked' ? 'from' : 'to'} ${place}`, reason && `because: ${reason}`]
    .filter(Boolean)
    .join(' ')
  return { did: evidenceVerbs[action] ?? 'changed the evidence', what: title ?? 'without a title', ...(rest && { rest }) }
}

function namedSentence({ after, entity_name }: Activity): Sentence {
  const label = textIn(after, 'label')
  return { did: 'named a version of', what: entity_name ?? 'a document', ...(label !== undefined && { rest: `“${label}”` }) }
}

const taskVerbs: Record<string, string> = {
  pending: 'opened again the task',
  in_progress: 'began the task',
  blocked: 'blocked the task',
  completed: 'completed the task',
  cancelled: 'cancelled the task',
}

function taskSentence({ before, after, entity_name }: Activity): Sentence {
  const [to, reason] = [textIn(after, 'status') ?? '', textIn(after, 'reason')]
  const isBackAtWork = to === 'in_progress' && textIn(before, 'status') === 'completed'
  const did = isBackAtWork ? 'opened again the task' : (taskVerbs[to] ?? 'moved the task')
  return { did, what: entity_name ?? textIn(after, 'title') ?? 'that is gone', ...(reason !== undefined && { rest: `because: ${reason}` }) }
}

function assignmentSentence({ after, entity_name }: Activity, nameOf: (userId: string) => string): Sentence {
  const what = entity_name ?? textIn(after, 'title') ?? 'a task'
  const assignee = textIn(after, 'assigned_to')
  return assignee === undefined ? { did: 'left to nobody', what } : { did: 'assigned', what, rest: `to ${nameOf(assignee)}` }
}

/** A changed role is logged twice, as taken and as given; the second row says it all. */
export const isToldByNext = ({ action, after }: Activity): boolean => action === 'role.revoked' && after !== null

/**
 * One row of the log as the rest of a sentence that begins with the person's name.
 * @param nameOf names a person by their id, for rows that are about somebody else
 */
export function sentenceOf(activity: Activity, nameOf: (userId: string) => string): Sentence {
  const { after, before } = activity
  switch (activity.action) {
    case 'organization.created':
      return naming('created the organization', textIn(after, 'name'), 'created the organization')
    case 'organization.switched_to':
      return { did: 'came over from another organization' }
    case 'person.signed_in':
      return { did: 'signed in' }
    case 'person.sign_in_failed':
      return { did: 'tried to sign in and failed' }
    case 'person.signed_out':
      return { did: 'signed out' }
    case 'person.signed_out_everywhere':
      return { did: 'signed out everywhere' }
    case 'person.password_reset_requested':
      return { did: 'asked to reset their password' }
    case 'person.password_changed':
      return { did: 'changed their password' }
    case 'invitation.sent':
      return naming('invited', textIn(after, 'email'), 'invited somebody')
    case 'invitation.revoked':
      return naming('took back the invitation of', textIn(before, 'email') ?? textIn(after, 'email'), 'took back an invitation')
    case 'invitation.accepted':
      return { did: 'accepted the invitation' }
    case 'role.granted':
    case 'role.revoked':
      return roleSentence(activity, nameOf(activity.entity_id))
    case 'team.created':
      return naming('made the team', textIn(after, 'name'), 'made a team')
    case 'team.changed':
      return naming('changed the team', textIn(after, 'name'), 'changed a team')
    case 'team.archived':
      return naming('archived the team', textIn(before, 'name'), 'archived a team')
    case 'customer.created':
      return naming('added the customer', textIn(after, 'company_name', 'name'), 'added a customer')
    case 'customer.changed':
      return naming('changed the customer', textIn(after, 'company_name'), 'changed a customer')
    case 'customer.archived':
      return naming('archived the customer', textIn(after, 'company_name'), 'archived a customer')
    case 'customer.unarchived':
      return naming('brought back the customer', textIn(after, 'company_name'), 'brought back a customer')
    case 'customer.deleted':
      return naming('deleted the customer', textIn(before, 'company_name'), 'deleted a customer')
    case 'plan.created':
      return naming('made the plan', textIn(after, 'plan_name', 'name'), 'made a plan')
    case 'document.created':
      return naming('created', textIn(after, 'document_name', 'name'), 'created a document')
    case 'plan.changed':
      return naming('changed the plan', textIn(after, 'plan_name'), 'changed a plan')
    case 'plan.status_changed':
      return { ...naming('made the plan', textIn(after, 'plan_name'), 'made a plan'), rest: textIn(after, 'status') ?? 'something else' }
    case 'plan.templates_changed':
      return naming('changed the documents of the plan', textIn(after, 'plan_name'), 'changed the documents of a plan')
    case 'document.changed':
      return naming('changed name, person or date of', textIn(after, 'document_name'), 'changed a document')
    case 'document.archived':
      return naming('archived', textIn(after, 'document_name'), 'archived a document')
    case 'document.unarchived':
      return naming('brought back', textIn(after, 'document_name'), 'brought back a document')
    case 'document.status_changed':
      return statusSentence(activity)
    case 'section.locked':
      return naming('locked', activity.section?.title, 'locked a section')
    case 'section.unlocked':
      return naming('opened', activity.section?.title, 'opened a section')
    case 'section.marked':
      return naming('marked as needing work:', activity.section?.title, 'marked a section as needing work')
    case 'section.unmarked':
      return naming('marked as finished:', activity.section?.title, 'marked a section as finished')
    case 'file.uploaded':
      return naming('uploaded', textIn(after, 'name'), 'uploaded a file')
    case 'file.deleted':
      return naming('deleted the file', textIn(before, 'name'), 'deleted a file')
    case 'evidence.added':
    case 'evidence.changed':
    case 'evidence.linked':
    case 'evidence.unlinked':
    case 'evidence.accepted':
    case 'evidence.rejected':
    case 'evidence.archived':
      return evidenceSentence(activity)
    case 'version.named':
      return namedSentence(activity)
    case 'task.created':
      return naming('added the task', textIn(after, 'title'), 'added a task')
    case 'task.changed':
      return naming('changed the task', textIn(after, 'title'), 'changed a task')
    case 'task.deleted':
      return naming('deleted the task', textIn(before, 'title'), 'deleted a task')
    case 'task.assigned':
      return assignmentSentence(activity, nameOf)
    case 'task.status_changed':
      return taskSentence(activity)
    case 'section.edited':
      return naming('edited', activity.section?.title, 'edited a section')
  }
}
