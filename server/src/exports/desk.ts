import { AppError } from '@certloom/shared/errors'
import type { Services } from '../context.ts'
import type { ExportJob } from '../db/generated/client.ts'
import type { TakenExport } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { type Tenant, withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'
import { readBrand } from '../organizations/brand.ts'
import type { PrintedDocument } from './blocks.ts'
import { htmlOf } from './html.ts'
import type { Printer } from './printer.ts'
import { wordOf } from './word.ts'

/** A file as it goes into the store. */
export type WrittenFile = { name: string; bytes: Uint8Array }

/** What an export is made with. All it reads is read as the customer's own people would: nothing of the staff's can be in it. */
export type Desk = {
  services: Pick<Services, 'db' | 'files' | 'live'>
  job: ExportJob
  exported: { by: string; at: Date }
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  write(document: PrintedDocument): Promise<Uint8Array>
  /** Says how far it is, and goes on only if nobody has called it off. */
  advance(documentsDone: number): Promise<void>
}

/** Gets ready for an export that was taken. */
export async function openDesk(
  { printer, ...services }: Desk['services'] & { printer: Printer },
  taken: TakenExport,
  signal: AbortSignal,
): Promise<Desk> {
  const tenant: Tenant = { organizationId: taken.organization_id, customerId: taken.customer_id }
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTenant(services.db, tenant, work)
  const { job, by, brand } = await read(async (tx) => {
    const found = await tx.exportJob.findFirstOrThrow({ where: { id: taken.id } })
    return {
      job: found,
      by: presentPerson(found.requestedById, await namesOf(tx, [found.requestedById])).name,
      brand: await readBrand(tx, found.organizationId),
    }
  })
  return {
    services,
    job,
    exported: { by, at: new Date() },
    read,
    write: (document) => {
      const branded = { ...document, brand }
      return job.format === 'docx' ? wordOf(branded) : printer.print(htmlOf(branded), signal)
    },
    async advance(documentsDone) {
      signal.throwIfAborted()
      await settle(read, job, { documentsDone, leasedUntil: new Date(Date.now() + lease) })
    },
  }
}

/** As long as the database gives it at first, in milliseconds. */
const lease = 120_000

/** Writes down how it stands with an export. Throws `conflict` if it is not being made any more. */
export async function settle(
  read: Desk['read'],
  { organizationId, id }: ExportJob,
  data: Parameters<Tx['exportJob']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await read((tx) => tx.exportJob.updateMany({ where: { organizationId, id, status: 'running' }, data }))
  if (count === 0) throw new AppError('conflict', 'This export was cancelled.')
}
