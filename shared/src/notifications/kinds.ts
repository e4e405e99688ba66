/** What people are told of, and whether by mail too unless they chose otherwise. */
export const notificationKinds = {
  person_joined: { label: 'Somebody I invited joined', mail: false },
  evidence_waiting: { label: 'Evidence waits for my review', mail: true },
  evidence_accepted: { label: 'Evidence I gave was accepted', mail: false },
  evidence_rejected: { label: 'Evidence I gave was rejected', mail: true },
  evidence_expiring: { label: 'Evidence I gave ends soon or has ended', mail: true },
  document_assigned: { label: 'I am made responsible for a document', mail: true },
  document_submitted: { label: 'A document waits for my review', mail: true },
  document_approved: { label: 'A document I worked on is approved', mail: true },
  document_changes_requested: { label: 'Changes are requested in a document I worked on', mail: true },
  document_rejected: { label: 'A document I worked on is rejected', mail: true },
  document_approval_withdrawn: { label: 'The approval of a document I worked on is withdrawn', mail: true },
  plan_assigned: { label: 'I am made the owner of a plan', mail: true },
  task_assigned: { label: 'A task is assigned to me', mail: true },
  task_assigned_team: { label: 'A task is assigned to a team I am in', mail: false },
  task_mentioned: { label: 'Somebody mentions me in a comment on a task', mail: true },
  task_commented: { label: 'Somebody comments on a task of mine', mail: false },
  task_blocked: { label: 'A task I added or answer for is blocked', mail: false },
  task_completed_by_customer: { label: 'A customer completes a task I added', mail: false },
  task_due_soon: { label: 'A task of mine is due in three days or less', mail: false },
  task_overdue: { label: 'A task of mine is overdue', mail: true },
  comment_mentioned: { label: 'Somebody mentions me in a comment', mail: true },
  comment_replied: { label: 'Somebody replies in a thread I wrote in', mail: false },
  document_commented: { label: 'Somebody comments on a document I am responsible for', mail: false },
  export_sent: { label: 'Somebody sends me an exported file', mail: true },
} as const satisfies Record<string, { label: string; mail: boolean }>

export type NotificationKind = keyof typeof notificationKinds

/** The names a notification's sentence needs, as they were when it was written. */
export type NotificationFacts = Readonly<Record<string, string>>

/** What happened, as the rest of a sentence that begins with the name of who did it. */
export function notificationSentence(kind: NotificationKind, facts: NotificationFacts): string {
  switch (kind) {
    case 'person_joined':
      return `accepted your invitation and joined ${facts.place}`
    case 'evidence_waiting':
      return `${facts.again ? 'changed' : 'gave'} “${facts.title}” for ${facts.customer}; it waits for your review`
    case 'evidence_accepted':
      return `accepted “${facts.title}”`
    case 'evidence_rejected':
      return `rejected “${facts.title}”: ${facts.reason}`
    case 'evidence_expiring':
      return facts.state === 'expired'
        ? `tells you that “${facts.title}” of ${facts.customer} is no longer valid since ${facts.day}`
        : `reminds you that “${facts.title}” of ${facts.customer} is valid until ${facts.day} only`
    case 'document_assigned':
      return `made you responsible for ${facts.documents ?? `“${facts.document}”`} of ${facts.customer}`
    case 'document_submitted':
      return `submitted “${facts.document}” of ${facts.customer} for review`
    case 'document_approved':
      return `approved version ${facts.version} of “${facts.document}”`
    case 'document_changes_requested':
      return `requested changes in “${facts.document}”: ${facts.notes}`
    case 'document_rejected':
      return `rejected “${facts.document}”: ${facts.notes}`
    case 'document_approval_withdrawn':
      return `withdrew the approval of version ${facts.version} of “${facts.document}”: ${facts.notes}`
    case 'plan_assigned':
      return `made you the owner of ${facts.plans} of ${facts.customer}`
    case 'task_assigned':
      return `assigned you ${facts.tasks ?? `the task “${facts.title}”`} of ${facts.customer}`
    case 'task_assigned_team':
      return `assigned to your team ${facts.team} ${facts.tasks ?? `the task “${facts.title}”`} of ${facts.customer}`
    case 'task_mentioned':
      return `mentioned you in a comment on the task “${facts.title}”`
    case 'task_commented':
      return `commented on your task “${facts.title}”`
    case 'task_blocked':
      return `blocked the task “${facts.title}” of ${facts.customer} because: ${facts.reason}`
    case 'task_completed_by_customer':
      return `completed the task “${facts.title}” of ${facts.customer}`
    case 'task_due_soon':
      return `reminds you: ${facts.tasks} of ${facts.customer}, due on ${facts.day}`
    case 'task_overdue':
      return `reminds you: ${facts.tasks} of ${facts.customer}, overdue since ${facts.day}`
    case 'comment_mentioned':
      return `mentioned you in a comment on ${facts.document}`
    case 'comment_replied':
      return `replied to your thread on ${facts.document}`
    case 'document_commented':
      return `commented on ${facts.document}`
    case 'export_sent':
      return `sent you “${facts.file}” of ${facts.customer}, to be had for a day`
  }
}

/** What notifications can be about. */
export const notificationEntities = [
  'user',
  'task',
  'task_list',
  'evidence',
  'comment_thread',
  'document',
  'document_list',
  'plan',
  'plan_list',
  'review',
  'export',
] as const
export type NotificationEntity = (typeof notificationEntities)[number]

/** The page that shows what a notification is about. */
export function notificationPath({ type, id }: { type: NotificationEntity; id: string }): string {
  switch (type) {
    case 'user':
      return '/people'
    case 'evidence':
      return `/evidence/${id}`
    case 'document':
      return `/documents/${id}`
    case 'document_list':
      return '/documents?assignee=me'
    case 'plan':
      return `/plans/${id}`
    case 'plan_list':
      return '/plans?owner=me'
    case 'review':
      return `/documents/${id}/review`
    case 'task':
      return `/tasks?task=${id}`
    case 'task_list':
      return '/my-work'
    case 'comment_thread':
      return `/comments/${id}`
    case 'export':
      return `/exports/${id}`
  }
}
