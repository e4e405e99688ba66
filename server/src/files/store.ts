import type { Readable } from 'node:stream'

/** Bytes that were taken in and that nobody can open yet: they lie in a file of this machine until they are kept or discarded. */
export type StagedFile = {
  path: string
  /** Puts them under a key of ours; they are there to stay when it resolves. */
  keep(key: string): Promise<void>
  discard(): Promise<void>
}

export type ByteRange = { start: number /** the last byte of it */; end: number }

/** Where the bytes of files lie. A key is made by `storageKey`, never from a name. What is under a key never changes. */
export type FileStore = {
  /**
   * Takes a stream in, to its end.
   * @throws whatever the stream fails with, and `unavailable` when there is no room; nothing of it is left then
   */
  stage(source: AsyncIterable<Uint8Array>): Promise<StagedFile>
  /** Opens what is under a key, or a range of it; throws `not_found` if there is nothing. */
  open(key: string, range?: ByteRange): Promise<Readable>
  exists(key: string): Promise<boolean>
  /** Deletes what is under a key; what is not there is no error. */
  delete(key: string): Promise<void>
  /** Every key, with the time it was put there. */
  list(): AsyncIterable<{ key: string; keptAt: Date }>
  /** Deletes what was staged before this time and neither kept nor discarded: the process ended in between. */
  discardLeftovers(before: Date): Promise<void>
}

/** The key of a file: whose it is, and its id. */
export const storageKey = (organizationId: string, fileId: string): string => `${organizationId}/${fileId}`

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const key = new RegExp(`^(${uuid})/(${uuid})$`)

/** Whose file a key belongs to; null if it is no key of ours. */
export const organizationOfKey = (text: string): string | null => key.exec(text)?.[1] ?? null
