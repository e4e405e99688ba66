/** Which threads of a document are asked for. */
export const commentFilters = ['all', 'open', 'resolved', 'mine', 'mentioned', 'internal'] as const
export type CommentFilter = (typeof commentFilters)[number]
