import { createHash } from 'node:crypto'
import { AppError } from '@certloom/shared/errors'
import type { Services } from '../context.ts'
import type { ExportJob } from '../db/generated/client.ts'
import type { TakenExport } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { type Tenant, withTenant } from '../db/tenant.ts'
import { storageKey } from '../files/store.ts'
import { namesOf, presentPerson } from '../members/names.ts'
import type { PrintedDocument } from './blocks.ts'
import { htmlOf } from './html.ts'
import { archiveOf } from './planArchive.ts'
import type { Printer } from './printer.ts'
import { fileNameOf, renderDocument } from './render.ts'
import { readSource } from './source.ts'
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

/**
 * Makes one export and keeps its file.
 * @throws `not_found`, `damaged`, `unavailable` with words for whoever asked for it; the signal's reason if it is called off
 */
export async function writeExport(
  services: Desk['services'] & { printer: Printer },
  taken: TakenExport,
  signal: AbortSignal,
): Promise<void> {
  const desk = await sitDown(services, taken, signal)
  const file = desk.job.planId === null ? await oneDocument(desk) : await archiveOf(desk, desk.job.planId)
  signal.throwIfAborted()
  await keep(desk, file)
}

async function sitDown(
  { printer, ...services }: Desk['services'] & { printer: Printer },
  taken: TakenExport,
  signal: AbortSignal,
): Promise<Desk> {
  const tenant: Tenant = { organizationId: taken.organization_id, customerId: taken.customer_id }
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTenant(services.db, tenant, work)
  const { job, by } = await read(async (tx) => {
    const found = await tx.exportJob.findFirstOrThrow({ where: { id: taken.id } })
    return { job: found, by: presentPerson(found.requestedById, await namesOf(tx, [found.requestedById])).name }
  })
  return {
    services,
    job,
    exported: { by, at: new Date() },
    read,
    write: (document) => (job.format === 'docx' ? wordOf(document) : printer.print(htmlOf(document), signal)),
    async advance(documentsDone) {
      signal.throwIfAborted()
      await settle(read, job, { documentsDone, leasedUntil: new Date(Date.now() + lease) })
    },
  }
}

/** As long as the database gives it at first, in milliseconds. */
const lease = 120_000

async function oneDocument({ job, exported, read, write }: Desk): Promise<WrittenFile> {
  const { documentId, revision, format } = job
  if (documentId === null || revision === null) throw new Error('An export is of neither a document nor a plan.')
  const source = await read((tx) => readSource(tx, { documentId, revision, exported }))
  return { name: `${fileNameOf(source)}.${format}`, bytes: await write(renderDocument(source)) }
}

async function keep({ services, job, read }: Desk, { name, bytes }: WrittenFile): Promise<void> {
  const key = storageKey(job.organizationId, job.id)
  const staged = await services.files.stage(oneChunk(bytes))
  try {
    await staged.keep(key)
    await settle(read, job, {
      status: 'done',
      documentsDone: job.documentsTotal,
      storageKey: key,
      fileName: name,
      sizeBytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      leasedUntil: null,
    })
  } catch (error) {
    await Promise.all([staged.discard(), services.files.delete(key)])
    throw error
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function settle(
  read: Desk['read'],
  { organizationId, id }: ExportJob,
  data: Parameters<Tx['exportJob']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await read((tx) => tx.exportJob.updateMany({ where: { organizationId, id, status: 'running' }, data }))
  if (count === 0) throw new AppError('conflict', 'This export was called off.')
}
