import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { newId } from '@certloom/shared/ids'

const bundled = path.resolve(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../../bin')

/**
 * The browser that comes with the product, unpacked beside the data once. Written next to its place and renamed, so that a crash or a second
 * process never leaves half of it. There is one for Linux on x64 only.
 * @returns where it lies; undefined where there is none for this machine
 */
export async function unpackChromium(folder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const place = path.join(folder, 'chromium')
  if (await exists(place)) return place
  await mkdir(folder, { recursive: true })
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

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
