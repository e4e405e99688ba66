import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChecklist, readAnswer } from '../readiness/checklist.ts'
import { expectAccessible, openBrowser, takeSeat } from '../support/browser.ts'
import { type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Ostrom', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const phone = { width: 375, height: 740 }

async function openMenu(page: Page, projectId: string, item: string): Promise<void> {
  await page.goto(`/readiness/${projectId}`)
  await page.locator('header [data-kind="saved"]').waitFor()
  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

const hasNoSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('a link made here opens in a clean browser, asks for its passcode, and is of no use once taken back', async () => {
  const project = await makeChecklist(olivia, 'Acme Corp')
  const { evidence } = await upload(olivia, project.customer_id, 'log.csv', 'at;who', { title: 'Access log' })
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.15')
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: 'ready', evidence_id: evidence?.id ?? '' })
  const { page } = await takeSeat(browser, world, olivia)
  await openMenu(page, project.id, 'Share')
  const dialog = page.getByRole('dialog', { name: 'Share with auditors and executives' })
  await dialog.getByLabel('For whom').fill('TÜV auditor')
  await dialog.getByLabel('Passcode (optional)').fill('harbor lights')
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const address = await dialog.getByLabel('The new link').inputValue()
  await dialog.getByText('not opened yet').waitFor()
  await expectAccessible(page)

  const context = await browser.newContext({ viewport: phone, colorScheme: 'dark' })
  const guest = await context.newPage()
  const secret = new URL(address).pathname
  await guest.goto(world.url + secret)
  await guest.getByRole('textbox', { name: 'Passcode' }).fill('wrong words')
  await guest.getByRole('button', { name: 'Open' }).click()
  await guest.getByText('This is not the passcode of this link.').waitFor()
  await expectAccessible(guest)
  await guest.getByRole('textbox', { name: 'Passcode' }).fill('harbor lights')
  await guest.getByRole('button', { name: 'Open' }).click()
  await guest.getByRole('heading', { name: /^Acme Corp: / }).waitFor()
  await guest.getByText('A.8.34', { exact: false }).waitFor()
  expect(await hasNoSideways(guest)).toBe(true)
  await expectAccessible(guest)
  await guest.getByRole('link', { name: 'A.5.15 Access control' }).click()
  await guest.getByRole('heading', { level: 1, name: 'A.5.15 Access control' }).waitFor()
  await guest.getByRole('region', { name: 'Evidence' }).getByText('Access log').waitFor()
  await guest
    .getByRole('region', { name: 'Evidence' })
    .getByText(/^[0-9a-f]{64}$/)
    .waitFor()
  await guest.getByRole('region', { name: 'History' }).getByText('Status: Unanswered → Ready').waitFor()
  expect(await guest.getByText('Olivia').count()).toBe(0)
  expect(await hasNoSideways(guest)).toBe(true)
  await expectAccessible(guest)
  await guest.screenshot({ path: '../.data/shared-row-phone-dark.png' })
  await guest.goBack()
  await guest.getByRole('heading', { name: /^Acme Corp: / }).waitFor()
  await guest.screenshot({ path: '../.data/shared-phone-dark.png' })

  await dialog.getByRole('button', { name: 'Uses of TÜV auditor' }).click()
  const uses = dialog.getByRole('list', { name: 'Uses of TÜV auditor' })
  await uses.getByText(/^Opened/).waitFor()
  await uses.getByText(/^Wrong passcode/).waitFor()
  await page.screenshot({ path: '../.data/share-dialog.png' })
  await dialog.getByRole('button', { name: 'Take back TÜV auditor' }).click()
  await dialog.getByText('taken back', { exact: false }).waitFor()
  await guest.reload()
  await guest.getByRole('heading', { name: 'This link cannot be used' }).waitFor()
  await context.close()
})

test('a file is exported, changed, previewed, imported, seen in the grid, and taken back', async () => {
  const project = await makeChecklist(olivia, 'Beta Inc')
  const { page } = await takeSeat(browser, world, olivia)
  await openMenu(page, project.id, 'Export')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export', exact: true }).click()])
  expect(download.suggestedFilename()).toMatch(/^Beta Inc - .*\.csv$/)
  const text = readFileSync(await download.path(), 'utf8')

  await openMenu(page, project.id, 'Import')
  const dialog = page.getByRole('dialog', { name: 'Import into this checklist' })
  const choose = (content: string) =>
    dialog.locator('input[type="file"]').setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
  await choose(text)
  await dialog.getByText('say what is there already').waitFor()
  await choose('code,status,due_date\nA.5.1,done,\nA.9.9,ready,\n')
  await dialog.getByText('Line 3, A.9.9').waitFor()
  expect(await dialog.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true)
  await expectAccessible(page)
  await page.screenshot({ path: '../.data/import-problems.png' })
  await choose('code,status,due_date\nA.5.1,ready,2027-01-31\nA.5.2,partial,\n')
  await dialog.getByText('Status: Unanswered → Ready').waitFor()
  await page.setViewportSize(phone)
  await expectAccessible(page)
  await page.screenshot({ path: '../.data/import-phone.png' })
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click()
  await dialog.getByText('2 rows changed').waitFor()
  await page.locator('[data-code="A.5.1"] [data-cell="status"]').getByText('Ready').waitFor({ state: 'attached' })
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({ status: 'ready', due_date: '2027-01-31' })
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await page.locator('[data-code="A.5.1"] [data-cell="status"]').getByText('Unanswered').waitFor({ state: 'attached' })
  await expect.poll(() => readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({ answered_at: null, due_date: null })
})

test('an export is refused with the rows that need a justification', async () => {
  const project = await makeChecklist(olivia, 'Gamma Ltd')
  await olivia.api.readiness.import({ project_id: project.id, format: 'csv', content: 'code,status\nA.7.1,not_applicable\n' })
  const { page } = await takeSeat(browser, world, olivia)
  await openMenu(page, project.id, 'Export')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByText('Say first why this row does not apply: A.7.1.').waitFor()
  await expectAccessible(page)
})

test('a checklist is renamed, shows NIST references, and is archived from its menu', async () => {
  const project = await makeChecklist(olivia, 'Delta GmbH')
  const { page } = await takeSeat(browser, world, olivia)
  await openMenu(page, project.id, 'Settings')
  await page.getByLabel('Name', { exact: true }).fill('Readiness 2027')
  await page.getByRole('switch', { name: 'With CMMC' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: 'Readiness 2027' }).waitFor()
  expect(await olivia.api.readiness.get({ project_id: project.id })).toMatchObject({ project_name: 'Readiness 2027', includes_cmmc: true })
  await page.getByRole('button', { name: 'More for Readiness 2027' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.waitForURL('**/readiness')
  await page.getByRole('button', { name: 'Bring back Readiness 2027 of Delta GmbH' }).waitFor()
  expect((await olivia.api.readiness.get({ project_id: project.id })).archived_at).not.toBeNull()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Bring back Readiness 2027 of Delta GmbH' }).click()
  await page.getByRole('link', { name: 'Readiness 2027' }).waitFor()
})
