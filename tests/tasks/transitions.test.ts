import {
  refusalOf,
  type SectionProgress,
  statusAfterEvidence,
  statusAfterSection,
  type TaskState,
  type TaskStatus,
  taskStatuses,
} from '@certloom/shared/tasks/transitions'
import { describe, expect, it } from 'vitest'

const task = (status: TaskStatus, more: Partial<TaskState> = {}): TaskState => ({
  status,
  requiresEvidence: false,
  hasEvidence: false,
  evidenceDescription: null,
  blockedReason: status === 'blocked' ? 'No access yet' : null,
  ...more,
})

// biome-ignore format: a table is read by its columns
//                 to: pending in_progress blocked completed cancelled
const table: Record<TaskStatus, string> = {
  pending:     '      same    yes         yes     yes       yes  ',
  in_progress: '      yes     same        yes     yes       yes  ',
  blocked:     '      yes     yes         same    yes       yes  ',
  completed:   '      yes     yes         -       same      -    ',
  cancelled:   '      yes     yes         -       -         same ',
}

const cells = taskStatuses.flatMap((from) =>
  table[from]
    .trim()
    .split(/\s+/)
    .map((cell, column) => ({ from, to: taskStatuses[column] as TaskStatus, allowed: cell !== '-' })),
)

describe('the status of a task', () => {
  it.each(cells)('from $from to $to: $allowed', ({ from, to, allowed }) => {
    expect(refusalOf(task(from, { blockedReason: 'Waits for the supplier' }), to) === null).toBe(allowed)
  })

  it('says what to do where it cannot go', () => {
    expect(refusalOf(task('completed', { blockedReason: 'Why' }), 'blocked')).toEqual({
      code: 'conflict',
      detail: 'A task that is completed cannot become blocked. Open it again first.',
    })
  })

  it('is blocked with a reason only', () => {
    expect(refusalOf(task('pending'), 'blocked')).toEqual({ code: 'invalid_input', detail: expect.stringContaining('blocked_reason') })
    expect(refusalOf(task('blocked'), 'blocked')).toBeNull()
  })

  it.each(['pending', 'in_progress', 'blocked'] as const)('is not completed from %s while required evidence is missing', (from) => {
    const needing = task(from, { requiresEvidence: true, evidenceDescription: 'The signed policy' })
    expect(refusalOf(needing, 'completed')).toEqual({
      code: 'conflict',
      detail: 'This task needs evidence before it can be completed: The signed policy',
    })
    expect(refusalOf({ ...needing, evidenceDescription: null }, 'completed')?.detail).toContain('Add a file or a link')
    expect(refusalOf({ ...needing, hasEvidence: true }, 'completed')).toBeNull()
    expect(refusalOf(needing, 'cancelled')).toBeNull()
  })

  it('does not stay completed when evidence is asked for afterwards', () => {
    expect(refusalOf(task('completed', { requiresEvidence: true }), 'completed')?.code).toBe('conflict')
  })
})

const empty: SectionProgress = { isFilled: false, isEmpty: true, needsWork: false }
const begun: SectionProgress = { isFilled: false, isEmpty: false, needsWork: false }
const filled: SectionProgress = { isFilled: true, isEmpty: false, needsWork: false }
const marked: SectionProgress = { ...filled, needsWork: true }

describe('the task of a section', () => {
  it.each([
    ['filling completes it', 'pending', empty, filled, 'completed'],
    ['filling completes it, also when it was blocked', 'blocked', begun, filled, 'completed'],
    ['a first empty row begins it', 'pending', empty, begun, 'in_progress'],
    ['emptying opens it again', 'completed', filled, empty, 'pending'],
    ['taking away what counts opens it again as begun', 'completed', filled, begun, 'in_progress'],
    ['marking as needing work opens it again', 'completed', filled, marked, 'in_progress'],
    ['taking the mark away completes it', 'in_progress', marked, filled, 'completed'],
    ['filling a marked section does not complete it', 'in_progress', { ...empty, needsWork: true }, marked, 'in_progress'],
    ['more words do not complete what somebody opened again', 'pending', filled, filled, 'pending'],
    ['more words leave it completed', 'completed', filled, filled, 'completed'],
    ['a cancelled one stays cancelled when filled', 'cancelled', empty, filled, 'cancelled'],
    ['a cancelled one stays cancelled when emptied', 'cancelled', filled, empty, 'cancelled'],
    ['a blocked one stays blocked while the section is only begun', 'blocked', empty, begun, 'blocked'],
  ] as const)('%s', (_what, status, before, after, expected) => {
    expect(statusAfterSection({ status, requiresEvidence: false, hasEvidence: false }, before, after)).toBe(expected)
  })

  it('waits in progress where its evidence is missing', () => {
    const needing = { requiresEvidence: true, hasEvidence: false }
    expect(statusAfterSection({ status: 'pending', ...needing }, empty, filled)).toBe('in_progress')
    expect(statusAfterSection({ status: 'blocked', ...needing }, empty, filled)).toBe('blocked')
    expect(statusAfterSection({ status: 'pending', requiresEvidence: true, hasEvidence: true }, empty, filled)).toBe('completed')
  })

  it('is completed by accepted evidence once its section is done, and not before', () => {
    const waiting = { status: 'in_progress', requiresEvidence: true, hasEvidence: true } as const
    expect(statusAfterEvidence(waiting, true, filled)).toBe('completed')
    expect(statusAfterEvidence(waiting, true, null)).toBe('completed')
    expect(statusAfterEvidence(waiting, true, empty)).toBe('in_progress')
    expect(statusAfterEvidence(waiting, true, marked)).toBe('in_progress')
    expect(statusAfterEvidence(waiting, false, filled)).toBe('in_progress')
  })

  it('is opened again when its evidence is gone, and stays cancelled or free of evidence as it is', () => {
    const gone = { requiresEvidence: true, hasEvidence: false }
    expect(statusAfterEvidence({ status: 'completed', ...gone }, false, null)).toBe('in_progress')
    expect(statusAfterEvidence({ status: 'completed', requiresEvidence: false, hasEvidence: false }, false, null)).toBe('completed')
    expect(statusAfterEvidence({ status: 'cancelled', requiresEvidence: true, hasEvidence: true }, true, null)).toBe('cancelled')
    expect(statusAfterEvidence({ status: 'pending', requiresEvidence: false, hasEvidence: true }, true, null)).toBe('pending')
  })
})
