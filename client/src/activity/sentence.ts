import { documentChangedPhrase } from './documentPhrases.ts'
import { evidencePhrase } from './evidencePhrase.ts'
import { type Activity, inWords, names, namesSection, type Phrase, type Sentence, says, textIn } from './phrases.ts'
import { checkPhrase, reviewPhrase } from './reviewPhrases.ts'
import { assignmentPhrase, taskStatusPhrase } from './taskPhrases.ts'

const roleIn = (value: unknown): string => inWords(textIn(value, 'role') ?? 'another role')

/** The row is about whom its entity is. Who joins is given a role by themselves: their invitation named it. */
const rolePhrase: Phrase = ({ action, actor, entity_id, before, after }, nameOf) => {
  if (action === 'role.revoked') return { did: 'removed', what: nameOf(entity_id) }
  if (actor.id === entity_id) return { did: `joined as ${roleIn(after)}` }
  const change = before === null ? `as ${roleIn(after)}` : `from ${roleIn(before)} to ${roleIn(after)}`
  return { did: before === null ? 'added' : 'changed the role of', what: nameOf(entity_id), rest: change }
}

const documentStatusPhrase: Phrase = ({ before, after, entity_name }) => {
  const [from, to] = [textIn(before, 'status'), textIn(after, 'status')]
  const change = [from && `from ${inWords(from)}`, to && `to ${inWords(to)}`].filter(Boolean).join(' ')
  return { did: 'moved', what: entity_name ?? 'a document', rest: change }
}

const planVerbs: Record<string, string> = { paused: 'paused', completed: 'completed', cancelled: 'cancelled' }

/** A plan that is active again was paused, or had ended. */
const planStatusPhrase: Phrase = (activity, nameOf) => {
  const takenUp = textIn(activity.before, 'status') === 'paused' ? 'resumed' : 'reopened'
  const did = planVerbs[textIn(activity.after, 'status') ?? ''] ?? takenUp
  return names(`${did} the plan`, `${did} a plan`, 'plan_name')(activity, nameOf)
}

const movedFilePhrase: Phrase = (activity, nameOf) => ({
  ...names('moved the file', 'moved a file', 'name')(activity, nameOf),
  rest: `to ${textIn(activity.after, 'folder') ?? 'no folder'}`,
})

/** A row is known by its code; the status says from what to what, the rest which part of it. */
const answerPhrase: Phrase = ({ before, after }) => {
  const code = textIn(after, 'code') ?? 'a row'
  const [field = 'row'] = typeof before === 'object' && before !== null ? Object.keys(before) : []
  const [from, to] = [textIn(before, 'status') ?? 'unanswered', textIn(after, 'status') ?? 'unanswered']
  return field === 'status'
    ? { did: 'set', what: code, rest: `from ${inWords(from)} to ${inWords(to)}` }
    : { did: `changed the ${field === 'due' ? 'due date' : field} of`, what: code }
}

const namedVersionPhrase: Phrase = ({ after, entity_name }) => {
  const label = textIn(after, 'label')
  return { did: 'named a version of', what: entity_name ?? 'a document', ...(label !== undefined && { rest: `“${label}”` }) }
}

const restoredPhrase: Phrase = ({ after, entity_name }) => {
  const label = textIn(after, 'label')
  return { did: 'restored', what: entity_name ?? 'a document', ...(label !== undefined && { rest: `“${label}”` }) }
}

const exportedTo: Record<string, string> = { docx: 'to Word', pdf: 'to PDF', xlsx: 'to Excel' }

const exportPhrase: Phrase = (activity, nameOf) => {
  const rest = exportedTo[textIn(activity.after, 'format') ?? '']
  return { ...names('exported', 'exported a document', 'name')(activity, nameOf), ...(rest !== undefined && { rest }) }
}

