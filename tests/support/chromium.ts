import { mkdirSync } from 'node:fs'
import path from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

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

/** The bundled Chromium; without the services a browser calls home with. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await unpackedChromium(),
    args: [
      '--no-sandbox',
      '--headless=shell',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  })
}
