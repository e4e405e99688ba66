import { type CommentFilter, commentFilters } from '@certloom/shared/comments/filters'

/** Route id of the document page, for `getRouteApi`; its URL is `/documents/$documentId`. */
export const documentRouteId = '/app/documents/$documentId'

/**
 * What of a document's page is in its address: the revision that is looked at, which revisions are listed, the open thread, and which threads are shown.
 */
export type DocumentSearch = {
  version?: number | undefined
  /** the revision that `version`, or the document as it is now, is compared with */
  compare?: number | undefined
  named?: true | undefined
  by?: string | undefined
  section?: string | undefined
  comment?: string | undefined
  comments?: CommentFilter | undefined
  /** shows staff their internal notes beside the sections */
  notes?: true | undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const revisionIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined

/** Reads the address; what is nothing of ours is left out. */
export function documentSearch({
  version,
  compare,
  named,
  by,
  section,
  comment,
  comments,
  notes,
}: Record<string, unknown>): DocumentSearch {
  return {
    version: revisionIn(version),
    compare: revisionIn(compare),
    named: named === true ? true : undefined,
    by: typeof by === 'string' && uuid.test(by) ? by : undefined,
    section: typeof section === 'string' && section !== '' && section.length <= 120 ? section : undefined,
    comment: typeof comment === 'string' && uuid.test(comment) ? comment : undefined,
    comments: commentFilters.find((filter) => filter === comments),
    notes: notes === true ? true : undefined,
  }
}
