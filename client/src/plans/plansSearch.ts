import { type PlanStatus, planStatuses } from '@certloom/shared/plans/transitions'

/** What of the list of plans is in its address. */
export type PlansSearch = { status?: PlanStatus | undefined; customer?: string | undefined; owner?: 'me' | undefined }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what is nothing of ours is left out. */
export const plansSearch = ({ status, customer, owner }: Record<string, unknown>): PlansSearch => ({
  status: planStatuses.find((one) => one === status),
  customer: typeof customer === 'string' && uuid.test(customer) ? customer : undefined,
  owner: owner === 'me' ? 'me' : undefined,
})
