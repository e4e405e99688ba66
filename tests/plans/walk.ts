type Page<Row> = { data: Row[]; next_cursor: string | null }

/** Everything a list has, read page by page as a client would. */
export async function walk<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = await read(undefined); ; page = await read(page.next_cursor)) {
    rows.push(...page.data)
    if (page.next_cursor === null) return rows
    if (page.data.length === 0) throw new Error('An empty page promises another one.')
  }
}

/** Cursors that no list gave out: no base64, no JSON, JSON of another shape. */
export const garbage = [
  '%%%',
  'bm90IGpzb24',
  Buffer.from('[true,{}]').toString('base64url'),
  Buffer.from('["x","y","z","q"]').toString('base64url'),
]
