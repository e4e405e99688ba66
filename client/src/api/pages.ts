/** How lists that answer page by page go on, for TanStack's infinite queries. */
export const byCursor: {
  initialPageParam: string | undefined
  getNextPageParam: (page: { next_cursor: string | null }) => string | undefined
} = {
  initialPageParam: undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
}
