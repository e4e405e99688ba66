import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PrintedDocument } from '@certloom/server/exports/blocks'
import { openChromiumPrinter } from '@certloom/server/exports/chromiumPrinter'
import { htmlOf } from '@certloom/server/exports/html'
import { renderDocument } from '@certloom/server/exports/render'
import { renderMinutes } from '@certloom/server/exports/renderMinutes'
import { renderStatement } from '@certloom/server/exports/renderStatement'
import { openLog } from '@certloom/server/log'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Look, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { drawPdf } from './drawPdf.ts'
import { sampleSource } from './sample.ts'
import { sampleMinutes } from './sampleMinutes.ts'
import { sampleStatement } from './sampleStatement.ts'

/** Pictures of the export dialog and of exported pages: `.data/gallery/export-….png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')
const dataDir = mkdtempSync(path.join(tmpdir(), 'certloom-print-'))

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const looks: Look[] = (['light', 'dark'] as const).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

test.each(looks)('the dialog, asking and done ($theme, $width px)', async (look) => {
  const { id } = await makeDocument(olivia, `Acme Corp ${look.theme} ${look.width}`)
  const { context, page } = await takeSeat(browser, world, olivia, look)
  const picture = (name: string) => page.screenshot({ path: path.join(folder, `export-${name}-${look.theme}-${look.width}.png`) })
  await page.goto(`/documents/${id}`)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'PDF' }).check()
  await picture('asking')
  await dialog.getByRole('button', { name: 'Export' }).click()
  await dialog.getByText('The file is ready').waitFor()
  expect((await picture('done')).byteLength).toBeGreaterThan(0)
  await context.close()
})

async function picturePages(name: string, document: PrintedDocument): Promise<number> {
  const printer = openChromiumPrinter({ config: { dataDir, chromiumPath: undefined }, log: openLog('silent') })
  const bytes = await printer.print(htmlOf(document))
  await printer.close()
  return keepPages(name, bytes)
}

async function keepPages(name: string, bytes: Uint8Array): Promise<number> {
  const pages = await drawPdf(bytes)
  for (const [index, page] of pages.entries()) writeFileSync(path.join(folder, `${name}-${index + 1}.png`), page.toBuffer('image/png'))
  return pages.length
}

test('the pages of a draft', async () => {
  const logo = await sharp({ create: { width: 420, height: 120, channels: 3, background: '#0b6e4f' } })
    .png()
    .toBuffer()
  const draft = { ...renderDocument(sampleSource()), brand: { color: '0b6e4f', logo } }
  expect(await picturePages('export-page', draft)).toBeGreaterThan(3)
})

test('the pages of a Statement of Applicability', async () => {
  expect(await picturePages('export-statement', renderStatement(sampleStatement()))).toBe(3)
})

test('the pages of minutes', async () => {
  const exported = { by: 'Ingrid Solberg', at: new Date('2026-11-21T11:30:00Z') }
  expect(await picturePages('export-minutes', renderMinutes(sampleMinutes(), exported))).toBeGreaterThan(1)
})