const phrases: Record<Activity['action'], Phrase> = {
  'organization.created': names('created the organization', 'created the organization', 'name'),
  'organization.changed': says('changed the settings of the organization'),
  'organization.switched_to': says('came over from another organization'),
  'person.signed_in': says('signed in'),
  'person.sign_in_failed': says('tried to sign in and failed'),
  'person.signed_out': says('signed out'),
  'person.signed_out_everywhere': says('signed out everywhere'),
  'person.password_reset_requested': says('asked to reset their password'),
  'person.password_reset_sent': ({ entity_id }, nameOf) => ({
    did: 'mailed',
    what: nameOf(entity_id),
    rest: 'a link to set a new password',
  }),
  'person.password_changed': says('changed their password'),
  'invitation.sent': names('invited', 'invited somebody', 'email'),
  'invitation.revoked': names('took back the invitation of', 'took back an invitation', 'email'),
  'invitation.accepted': says('accepted the invitation'),
  'role.granted': rolePhrase,
  'role.revoked': rolePhrase,
  'team.created': names('made the team', 'made a team', 'name'),
  'team.changed': names('changed the team', 'changed a team', 'name'),
  'team.archived': names('archived the team', 'archived a team', 'name'),
  'customer.created': names('added the customer', 'added a customer', 'company_name', 'name'),
  'customer.changed': names('changed the customer', 'changed a customer', 'company_name'),
  'customer.archived': names('archived the customer', 'archived a customer', 'company_name'),
  'customer.unarchived': names('brought back the customer', 'brought back a customer', 'company_name'),
  'customer.deleted': names('deleted the customer', 'deleted a customer', 'company_name'),
  'fact.changed': names('changed the fact', 'changed a fact', 'label'),
  'plan.created': names('made the plan', 'made a plan', 'plan_name', 'name'),
  'plan.changed': names('changed the plan', 'changed a plan', 'plan_name'),
  'plan.status_changed': planStatusPhrase,
  'plan.templates_changed': names('changed the documents of the plan', 'changed the documents of a plan', 'plan_name'),
  'plan.deleted': names('deleted the plan', 'deleted a plan', 'plan_name'),
  'document.created': names('created', 'created a document', 'document_name', 'name'),
  'document.changed': documentChangedPhrase,
  'document.archived': names('archived', 'archived a document', 'document_name'),
  'document.unarchived': names('brought back', 'brought back a document', 'document_name'),
  'document.status_changed': documentStatusPhrase,
  'section.edited': namesSection('edited', 'edited a section'),
  'section.locked': namesSection('locked', 'locked a section'),
  'section.unlocked': namesSection('opened', 'opened a section'),
  'section.marked': namesSection('marked as needing work:', 'marked a section as needing work'),
  'section.unmarked': namesSection('marked as finished:', 'marked a section as finished'),
  'file.uploaded': names('uploaded', 'uploaded a file', 'name'),
  'file.deleted': names('deleted the file', 'deleted a file', 'name'),
  'file.restored': names('brought back the file', 'brought back a file', 'name'),
  'file.purged': names('emptied from the trash:', 'emptied a file from the trash', 'name'),
  'file.moved': movedFilePhrase,
  'folder.created': names('made the folder', 'made a folder', 'name'),
  'folder.changed': names('changed the folder', 'changed a folder', 'name'),
  'folder.deleted': names('took away the folder', 'took away a folder', 'name'),
  'evidence.added': evidencePhrase('gave as evidence:'),
  'evidence.changed': evidencePhrase('changed the evidence'),
  'evidence.linked': evidencePhrase('linked the evidence'),
  'evidence.unlinked': evidencePhrase('took away the evidence'),
  'evidence.accepted': evidencePhrase('accepted the evidence'),
  'evidence.rejected': evidencePhrase('rejected the evidence'),
  'evidence.archived': evidencePhrase('archived the evidence'),
  'evidence.replaced': evidencePhrase('renewed the evidence'),
  'evidence.expiring': evidencePhrase('noted that it ends soon: the evidence'),
  'evidence.expired': evidencePhrase('noted the end of the evidence'),
  'version.named': namedVersionPhrase,
  'version.restored': restoredPhrase,
  'document.submitted': reviewPhrase('submitted', 'for review'),
  'document.approved': reviewPhrase('approved'),
  'document.changes_requested': reviewPhrase('requested changes in'),
  'document.rejected': reviewPhrase('rejected'),
  'document.reopened': reviewPhrase('reopened'),
  'document.approval_withdrawn': reviewPhrase('withdrew the approval of'),
  'review.checked': checkPhrase,
  'interview.started': names('started', 'started an interview', 'session_name'),
  'interview.joined': names('joined', 'joined an interview', 'session_name'),
  'interview.renamed': names('renamed the interview', 'renamed an interview', 'session_name'),
  'interview.paused': names('paused', 'paused an interview', 'session_name'),
  'interview.resumed': names('went on with', 'went on with an interview', 'session_name'),
  'interview.completed': names('completed', 'completed an interview', 'session_name'),
  'interview.archived': names('archived', 'archived an interview', 'session_name'),
  'section.carried': namesSection('answered elsewhere, and so filled', 'filled a section with an answer given elsewhere'),
  'task.created': names('added the task', 'added a task', 'title'),
  'task.changed': names('changed the task', 'changed a task', 'title'),
  'task.deleted': names('deleted the task', 'deleted a task', 'title'),
  'task.commented': names('commented on the task', 'commented on a task', 'title'),
  'task.comment_changed': names('changed a comment on the task', 'changed a comment on a task', 'title'),
  'task.comment_deleted': names('took back a comment on the task', 'took back a comment on a task', 'title'),
  'task.assigned': assignmentPhrase,
  'task.status_changed': taskStatusPhrase,
  'readiness.created': names('made the checklist', 'made a checklist', 'project_name'),
  'readiness.changed': names('changed the checklist', 'changed a checklist', 'project_name'),
  'readiness.archived': names('archived the checklist', 'archived a checklist', 'project_name'),
  'readiness.unarchived': names('brought back the checklist', 'brought back a checklist', 'project_name'),
  'readiness.deleted': names('deleted the checklist', 'deleted a checklist', 'project_name'),
  'readiness.exported': names('exported the checklist', 'exported a checklist', 'project_name'),
  'readiness.imported': names('imported rows into the checklist', 'imported rows into a checklist', 'project_name'),
  'answer.changed': answerPhrase,
  'share_link.created': names('made the share link', 'made a share link', 'label'),
  'share_link.revoked': names('took back the share link', 'took back a share link', 'label'),
  'share_link.opened': names('showed a checklist by the share link', 'showed a checklist by a share link', 'label'),
  'share_link.refused': names('refused a wrong passcode of the share link', 'refused a wrong passcode of a share link', 'label'),
  'guest_link.created': names('made the guest link', 'made a guest link', 'label'),
  'guest_link.revoked': names('took back the guest link', 'took back a guest link', 'label'),
  'guest_link.refused': names('refused a wrong passcode of the guest link', 'refused a wrong passcode of a guest link', 'label'),
  'guest.joined': names('joined an interview by the link', 'joined an interview by a link', 'label'),
  'guest.left': says('left the interview they joined by a link'),
  'comment.added': names('commented on', 'commented on a document', 'document_name'),
  'comment.edited': names('changed their comment on', 'changed their comment', 'document_name'),
  'comment.deleted': names('deleted their comment on', 'deleted their comment', 'document_name'),
  'comment_thread.resolved': names('resolved a thread on', 'resolved a thread', 'document_name'),
  'comment_thread.reopened': names('reopened a thread on', 'reopened a thread', 'document_name'),
  'internal_note.edited': names('wrote an internal note on', 'wrote an internal note', 'about'),
  'export.requested': exportPhrase,
  'export.sent': names('sent the exported file', 'sent an exported file', 'name'),
}

/**
 * One row of the log as the rest of a sentence that begins with the person's name.
 * @param nameOf names a person by their id, for rows that are about somebody else
 */
export const sentenceOf = (activity: Activity, nameOf: (userId: string) => string): Sentence => phrases[activity.action](activity, nameOf)
