import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { type FileStore, organizationOfKey } from './store.ts'

/** Files on this machine's disk. What comes in is written beside the kept files and renamed when it is whole, so a key never leads to half a file. */
export function openLocalStore(folder: string): FileStore {
  const incoming = path.join(folder, 'incoming')
  const kept = path.join(folder, 'kept')
  const placeOf = (key: string): string => {
    if (organizationOfKey(key) === null) throw new Error('A file was asked for under a key that is none of ours.')
    return path.join(kept, key)
  }
  return {
    async stage(source) {
      const staged = path.join(incoming, newId())
      const discard = () => rm(staged, { force: true })
      try {
        await mkdir(incoming, { recursive: true })
        await pipeline(source, createWriteStream(staged, { flags: 'wx', mode: 0o600, flush: true }))
      } catch (error) {
        await discard()
        throw withoutRoom(error)
      }
      return { path: staged, keep: (key) => move(staged, placeOf(key)), discard }
    },
    async open(key, range) {
      const file = await open(placeOf(key), 'r').catch((error: unknown) => {
        throw isGone(error) ? new AppError('not_found') : error
      })
      return file.createReadStream(range)
    },
    exists: (key) => keptAt(placeOf(key)).then((at) => at !== null),
    delete: (key) => rm(placeOf(key), { force: true }),
    async *list() {
      for (const organization of await namesIn(kept)) {
        for (const file of await namesIn(path.join(kept, organization))) {
          const key = `${organization}/${file}`
          const at = organizationOfKey(key) === null ? null : await keptAt(path.join(kept, key))
          if (at !== null) yield { key, keptAt: at }
        }
      }
    },
    async discardLeftovers(before) {
      for (const name of await namesIn(incoming)) {
        const at = await keptAt(path.join(incoming, name))
        if (at !== null && at < before) await rm(path.join(incoming, name), { force: true })
      }
    },
  }
}

async function move(from: string, to: string): Promise<void> {
  const folder = path.dirname(to)
  try {
    await mkdir(folder, { recursive: true })
    await rename(from, to)
    await flushFolder(folder)
  } catch (error) {
    throw withoutRoom(error)
  }
}

/** A renamed file is there to stay when its folder is on the disk too; Windows sees to that by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
const isGone = (error: unknown): boolean => codeOf(error) === 'ENOENT'

const withoutRoom = (error: unknown): unknown =>
  noRoom.has(codeOf(error))
    ? new AppError('unavailable', 'There is no room left to store this file. Nothing of it was stored; tell whoever runs the server.')
    : error

const keptAt = (file: string): Promise<Date | null> =>
  stat(file).then(
    ({ mtime }) => mtime,
    (error: unknown) => {
      if (isGone(error)) return null
      throw error
    },
  )

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (isGone(error)) return []
    throw error
  })
