import { createHash, type Hash } from 'node:crypto'
import { AppError } from '@certloom/shared/errors'
import { fileSizeLimit } from '@certloom/shared/files/limits'
import { inspectFile } from './inspect.ts'
import { cleanName } from './name.ts'
import type { FileStore, StagedFile } from './store.ts'

/** A file as somebody sends it. */
export type IncomingFile = { name: string; bytes: AsyncIterable<Uint8Array> }

/** A file that was taken in whole and may be stored. */
export type ReceivedFile = { staged: StagedFile; name: string; mediaType: string; sizeBytes: number; sha256: string }

/**
 * Takes a file in as a stream: measures and hashes it on the way, then looks at what it is.
 * @throws `too_large`, `invalid_input` for what may not be stored, `unavailable` without room; nothing of it is left then
 */
export async function receiveFile(store: FileStore, { name: given, bytes }: IncomingFile): Promise<ReceivedFile> {
  const name = cleanName(given)
  const measured = { sizeBytes: 0, hash: createHash('sha256') }
  const staged = await store.stage(measure(bytes, measured))
  try {
    if (measured.sizeBytes === 0) throw new AppError('invalid_input', 'The file is empty.')
    const mediaType = await inspectFile(staged.path, name)
    return { staged, name, mediaType, sizeBytes: measured.sizeBytes, sha256: measured.hash.digest('hex') }
  } catch (error) {
    await staged.discard()
    throw error
  }
}

async function* measure(bytes: AsyncIterable<Uint8Array>, measured: { sizeBytes: number; hash: Hash }): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    measured.sizeBytes += chunk.length
    if (measured.sizeBytes > fileSizeLimit) throw fileTooLarge()
    measured.hash.update(chunk)
    yield chunk
  }
}

export const fileTooLarge = (): AppError => new AppError('too_large', `A file may have at most ${fileSizeLimit / 1024 / 1024} MB.`)
