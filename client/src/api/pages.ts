/** How lists that answer page by page go on, for TanStack's infinite queries. */
export const byCursor: {
  initialPageParam: string | undefined
  getNextPageParam: (page: { next_cursor: string | null }) => string | undefined
} = {
  initialPageParam: undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
}

type PageOf<Row> = { data: Row[]; next_cursor: string | null }

/** All pages of a list that a page shows as a whole: a customer's documents, the evidence of one of them. */
export async function allPages<Row>(page: (cursor: string | undefined) => Promise<PageOf<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const { data, next_cursor } = await page(cursor)
    rows.push(...data)
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return rows
}
