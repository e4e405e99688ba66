import { type AnswerStatus, answerStatuses } from '@certloom/shared/readiness/status'

/** Route id of the checklist page, for `getRouteApi`; its URL is `/readiness/$projectId`. */
export const checklistRouteId = '/app/readiness/$projectId'

export const checklistStatuses = ['unanswered', ...answerStatuses] as const
export type ChecklistStatus = 'unanswered' | AnswerStatus

export const checklistSorts = ['code', 'status', 'owner', 'due'] as const
export type ChecklistSort = (typeof checklistSorts)[number]

/** What of a checklist is in its address: which rows are shown, in which order, and which one is open. */
export type ChecklistSearch = {
  status?: ChecklistStatus | undefined
  domain?: string | undefined
  /** the id of a person or a team; `mine` for the reader and their teams, `none` for rows nobody owns */
  owner?: string | undefined
  cmmc?: true | undefined
  q?: string | undefined
  sort?: ChecklistSort | undefined
  /** one list instead of domains with their scores */
  flat?: true | undefined
  row?: string | undefined
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((one) => one === value)

const textOf = (value: unknown, longest: number): string | undefined => {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return text === '' || text.length > longest ? undefined : text
}

/** Reads the address; what is nothing of ours is left out. */
export const checklistSearch = ({ status, domain, owner, cmmc, q, sort, flat, row }: Record<string, unknown>): ChecklistSearch => ({
  status: oneOf(checklistStatuses, status),
  domain: textOf(domain, 40),
  owner: textOf(owner, 40),
  cmmc: cmmc === true ? true : undefined,
  q: textOf(q, 200),
  sort: oneOf(checklistSorts, sort),
  flat: flat === true ? true : undefined,
  row: textOf(row, 40),
})
