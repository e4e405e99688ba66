/**
 * How far a document is, in whole percent: floor(mandatory filled / mandatory x 100); a document with no mandatory section is complete
 * (PRODUCT decision 11). A section that somebody marked as needing work does not count as filled (decision 10).
 */
export function documentCompletion(sections: readonly { isMandatory: boolean; isFilled: boolean; needsWork?: boolean }[]): {
  total: number
  completed: number
  percentage: number
} {
  const mandatory = sections.filter((section) => section.isMandatory)
  const completed = mandatory.filter((section) => section.isFilled && section.needsWork !== true).length
  return { total: mandatory.length, completed, percentage: mandatory.length === 0 ? 100 : Math.floor((completed / mandatory.length) * 100) }
}

/** A fraction with two decimals, halves upwards, as the database rounds; computed on whole numbers, so that no binary fraction gets in between. */
export const toTwoDecimals = (numerator: number, denominator: number): number =>
  Math.floor((200 * numerator + denominator) / (2 * denominator)) / 100

/** What a plan consists of, without what is archived or cancelled. */
export type PlanCounts = { documents: number; approvedDocuments: number; tasks: number; completedTasks: number }

/**
 * How far a plan is, in percent: 60 % documents that have an approved version, 40 % completed tasks; documents alone if there are no tasks;
 * nothing without documents (PRODUCT decision 11).
 */
export function planProgress({ documents, approvedDocuments, tasks, completedTasks }: PlanCounts): number {
  if (documents === 0) return 0
  if (tasks === 0) return toTwoDecimals(100 * approvedDocuments, documents)
  return toTwoDecimals(60 * approvedDocuments * tasks + 40 * completedTasks * documents, documents * tasks)
}

/** How far a customer, or a whole organization, is: the mean of its active plans, nothing without one. */
export function customerProgress(plans: readonly number[]): number {
  const hundredths = plans.reduce((sum, progress) => sum + Math.round(progress * 100), 0)
  return plans.length === 0 ? 0 : toTwoDecimals(hundredths, 100 * plans.length)
}
