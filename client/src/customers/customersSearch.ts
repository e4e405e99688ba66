import {
  type CustomerSort,
  customerSorts,
  type ProgressBand,
  progressBands,
  type SortOrder,
  sortOrders,
} from '@certloom/shared/customers/listing'

/** Which customers are listed, as the address says it; what is left out does not matter. */
export type CustomersSearch = {
  q?: string | undefined
  framework?: string | undefined
  progress?: ProgressBand | undefined
  archived?: true | undefined
  sort?: CustomerSort | undefined
  order?: SortOrder | undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((one) => one === value)

/** People search for numbers too, and the router reads those as such. */
const words = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '' ? String(value).slice(0, 200) : undefined

/** Reads the address; what is nothing of ours is left out. */
export function customersSearch({ q, framework, progress, archived, sort, order }: Record<string, unknown>): CustomersSearch {
  return {
    q: words(q),
    framework: typeof framework === 'string' && uuid.test(framework) ? framework : undefined,
    progress: oneOf(progressBands, progress),
    archived: archived === true ? true : undefined,
    sort: oneOf(customerSorts, sort),
    order: oneOf(sortOrders, order),
  }
}

/** Whether fewer than all customers are asked for. */
export const isFiltered = ({ q, framework, progress }: CustomersSearch): boolean =>
  q !== undefined || framework !== undefined || progress !== undefined
