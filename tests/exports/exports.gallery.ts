import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
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
import { fromBufferPromise } from 'yauzl'
import { approve, filledPolicy, fillPolicy, newPolicies } from '../reviews/submittable.ts'
import { type Look, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { drawPdf } from './drawPdf.ts'
import { bytesOf, download, ended } from './finishedExport.ts'
import { sampleSource } from './sample.ts'
import { sampleMinutes } from './sampleMinutes.ts'
import { sampleStatement } from './sampleStatement.ts'

/** Pictures of the export dialog and of exported pages: `.data/gallery/export-….png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')
const dataDir = mkdtempSync(path.join(tmpdir(), 'certloom-print-'))

let world: World
let browser: Browser
let olivia: Person
let rita: Person
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
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
  const picture = (name: string) =>
    page.screenshot({ path: path.join(folder, `export-${name}-${look.theme}-${look.width}.png`), animations: 'disabled' })
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

test.each(looks)('the dialog of what was approved, and of a plan that is being written ($theme, $width px)', async (look) => {
  const { id: customer } = await olivia.api.customers.create({ company_name: `Beta ${look.theme} ${look.width}` })
  const [first] = await newPolicies(world, olivia, customer, ['One', 'Two', 'Three'])
  if (!first) throw new Error('The plan has no documents.')
  await fillPolicy(world, olivia, first)
  await approve(olivia, rita, first.id)
  const { context, page } = await takeSeat(browser, world, olivia, look)
  const picture = (name: string) =>
    page.screenshot({ path: path.join(folder, `export-${name}-${look.theme}-${look.width}.png`), animations: 'disabled' })
  const dialog = page.getByRole('dialog')
  const open = async (address: string, version: string) => {
    await page.goto(address)
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await dialog.getByRole('radio', { name: 'PDF' }).check()
    await dialog.getByRole('radio', { name: version }).check()
  }
  await open(`/documents/${first.id}`, 'The approved version')
  await picture('approved')
  await open(`/plans/${first.plan_id}/documents`, 'As it is now')
  await dialog.getByRole('button', { name: 'Export' }).click()
  await dialog.getByText(/^Being written: [12] of 3/).waitFor()
  expect((await picture('progress')).byteLength).toBeGreaterThan(0)
  await dialog.getByText('The file is ready').waitFor()
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

test('the pages of an approved version, and the index of what is approved in a plan', async () => {
  const policy = await filledPolicy(world, olivia, undefined, 'This policy says what quality means here.')
  const { revision } = await approve(olivia, rita, policy.id)
  const fileOf = async (asked: Promise<{ id: string }>) => bytesOf(await download(olivia, await ended(olivia, await asked)))
  const pages = await fileOf(olivia.api.exports.exportDocument({ document_id: policy.id, format: 'pdf', revision }))
  expect(await keepPages('export-approved-page', pages)).toBeGreaterThan(2)
  const plan = { customer_id: policy.customer_id, plan_id: policy.plan_id, format: 'pdf', approved_only: true } as const
  const zip = await fromBufferPromise(await fileOf(olivia.api.exports.exportPlan(plan)))
  for await (const entry of zip.eachEntry())
    if (entry.fileName.startsWith('00')) await keepPages('export-index', await buffer(await zip.openReadStreamPromise(entry)))
})
