import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'
import { countWrites } from './writes.ts'

/**
 * A connection that sends a query once the one before it was answered. Prisma asks for the relations of one read all at once, inside a transaction
 * on one connection; pg puts up with that in this version and no longer in the next.
 */
class OrderlyClient extends pg.Client {
  #last: Promise<unknown> = Promise.resolve()

  override query(...query: unknown[]): never {
    const send = super.query as (...query: unknown[]) => Promise<unknown>
    if (typeof query.at(-1) === 'function') return send.apply(this, query) as never // the pool's own queries, which have the connection to themselves
    const answer = this.#last.then(() => send.apply(this, query))
    this.#last = answer.catch(() => {})
    return answer as never
  }
}

/** Opens the application's connection pool. `max` connections; a transaction waits at most 5 s for one and may take 15 s. */
export function openPrisma(url: string, max = 12) {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max, connectionTimeoutMillis: 5_000, Client: OrderlyClient }),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  return client.$extends(countWrites)
}

export type Db = ReturnType<typeof openPrisma>
export type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]
