export const taskStatuses = ['pending', 'in_progress', 'blocked', 'completed', 'cancelled'] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** Where a task may go from where it is. What is done or called off is first opened again. */
const next: Record<TaskStatus, readonly TaskStatus[]> = {
  pending: ['in_progress', 'blocked', 'completed', 'cancelled'],
  in_progress: ['pending', 'blocked', 'completed', 'cancelled'],
  blocked: ['pending', 'in_progress', 'completed', 'cancelled'],
  completed: ['pending', 'in_progress'],
  cancelled: ['pending', 'in_progress'],
}

/** The statuses to go through from one to another, in order; empty where it is already. */
export function stepsTo(from: TaskStatus, to: TaskStatus): TaskStatus[] {
  if (from === to) return []
  return next[from].includes(to) ? [to] : ['pending', to]
}

/** Is there still something to do? */
export const isOpen = (status: TaskStatus): boolean => status !== 'completed' && status !== 'cancelled'

/** What the rules need to know of a task. */
export type TaskState = {
  status: TaskStatus
  requiresEvidence: boolean
  hasEvidence: boolean
  evidenceDescription: string | null
  blockedReason: string | null
}

/** Why something cannot be, in a sentence that says what to do. */
export type Refusal = { code: 'invalid_input' | 'conflict'; detail: string }

/**
 * Why a task cannot go to a status; null if it can. Staying where it is always can, but for a completed one that was given a need for evidence.
 * @param task as it will be but for the status; `blockedReason` says why it is blocked, if that is where it goes
 */
export function refusalOf(task: TaskState, to: TaskStatus): Refusal | null {
  if (to === 'blocked' && !task.blockedReason) return { code: 'invalid_input', detail: 'Say in `blocked_reason` what the task waits for.' }
  if (to !== task.status && !next[task.status].includes(to)) {
    return { code: 'conflict', detail: `A task that is ${task.status} cannot become ${to}. Open it again first.` }
  }
  return to === 'completed' && lacksEvidence(task) ? { code: 'conflict', detail: evidenceAsked(task) } : null
}

const evidenceAsked = ({ evidenceDescription }: TaskState): string =>
  evidenceDescription
    ? `This task needs evidence before it can be completed: ${evidenceDescription}`
    : 'This task needs evidence before it can be completed. Add a file or a link to it.'

const lacksEvidence = ({ requiresEvidence, hasEvidence }: Pick<TaskState, 'requiresEvidence' | 'hasEvidence'>): boolean =>
  requiresEvidence && !hasEvidence

/** What a section says, as far as its task follows it. */
export type SectionProgress = { isFilled: boolean; isEmpty: boolean; needsWork: boolean }

const isDone = ({ isFilled, needsWork }: SectionProgress): boolean => isFilled && !needsWork

/**
 * Where the task of a section stands after the section changed. Filling completes it, as far as its evidence is there; emptying, or marking
 * as needing work, opens it again. What people decided meanwhile stays: a cancelled task never moves, and more words in a section that was
 * done before do not complete a task that somebody opened again.
 */
export function statusAfterSection(
  task: Pick<TaskState, 'status' | 'requiresEvidence' | 'hasEvidence'>,
  before: SectionProgress,
  after: SectionProgress,
): TaskStatus {
  const { status } = task
  if (status === 'cancelled') return status
  if (isDone(after)) {
    if (isDone(before)) return status
    return lacksEvidence(task) ? begun(status) : 'completed'
  }
  if (status === 'completed') return after.isEmpty ? 'pending' : 'in_progress'
  return before.isEmpty && !after.isEmpty ? begun(status) : status
}

const begun = (status: TaskStatus): TaskStatus => (status === 'pending' ? 'in_progress' : status)

/**
 * Where a task stands after evidence for it came or went. Accepted evidence completes a task that waits for it, once its section is done too;
 * one completed with evidence that is there no more is opened again.
 * @param hasCome whether accepted evidence came just now
 * @param section what its section says, if the task is to fill one
 */
export function statusAfterEvidence(
  task: Pick<TaskState, 'status' | 'requiresEvidence' | 'hasEvidence'>,
  hasCome: boolean,
  section: SectionProgress | null,
): TaskStatus {
  const { status } = task
  if (status === 'completed' && lacksEvidence(task)) return 'in_progress'
  const isWaiting = isOpen(status) && task.requiresEvidence
  return hasCome && isWaiting && (section === null || isDone(section)) ? 'completed' : status
}
