/** Route ids for `getRouteApi`. */
export const reviewRouteId = '/app/documents/$documentId/review'
export const reviewsRouteId = '/app/reviews'

export const reviewListStates = ['waiting', 'open', 'decided', 'all'] as const
export type ReviewListState = (typeof reviewListStates)[number]

/** Which submissions are listed, as the address says it. */
export type ReviewsSearch = { state?: ReviewListState | undefined }

/** Reads the address; what is nothing of ours is left out. */
export const reviewsSearch = ({ state }: Record<string, unknown>): ReviewsSearch => ({
  state: reviewListStates.find((known) => known === state),
})
