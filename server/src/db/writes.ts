import { AsyncLocalStorage } from 'node:async_hooks'
import { Prisma } from './generated/client.ts'

/** What one tenant transaction has done so far. */
export type Ledger = { writes: Set<string>; activities: number }

export const ledger = new AsyncLocalStorage<Ledger>()

/** Tables whose rows are mechanism or concern one person alone: they need no activity row. */
const mechanism = new Set([
  'Mail',
  'LiveDocument',
  'LiveUpdate',
  'LiveClient',
  'Notification',
  'NotificationPreference',
  'ReviewVisit',
  'ExportJob',
])
const writing = new Set([
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
])

/** Counts writes per transaction, so that `withTenant` can insist that who did them is on record. */
export const countWrites = Prisma.defineExtension({
  name: 'count-writes',
  query: {
    $allModels: {
      $allOperations({ model, operation, args, query }) {
        const current = ledger.getStore()
        if (current && writing.has(operation)) {
          if (model === 'Activity') current.activities++
          else if (!mechanism.has(model)) current.writes.add(model)
        }
        return query(args)
      },
    },
  },
})
