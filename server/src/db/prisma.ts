import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { countWrites } from './writes.ts'

/** Opens the application's connection pool. `max` connections; a transaction waits at most 5 s for one and may take 15 s. */
export function openPrisma(url: string, max = 12) {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max, connectionTimeoutMillis: 5_000 }),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  return client.$extends(countWrites)
}

export type Db = ReturnType<typeof openPrisma>
export type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]
