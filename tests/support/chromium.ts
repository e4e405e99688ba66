import { mkdirSync } from 'node:fs'
import path from 'node:path'
import chromium from '@sparticuz/chromium'

/** The package unpacks itself into the temporary folder of the system, where another account's copy may lie; ours goes with the checkout. */
export async function unpackedChromium(): Promise<string> {
  const folder = path.resolve(import.meta.dirname, '../../.data/chromium')
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
