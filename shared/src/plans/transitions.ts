export const planStatuses = ['active', 'paused', 'completed', 'cancelled'] as const
export type PlanStatus = (typeof planStatuses)[number]

/** Where a plan may go from where it is. One that ended can be taken up again, if the customer has no other for its framework by then. */
const next: Record<PlanStatus, readonly PlanStatus[]> = {
  active: ['paused', 'completed', 'cancelled'],
  paused: ['active', 'completed', 'cancelled'],
  completed: ['active'],
  cancelled: ['active'],
}

/** May a plan go from one status to another? Staying is always possible. */
export const canBecome = (from: PlanStatus, to: PlanStatus): boolean => from === to || next[from].includes(to)
