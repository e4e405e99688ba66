import type { Plan } from '@certloom/shared/plans/contract'

/** What every dialog about a plan is given. */
export type PlanDialogProps = { plan: Plan; onClose: () => void }
