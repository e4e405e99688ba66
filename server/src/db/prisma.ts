import { PrismaPg } from '@prisma/adapter-pg'
import { connectionWith } from './connection.ts'
import { PrismaClient } from './generated/client.ts'
import { countWrites } from './writes.ts'

/** A query that is not answered for this long never will be: its transaction is over long before, in milliseconds. */
const answerTime = 20_000

/**
 * Opens the application's connection pool. `max` connections; a transaction waits at most 5 s for one and may take 15 s; a connection that does not
 * answer a query within `patience` milliseconds is given up.
 */
export function openPrisma(url: string, max = 12, patience = answerTime) {
  const pool = { connectionString: url, max, connectionTimeoutMillis: 5_000, keepAlive: true, Client: connectionWith(patience) }
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  return client.$extends(countWrites)
}

export type Db = ReturnType<typeof openPrisma>
export type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]
