import { customerProgress, planProgress } from '@certloom/shared/progress/progress'
import { describe, expect, it } from 'vitest'

const plan = (approvedDocuments: number, documents: number, completedTasks: number, tasks: number): number =>
  planProgress({ approvedDocuments, documents, completedTasks, tasks })

describe('the progress of a plan', () => {
  it.each([
    ['one of 15 documents and 8 of 120 tasks', plan(1, 15, 8, 120), 6.67],
    ['10 of 15 documents and 85 of 120 tasks', plan(10, 15, 85, 120), 68.33],
    ['nothing yet', plan(0, 15, 0, 120), 0],
    ['everything', plan(15, 15, 120, 120), 100],
    ['documents alone, where there are no tasks', plan(1, 3, 0, 0), 33.33],
    ['no documents, whatever else is done', plan(0, 0, 5, 5), 0],
    ['a half of a hundredth is rounded up', plan(0, 1, 1, 3200), 0.01],
    ['less than that is not', plan(0, 1, 1, 8001), 0],
  ])('%s', (_what, progress, expected) => {
    expect(progress).toBe(expected)
  })
})

describe('the progress of a customer', () => {
  it('is the mean of its active plans, with two decimals', () => {
    expect(customerProgress([6.67, 68.33])).toBe(37.5)
    expect(customerProgress([33.33, 33.33, 33.34])).toBe(33.33)
    expect(customerProgress([])).toBe(0)
  })
})
