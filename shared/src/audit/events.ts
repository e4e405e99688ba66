/**
 * The closed vocabulary of the activity log: what happened, in the past tense, and to what.
 * A name never changes its meaning; new ones are added.
 */
export const activityActions = [
  'organization.created',
  'person.signed_in',
  'person.sign_in_failed',
  'person.signed_out',
  'person.signed_out_everywhere',
  'person.password_reset_requested',
  'person.password_changed',
  'organization.switched_to',
  'invitation.sent',
  'invitation.revoked',
  'invitation.accepted',
  'role.granted',
  'role.revoked',
  'team.created',
  'team.changed',
  'team.archived',
  'customer.created',
  'plan.created',
  'document.created',
  'document.status_changed',
  'section.edited',
  'section.locked',
  'section.unlocked',
  'section.marked',
  'section.unmarked',
  'file.uploaded',
  'file.deleted',
  'evidence.added',
  'evidence.changed',
  'evidence.linked',
  'evidence.unlinked',
  'evidence.accepted',
  'evidence.rejected',
  'evidence.archived',
  'version.named',
  'task.created',
  'task.changed',
  'task.assigned',
  'task.status_changed',
  'task.deleted',
] as const

export type ActivityAction = (typeof activityActions)[number]

export const activityEntities = [
  'organization',
  'user',
  'invitation',
  'team',
  'customer',
  'iso_plan',
  'customer_document',
  'evidence',
  'storage_file',
  'task',
] as const
export type ActivityEntity = (typeof activityEntities)[number]
