import { readFile } from 'node:fs/promises'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { approve, filledPolicy, fillPolicy, goal, newPolicies } from '../reviews/submittable.ts'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'
import { readPdf } from './readPdf.ts'

let world: World
let browser: Browser
let olivia: Person
let carla: Person
let rita: Person
let document: DocumentDetail
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  document = await makeDocument(olivia)
  rita = await invite(world, olivia, 'Rita', 'reviewer')
  carla = await invite(world, olivia, 'Carla', 'viewer', document.customer_id)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const dialog = (page: Page): Locator => page.getByRole('dialog')

async function openExport(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page).getByRole('radio', { name: 'Word' }).waitFor()
}

async function downloaded(page: Page, name: RegExp): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('link', { name }).click()])
  return file.suggestedFilename()
}

for (const look of [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 375 },
] as const)
  test(`a document is exported as PDF and saved (${look.width} px, ${look.theme})`, async () => {
    const seat = await takeSeat(browser, world, olivia, look)
    const { page } = seat
    await openExport(page, `/documents/${document.id}`)
    expect(await dialog(page).getByRole('radio', { name: 'The approved version' }).isDisabled()).toBe(true)
    await expectAccessible(page)
    await dialog(page).getByRole('radio', { name: 'PDF' }).check()
    await dialog(page).getByRole('button', { name: 'Export' }).click()
    await dialog(page).getByText('The file is ready').waitFor()
    await expectAccessible(page)
    expect(await downloaded(page, /\.pdf/)).toBe('Information Security Policy v1 draft 0.pdf')
    expectCalm(seat)
    await seat.context.close()
  })

test('what was approved is exported as it was read, also while its draft moves on', async () => {
  const policy = await filledPolicy(world, olivia)
  await approve(olivia, rita, policy.id)
  await fillSection(world, olivia, policy.room, goal, 'Written afterwards.')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await openExport(page, `/documents/${policy.id}`)
  await dialog(page).getByRole('radio', { name: 'PDF' }).check()
  await expect.poll(() => dialog(page).getByRole('radio', { name: 'The approved version' }).isChecked()).toBe(true)
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Export' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('link', { name: /\.pdf/ }).click()])
  expect(file.suggestedFilename()).toBe('Quality Policy v1.pdf')
  const { text } = await readPdf(await readFile(await file.path()))
  expect(text).toContain('Status Approved Approved by Rita')
  expect(text).not.toMatch(/Written afterwards|draft/i)
  expectCalm(seat)
  await seat.context.close()
})

test('a plan of three documents says how far it is, and leaves with what is approved only if that is wanted', async () => {
  const { id } = await olivia.api.customers.create({ company_name: 'Gamma Ltd' })
  const [first] = await newPolicies(world, olivia, id, ['One', 'Two', 'Three'])
  if (!first) throw new Error('The plan has no documents.')
  await fillPolicy(world, olivia, first)
  await approve(olivia, rita, first.id)
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await openExport(page, `/plans/${first.plan_id}/documents`)
  await dialog(page).getByRole('radio', { name: 'PDF' }).check()
  await dialog(page).getByRole('button', { name: 'Export' }).click()
  await dialog(page)
    .getByText(/^Being written: [12] of 3 documents\.$/)
    .waitFor()
  await expectAccessible(page)
  await dialog(page).getByText('The file is ready').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog(page).getByRole('radio', { name: 'Approved versions only' }).check()
  await dialog(page).getByRole('button', { name: 'Export' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('link', { name: /\.zip/ }).click()])
  const names = [...(await unzip(await readFile(await file.path()))).keys()]
  expect(names).toEqual([expect.stringMatching(/^0\d Quality Policy v1\.docx$/), '00 Index.docx', 'SHA256SUMS.txt'])
  expectCalm(seat)
  await seat.context.close()
})

test('logo and colour of exported files are chosen in the settings, and a colour that is too light is refused with words', async () => {
  const seat = await takeSeat(browser, world, olivia, { width: 375, theme: 'dark' })
  const { page } = seat
  await page.goto('/settings')
  const buffer = await sharp({ create: { width: 420, height: 120, channels: 3, background: '#0b6e4f' } })
    .png()
    .toBuffer()
  await page.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
  await page.getByRole('img', { name: 'The logo on exported files' }).waitFor()
  await page.getByLabel('Colour', { exact: true }).fill('#ffff66')
  await page.getByRole('button', { name: 'Save the colour' }).click()
  await page.getByText('This colour is too light to be read on paper.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Colour', { exact: true }).fill('#0b6e4f')
  await page.getByRole('button', { name: 'Save the colour' }).click()
  await page.getByRole('button', { name: 'Use the usual colour' }).waitFor()
  expect(await olivia.api.organizations.brand()).toMatchObject({ color: '0b6e4f' })
  expect(await page.evaluate(() => window.document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expectCalm(seat)
  await seat.context.close()
})

test('a plan is exported by keys alone, and the focus comes back to where one was', async () => {
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/plans/${document.plan_id}/documents`)
  const button = page.getByRole('button', { name: 'Export', exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('radio', { name: 'Word' }).focus()
  await page.keyboard.press('Enter')
  await dialog(page).getByText('The file is ready').waitFor()
  expect(await downloaded(page, /\.zip/)).toMatch(/^Acme Corp .+\.zip$/)
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  expect(await button.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
  expectCalm(seat)
  await seat.context.close()
})

test('whoever is sent the link finds the file once they are signed in, and nobody is offered who has left', async () => {
  const { user } = (await invite(world, olivia, 'Lea', 'viewer', document.customer_id)).me
  await olivia.api.members.remove({ user_id: user.id })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await openExport(page, `/documents/${document.id}`)
  await dialog(page).getByRole('button', { name: 'Export' }).click()
  await dialog(page).getByRole('combobox', { name: 'Send the link to' }).click()
  await page.getByRole('option', { name: 'Carla' }).waitFor()
  expect(await page.getByRole('option', { name: 'Lea' }).count()).toBe(0)
  await page.getByRole('option', { name: 'Carla' }).click()
  await page.keyboard.press('Tab')
  await dialog(page).getByRole('button', { name: 'Send' }).click()
  await dialog(page).getByText('Sent.').waitFor()
  await seat.context.close()
  const { data } = await carla.api.notifications.list({})
  const path = data.find(({ kind }) => kind === 'export_sent')?.path ?? ''
  const stranger = await takeSeat(browser, world)
  await stranger.page.goto(path)
  await stranger.page.waitForURL(/\/login/)
  await stranger.context.close()
  const reader = await takeSeat(browser, world, carla)
  await reader.page.goto(path)
  await reader.page.getByRole('link', { name: /\.docx/ }).waitFor()
  await expectAccessible(reader.page)
  expectCalm(reader)
  await reader.context.close()
})
