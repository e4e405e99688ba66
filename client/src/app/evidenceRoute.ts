import { evidenceFilters, evidenceSorts, requirementStates } from '@certloom/shared/evidence/listing'
import { sourceTypes } from '@certloom/shared/evidence/sources'
import { fileSorts } from '@certloom/shared/files/listing'

/** Route ids for `getRouteApi`. */
export const registerRouteId = '/app/customers/$customerId/files'
export const queueRouteId = '/app/evidence'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const oneOf = <T extends string>(values: readonly T[], given: unknown): T | undefined => values.find((value) => value === given)
const idIn = (given: unknown): string | undefined => (typeof given === 'string' && uuid.test(given) ? given : undefined)
const wordsIn = (given: unknown): string | undefined => {
  const words = typeof given === 'string' || typeof given === 'number' ? String(given).trim().slice(0, 200) : ''
  return words === '' ? undefined : words
}

/** Which evidence is listed, as the address says it. */
export type QueueSearch = {
  status?: (typeof evidenceFilters)[number] | undefined
  type?: (typeof sourceTypes)[number] | undefined
  by?: string | undefined
  q?: string | undefined
  sort?: (typeof evidenceSorts)[number] | undefined
}

/** Reads the address; what is nothing of ours is left out. */
export const queueSearch = ({ status, type, by, q, sort }: Record<string, unknown>): QueueSearch => ({
  status: oneOf(evidenceFilters, status),
  type: oneOf(sourceTypes, type),
  by: idIn(by),
  q: wordsIn(q),
  sort: oneOf(evidenceSorts, sort),
})

export const registerViews = ['required', 'evidence', 'files'] as const

/** What of a customer's files and evidence is shown. */
export type RegisterSearch = QueueSearch & {
  /** what is required, unless it says otherwise */
  view?: (typeof registerViews)[number] | undefined
  state?: (typeof requirementStates)[number] | undefined
  plan?: string | undefined
  document?: string | undefined
  /** the task that is given evidence just now */
  give?: string | undefined
  /** a folder people made, what is in none of them, or the trash */
  folder?: string | undefined
  order?: (typeof fileSorts)[number] | undefined
}

/** Reads the address; what is nothing of ours is left out. */
export const registerSearch = ({ view, state, plan, document, give, folder, order, ...rest }: Record<string, unknown>): RegisterSearch => ({
  ...queueSearch(rest),
  view: oneOf(registerViews, view),
  state: oneOf(requirementStates, state),
  plan: idIn(plan),
  document: idIn(document),
  give: idIn(give),
  folder: oneOf(['none', 'trash'], folder) ?? idIn(folder),
  order: oneOf(fileSorts, order),
})
