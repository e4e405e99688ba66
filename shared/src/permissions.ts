import type { Actor, CustomerRole, Guest, OrganizationRole, Principal } from './roles.ts'
import type { TaskStatus } from './tasks/transitions.ts'

/**
 * Who may do what: the one table (PRODUCT section 3). The server enforces it for REST and for live documents, the client asks it what to show.
 * `all` lists the staff roles; `own` lists the customer roles, for their own customer only.
 */
type Rule = { all: readonly OrganizationRole[]; own: readonly CustomerRole[] }

const admins = ['owner', 'admin'] as const
const reviewers = ['owner', 'admin', 'reviewer'] as const
const writers = ['owner', 'admin', 'reviewer', 'member'] as const
const planners = ['owner', 'admin', 'member'] as const
const everyone = ['owner', 'admin', 'reviewer', 'member', 'viewer'] as const
const customerEveryone = ['manager', 'contributor', 'viewer'] as const
const customerWriters = ['manager', 'contributor'] as const

const matrix = {
  'organization.administer': { all: admins, own: [] },
  'organization.delete': { all: ['owner'], own: [] },
  'owner.grant': { all: ['owner'], own: [] },
  'people.read': { all: everyone, own: customerEveryone },
  'team.write': { all: writers, own: ['manager'] },
  'customer.read': { all: everyone, own: customerEveryone },
  'customer.write': { all: planners, own: [] },
  'customer.delete': { all: admins, own: [] },
  'plan.read': { all: everyone, own: customerEveryone },
  'plan.write': { all: planners, own: [] },
  'plan.delete': { all: admins, own: [] },
  'task.read': { all: everyone, own: customerEveryone },
  'task.write': { all: writers, own: [] },
  'task.complete': { all: writers, own: customerWriters },
  'template.read': { all: everyone, own: customerEveryone },
  'template.write': { all: planners, own: [] },
  'template.publish': { all: reviewers, own: [] },
  'document.read': { all: everyone, own: customerEveryone },
  'document.edit': { all: writers, own: customerWriters },
  'document.comment': { all: everyone, own: customerEveryone },
  'document.submit': { all: writers, own: ['manager'] },
  'document.approve': { all: reviewers, own: [] },
  'document.export': { all: everyone, own: customerEveryone },
  'readiness.read': { all: everyone, own: customerEveryone },
  'readiness.write': { all: planners, own: [] },
  'readiness.delete': { all: admins, own: [] },
  'readiness.export': { all: everyone, own: customerEveryone },
  'answer.edit': { all: writers, own: customerWriters },
  'section.lock': { all: reviewers, own: [] },
  'version.restore': { all: reviewers, own: [] },
  'internal.read': { all: everyone, own: [] },
  'internal.write': { all: writers, own: [] },
  'evidence.upload': { all: writers, own: customerWriters },
  'evidence.review': { all: reviewers, own: [] },
  'interview.run': { all: writers, own: [] },
  'interview.join': { all: writers, own: customerWriters },
  'interview.watch': { all: writers, own: customerEveryone },
  'customer_staff.invite': { all: writers, own: ['manager'] },
  'link.create': { all: writers, own: ['manager'] },
  'api_token.manage': { all: admins, own: [] },
  'activity.read': { all: everyone, own: ['manager'] },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof matrix
export const actions = Object.keys(matrix) as Action[]

/**
 * May this actor do this?
 * @param actor who asks
 * @param action what they want to do
 * @param customerId the customer the thing belongs to; leave it out for things of the organization itself
 * @returns true only if the table allows it and, for customer staff, the thing is their own customer's; never for a guest, whose rights are by thing
 */
export function can(actor: Principal, action: Action, customerId?: string): boolean {
  if (actor.kind === 'guest') return false
  const rule: Rule = matrix[action]
  if (actor.kind === 'staff') return rule.all.includes(actor.role)
  return rule.own.includes(actor.role) && (customerId === undefined || customerId === actor.customerId)
}

/** May this actor know of such a conversation? What is internal is not even counted for a customer's people. */
export const canSeeComments = (actor: Actor, { customerId, isInternal }: { customerId: string; isInternal: boolean }): boolean =>
  can(actor, isInternal ? 'internal.read' : 'document.read', customerId)

/** May this actor take part in such a conversation: begin it, reply, resolve and reopen? It takes no right to write in the document. */
export const canComment = (actor: Actor, { customerId, isInternal }: { customerId: string; isInternal: boolean }): boolean =>
  can(actor, 'document.comment', customerId) && (!isInternal || can(actor, 'internal.write', customerId))

/**
 * May this actor work on this task: begin, complete, block or reopen it? Staff who write any; a customer's people those assigned to them or to a team they are
 * in (PRODUCT section 3: "complete own tasks").
 */
export const canWorkOnTask = (actor: Actor, task: { customerId: string; isMine: boolean }): boolean =>
  can(actor, 'task.write', task.customerId) || (can(actor, 'task.complete', task.customerId) && task.isMine)

/** May this actor move this task so? Who may work on it, but only staff who write any cancel one or open a cancelled one again. */
export const canMoveTask = (
  actor: Actor,
  task: { customerId: string; isMine: boolean },
  { from, to }: { from: TaskStatus; to: TaskStatus },
): boolean => canWorkOnTask(actor, task) && ((from !== 'cancelled' && to !== 'cancelled') || can(actor, 'task.write', task.customerId))

/** What a customer's person is told who may work on a task, but not cancel it. */
export const cancellingIsForStaff = 'Only your consultant can cancel a task or open a cancelled one again.'

/** What a guest may come to, by its kind and id. */
export type GuestPlace = { kind: 'session' | 'document' | 'checklist'; id: string }

/** May this guest know of it, and read it whole? Their session, and what that is about; nothing else of the customer's. */
export function canVisit({ sessionId, reach }: Guest, { kind, id }: GuestPlace): boolean {
  if (kind === 'session') return id === sessionId
  return kind === 'document' ? reach.documents.has(id) : reach.checklists.has(id)
}

/** May this guest write in this section? Only where their session asks for it. */
export const canAnswer = ({ reach }: Guest, { documentId, sectionId }: { documentId: string; sectionId: string }): boolean =>
  reach.documents.get(documentId)?.has(sectionId) ?? false
