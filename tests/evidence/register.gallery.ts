import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { noteExpiry } from '@certloom/server/evidence/noteExpiry'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { dayAfter } from '@certloom/shared/evidence/validity'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { docx, pdf } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'
import { picture } from './sampleFiles.ts'

/** Pictures of the evidence register, the queue and the file browser: `.data/gallery/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let olivia: Person
let maria: Person
let acme: DocumentDetail
let empty: string
let shown: { picture: string; text: string; renewed: string }
let audits: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  acme = await makeDocument(olivia, 'Acme Corp')
  maria = await invite(world, olivia, 'Maria Sanchez-Fernandez de la Cruz', 'manager', acme.customer_id)
  empty = (await olivia.api.customers.create({ company_name: 'Beta Inc' })).id
  await fill()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const today = new Date().toISOString().slice(0, 10)

async function fill(): Promise<void> {
  const customer = acme.customer_id
  const here = { document_id: acme.id, section_id: evidenceSectionOf(acme) }
  const { data: wanted } = await olivia.api.evidence.requirements({ customer_id: customer, limit: 20 })
  const tasks = wanted.filter(({ section_id }) => section_id === null).map(({ task_id }) => ({ task_id }))
  const give = async (by: Person, name: string, content: Uint8Array | string, more: Record<string, string> = {}) =>
    (await upload(by, customer, name, new Uint8Array(Buffer.from(content)), more)).evidence?.id ?? ''
  shown = {
    picture: await give(maria, 'Office floor plan.png', picture(900), here),
    text: await give(
      olivia,
      'Sign-in log.txt',
      '2026-11-20 08:01 maria signed in\n2026-11-20 08:04 carl signed in\n'.repeat(30),
      tasks[0] ?? {},
    ),
    renewed: '',
  }
  const longest =
    'Organization chart of every team with its security roles, deputies and reporting lines as of the last management review 2026.pdf'
  await give(maria, longest, pdf, { ...here, valid_until: dayAfter(today, 400) })
  const rejected = await give(maria, 'Backup test.docx', docx(), tasks[1] ?? {})
  await olivia.api.evidence.reject({ evidence_id: rejected, reason: 'It is not signed. Please give the signed one.' })
  await give(olivia, 'Supplier list.csv', 'name;since\n', { ...(tasks[2] ?? {}), valid_until: dayAfter(today, -2) })
  const old = await give(olivia, 'ISO certificate 2025.pdf', pdf, { ...(tasks[3] ?? {}), valid_until: dayAfter(today, 9) })
  await noteExpiry(world.app.services)
  shown.renewed = await give(olivia, 'ISO certificate 2026.pdf', pdf, {
    replaces_id: old,
    valid_from: today,
    valid_until: dayAfter(today, 365),
  })
  await give(olivia, 'Insurance.pdf', pdf, { ...(tasks[4] ?? {}), valid_until: dayAfter(today, 20) })
  audits = (await olivia.api.folders.create({ customer_id: customer, name: 'Audits' })).id
  const year = await olivia.api.folders.create({
    customer_id: customer,
    name: 'Surveillance audit of the year 2026, second part',
    parent_id: audits,
  })
  for (const [name, content] of [
    ['Agenda.docx', docx()],
    ['Whiteboard.png', picture(500)],
    ['Minutes.txt', Buffer.from('Minutes')],
  ] as const)
    await upload(olivia, customer, name, new Uint8Array(content), { file_type: 'attachment', folder_id: year.id })
  const gone = await upload(olivia, customer, 'Draft.txt', 'Draft', { file_type: 'attachment', folder_id: audits })
  await olivia.api.files.delete({ file_id: gone.file.id })
}

const customerFiles = (customer: string, query = '') => `/customers/${customer}/files${query}`

type Screen = { name: string; as?: 'maria'; address: () => string; ready: string; selects?: string }
const screens: Screen[] = [
  { name: 'evidence-required', address: () => customerFiles(acme.customer_id), ready: 'Missing' },
  { name: 'evidence-required-portal', as: 'maria', address: () => customerFiles(acme.customer_id), ready: 'Missing' },
  { name: 'evidence-required-empty', address: () => customerFiles(empty), ready: 'Nothing asks for evidence yet' },
  { name: 'evidence-register', address: () => customerFiles(acme.customer_id, '?view=evidence'), ready: 'Insurance' },
  { name: 'evidence-register-empty', address: () => customerFiles(empty, '?view=evidence'), ready: 'No evidence was given yet' },
  { name: 'evidence-queue', address: () => '/evidence?status=pending', ready: 'Office floor plan', selects: 'Select Office floor plan' },
  { name: 'evidence-queue-empty', address: () => '/evidence?status=pending&q=zebra', ready: 'No evidence fits' },
  { name: 'evidence-picture', address: () => `/evidence/${shown.picture}`, ready: 'Used for' },
  { name: 'evidence-text', as: 'maria', address: () => `/evidence/${shown.text}`, ready: 'signed in' },
  { name: 'evidence-renewed', address: () => `/evidence/${shown.renewed}`, ready: 'Earlier' },
  { name: 'files', address: () => customerFiles(acme.customer_id, '?view=files'), ready: 'Whiteboard', selects: 'Select Whiteboard.png' },
  {
    name: 'files-folder-empty',
    address: () => customerFiles(acme.customer_id, `?view=files&folder=${audits}`),
    ready: 'There are no files here',
  },
  { name: 'files-trash', address: () => customerFiles(acme.customer_id, '?view=files&folder=trash'), ready: 'Draft.txt' },
  { name: 'files-empty', address: () => customerFiles(empty, '?view=files'), ready: 'There are no files here' },
  { name: 'settings', address: () => '/settings', ready: 'Storage' },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each<Required<Look>>(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready, selects }) => {
    const seat = await takeSeat(browser, world, as === 'maria' ? maria : olivia, look)
    await seat.page.goto(address())
    await seat.page.getByText(ready).filter({ visible: true }).first().waitFor()
    if (selects) await seat.page.getByRole('checkbox', { name: selects }).first().check({ force: true })
    await seat.page.waitForFunction(() => [...document.images].every(({ complete }) => complete))
    await seat.page.evaluate(() => document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`), fullPage: look.width === 375 })
    expect(await seat.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(seat.errors).toEqual([])
    await seat.context.close()
  })
})
