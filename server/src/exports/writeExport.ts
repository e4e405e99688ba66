import { createHash } from 'node:crypto'
import type { TakenExport } from '../db/identity.ts'
import { deleteIfRolledBack } from '../files/deleteIfRolledBack.ts'
import { storageKey } from '../files/store.ts'
import { type Desk, openDesk, settle, type WrittenFile } from './desk.ts'
import { minutesFileOf } from './minutesFile.ts'
import { archiveOf } from './planArchive.ts'
import type { Printer } from './printer.ts'
import { fileNameOf, renderDocument } from './render.ts'
import { readSource } from './source.ts'
import { statementFile } from './statementFile.ts'

/**
 * Makes one export and keeps its file.
 * @throws `not_found`, `damaged`, `unavailable` with words for whoever asked for it; the signal's reason if it is called off
 */
export async function writeExport(
  services: Desk['services'] & { printer: Printer },
  taken: TakenExport,
  signal: AbortSignal,
): Promise<void> {
  const desk = await openDesk(services, taken, signal)
  const file = await write(desk)
  signal.throwIfAborted()
  await keep(desk, file)
}

function write(desk: Desk): Promise<WrittenFile> {
  const { planId, sessionId, projectId } = desk.job
  if (planId !== null) return archiveOf(desk, planId)
  if (projectId !== null) return statementFile(desk, projectId)
  return sessionId === null ? oneDocument(desk) : minutesFileOf(desk, sessionId)
}

async function oneDocument({ job, exported, read, write }: Desk): Promise<WrittenFile> {
  const { documentId, revision, isCurrent, format } = job
  if (documentId === null || revision === null) throw new Error('An export is of nothing.')
  const source = await read((tx) => readSource(tx, { documentId, revision, isCurrent, exported }))
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
    await Promise.all([staged.discard(), deleteIfRolledBack(services.files, key, error)])
    throw error
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
