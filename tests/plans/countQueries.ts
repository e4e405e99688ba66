import pg from 'pg'
import { vi } from 'vitest'

/** How many statements the server in this process sends to PostgreSQL while `work` runs. Nothing else may run meanwhile. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}
