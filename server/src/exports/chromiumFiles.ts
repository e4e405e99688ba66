import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { newId } from '@certloom/shared/ids'

const bundled = path.resolve(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../../bin')

/** What is under way in this process, by folder, so that a document printed meanwhile waits for it instead of unpacking a second one. */
const unpacking = new Map<string, Promise<string>>()

/** Where the browser that comes with the product is unpacked. */
export const chromiumFolder = (dataDir: string): string => path.join(dataDir, 'chromium')

/**
 * The browser that comes with the product, unpacked beside the data once. Written next to its place and renamed, so that a crash or a second
 * process never leaves half of it in its place. There is one for Linux on x64 only.
 * @returns where it lies; undefined where there is none for this machine
 */
export async function unpackChromium(folder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const place = path.join(folder, 'chromium')
  if (await exists(place)) return place
  const underWay = unpacking.get(folder) ?? unpackTo(folder, place).finally(() => unpacking.delete(folder))
  unpacking.set(folder, underWay)
  return underWay
}

async function unpackTo(folder: string, place: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await removeLeftovers(folder)
  const fresh = path.join(folder, newId())
  try {
    await pipeline(
      createReadStream(path.join(bundled, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(fresh, { flags: 'wx', mode: 0o700 }),
    )
    await rename(fresh, place)
  } finally {
    await rm(fresh, { force: true })
  }
  return place
}

/** Longer than any process takes to unpack, in milliseconds. */
const unpackTime = 10 * 60_000

/** Halves that a crash left, of 100 MB each. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    if (Date.now() - (await stat(file)).mtimeMs > unpackTime) await rm(file, { force: true })
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
