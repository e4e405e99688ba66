import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, type Look, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { pdf } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'
import { makeSampleFiles, picture, type SampleFiles } from './sampleFiles.ts'

let world: World
let browser: Browser
let files: SampleFiles
let olivia: Person
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const give = (by: Person, customer_id: string, title: string) =>
  by.api.evidence.addLink({ customer_id, title, url: 'https://files.example/x', targets: [] })

test('filters stand in the address, hold over a reload, and numbers open their list', async () => {
  const acme = await makeDocument(olivia, 'Acme Corp')
  const maria = await invite(world, olivia, 'Maria', 'manager', acme.customer_id)
  await give(olivia, acme.customer_id, 'Signed policy')
  await give(maria, acme.customer_id, 'Draft policy')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/customers/${acme.customer_id}/files`)
  await page
    .getByRole('region', { name: 'Required against present' })
    .getByRole('button', { name: /Missing/ })
    .click()
  await expect.poll(() => new URL(page.url()).search).toBe('?state=missing')
  await page.getByRole('radiogroup', { name: 'What is shown' }).getByText('Evidence', { exact: true }).click()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Pending review')
  await page.getByRole('searchbox', { name: 'Search evidence' }).fill('policy')
  await page.getByRole('link', { name: 'Signed policy' }).waitFor({ state: 'detached' })
  await expect.poll(() => new URL(page.url()).search).toBe('?view=evidence&status=pending&q=policy')
  await page.reload()
  await page.getByRole('link', { name: 'Draft policy' }).waitFor()
  expect(await page.getByRole('link', { name: 'Signed policy' }).count()).toBe(0)
  expectCalm(seat)
  await seat.context.close()
})

test('several pieces that wait are accepted together', async () => {
  const owner = await signUp(world, 'Lena', 'Review Firm')
  const { id } = await owner.api.customers.create({ company_name: 'Acme Corp' })
  const maria = await invite(world, owner, 'Maria', 'manager', id)
  for (const title of ['One', 'Two', 'Three']) await give(maria, id, title)
  const seat = await takeSeat(browser, world, owner)
  const { page } = seat
  await page.goto('/my-work')
  const waiting = page.getByRole('region', { name: 'Evidence to review' })
  await waiting.getByRole('link', { name: 'Two' }).waitFor()
  await page.getByText('No task is yours yet').waitFor()
  await expectAccessible(page)
  await waiting.getByRole('link', { name: 'All evidence to review' }).click()
  await page.getByRole('checkbox', { name: 'Select all that wait' }).check()
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByText('Nothing waits for review').waitFor()
  expect((await owner.api.evidence.list({ status: 'accepted' })).data).toHaveLength(3)
  expectCalm(seat)
  await seat.context.close()
})

test('evidence is renewed, keeps its places and shows what it was, and is used for more', async () => {
  const acme = await makeDocument(olivia, 'Delta KG')
  const target = { document_id: acme.id, section_id: evidenceSectionOf(acme) }
  const { evidence } = await upload(olivia, acme.customer_id, 'Certificate 2026.pdf', pdf, target)
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/evidence/${evidence?.id}`)
  await page.getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: /New file/ }).click()])
  await chooser.setFiles(files.pdf('Certificate 2027.pdf'))
  await dialog.getByLabel('Title').fill('Certificate 2027')
  await dialog.getByLabel('Valid until (optional)').fill('2020-01-01')
  await dialog.getByLabel('Valid from (optional)').fill('2027-01-01')
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await dialog
    .getByText(/cannot end before it begins/)
    .first()
    .waitFor()
  await dialog.getByLabel('Valid until (optional)').fill('2099-12-31')
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await page.getByRole('heading', { name: 'Certificate 2027' }).waitFor()
  await page.getByRole('region', { name: 'Earlier' }).getByRole('link', { name: 'Certificate 2026' }).waitFor()
  await page.getByRole('region', { name: 'Used for' }).getByRole('link', { name: acme.document_name }).waitFor()
  await page.getByRole('button', { name: 'Use for more' }).click()
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('button', { name: 'Link to 1' }).click()
  await expect.poll(() => page.getByRole('button', { name: /Take away from/ }).count()).toBe(2)
  expectCalm(seat)
  await seat.context.close()
})

test('a file is renewed by a link once the organization takes links only', async () => {
  const owner = await signUp(world, 'Lina', 'Links From Now')
  const { id } = await owner.api.customers.create({ company_name: 'Acme Corp' })
  const { evidence } = await upload(owner, id, 'Certificate 2026.pdf', pdf)
  await owner.api.organizations.changeSettings({ evidence_policy: 'links_only' })
  const seat = await takeSeat(browser, world, owner)
  const { page } = seat
  await page.goto(`/evidence/${evidence?.id}`)
  await page.getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Files are not kept here.').waitFor()
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await dialog.getByText('Give the address of the new one.').waitFor()
  await dialog.getByLabel('New web address').fill('https://files.example/certificate-2027')
  await dialog.getByLabel('Title').fill('Certificate 2027')
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await page.getByRole('heading', { name: 'Certificate 2027' }).waitFor()
  await page.getByRole('region', { name: 'Earlier' }).getByRole('link', { name: 'Certificate 2026' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('a customer’s people read that another title of accepted evidence waits for review again, and it does', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Theta AG' })
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  const { id: evidence_id } = await give(carl, customer_id, 'Access log')
  await olivia.api.evidence.accept({ evidence_id })
  const seat = await takeSeat(browser, world, carl)
  const { page } = seat
  await page.goto(`/evidence/${evidence_id}`)
  await page.getByRole('button', { name: 'Name and validity' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('With another title or other dates it waits for review again.').waitFor()
  await dialog.getByLabel('Title').fill('Access log of May')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Status' }).getByText('Pending review').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('what evidence shows is said without taking back for how long somebody else says it holds', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Epsilon AG' })
  const { id: evidence_id } = await give(olivia, customer_id, 'Insurance')
  await olivia.api.evidence.update({ evidence_id, valid_until: '2030-01-31' })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/evidence/${evidence_id}`)
  await page.getByRole('button', { name: 'Name and validity' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it shows (optional)').fill('What we are insured for')
  await olivia.api.evidence.update({ evidence_id, valid_until: '2035-01-31', valid_from: '2030-01-01' })
  await page.getByText('31 Jan 2035').first().waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const said = { description: 'What we are insured for', valid_from: '2030-01-01', valid_until: '2035-01-31', title: 'Insurance' }
  expect(await olivia.api.evidence.get({ evidence_id })).toMatchObject(said)
  expectCalm(seat)
  await seat.context.close()
})

test('a folder that is renamed stays where somebody else moves it meanwhile, and one left as it is asks for nothing', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Eta AG' })
  const drafts = await olivia.api.folders.create({ customer_id, name: 'Drafts' })
  const archive = await olivia.api.folders.create({ customer_id, name: 'Archive' })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  const changes: string[] = []
  page.on('request', (request) => request.method() === 'PATCH' && changes.push(request.url()))
  const dialog = page.getByRole('dialog')
  const rename = async () => {
    await page.getByRole('button', { name: 'More for the folder Drafts' }).click()
    await page.getByRole('menuitem', { name: 'Rename or move' }).click()
    await dialog.getByLabel('Name').waitFor()
  }
  const save = async () => {
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await page.goto(`/customers/${customer_id}/files?view=files&folder=${drafts.id}`)
  await rename()
  await save()
  expect(changes).toEqual([])
  await rename()
  await dialog.getByLabel('Name').fill('Old drafts')
  await olivia.api.folders.update({ folder_id: drafts.id, parent_id: archive.id })
  await save()
  const { folders } = await olivia.api.folders.tree({ customer_id })
  expect(folders.find(({ id }) => id === drafts.id)).toMatchObject({ name: 'Old drafts', parent_id: archive.id })
  expectCalm(seat)
  await seat.context.close()
})

test('files are uploaded into a folder, moved, downloaded as an archive, deleted and taken back', async () => {
  const { id } = await olivia.api.customers.create({ company_name: 'Gamma SE' })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/customers/${id}/files?view=files`)
  await page.getByRole('button', { name: 'New folder' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Audits/2026')
  await page.getByRole('button', { name: 'Make the folder' }).click()
  await page.getByText('Make one folder inside another instead').first().waitFor()
  await page.getByRole('dialog').getByLabel('Name').fill('Audits')
  await page.getByRole('button', { name: 'Make the folder' }).click()
  await page.getByRole('heading', { name: 'Audits' }).waitFor()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Upload' }).click()])
  await chooser.setFiles([files.png('Board.png', 300), files.text('Minutes.txt', 100)])
  for (const name of [/Board\.png/, /Minutes\.txt/]) await page.getByRole('row', { name }).waitFor()
  await page.getByRole('checkbox', { name: 'Select all files' }).check()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download', exact: true }).click()])
  expect(download.suggestedFilename()).toBe('Gamma SE files.zip')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('2 files in the trash.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('row', { name: /Minutes\.txt/ }).waitFor()
  await page.getByRole('checkbox', { name: 'Select Minutes.txt' }).check()
  await page.getByRole('button', { name: 'Move' }).click()
  await page.getByRole('dialog').getByLabel('To the folder').selectOption('No folder')
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click()
  await page.getByRole('row', { name: /Minutes\.txt/ }).waitFor({ state: 'detached' })
  await page
    .getByRole('navigation', { name: 'Folders' })
    .getByRole('link', { name: /In no folder/ })
    .click()
  await page.getByRole('row', { name: /Minutes\.txt/ }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('an owner switches review off and limits the storage, and both hold at once', async () => {
  const owner = await signUp(world, 'Nora', 'Settings Firm')
  const seat = await takeSeat(browser, world, owner)
  const { page } = seat
  await page.goto('/settings')
  await page.getByRole('switch', { name: 'Review evidence from customers' }).press('Space')
  await expect.poll(async () => (await owner.api.organizations.settings()).review_customer_evidence).toBe(false)
  await page.getByLabel('Limit in GB').fill('2')
  await page.getByRole('button', { name: 'Save the limit' }).click()
  await page.getByText('of 2 GB').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

const looks: Required<Look>[] = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 375 },
]

test.each(looks)('every screen keeps WCAG in $theme at $width', async (look) => {
  const acme = await makeDocument(olivia, `Zeta ${look.theme}`)
  const maria = await invite(world, olivia, 'Maria', 'manager', acme.customer_id)
  const target = { document_id: acme.id, section_id: evidenceSectionOf(acme) }
  const { evidence } = await upload(maria, acme.customer_id, 'Floor plan.png', new Uint8Array(picture(300)), target)
  await upload(olivia, acme.customer_id, 'Log.txt', 'line\n', { ...target, valid_until: '2020-01-01' })
  const seat = await takeSeat(browser, world, olivia, look)
  const { page } = seat
  const at = `/customers/${acme.customer_id}/files`
  for (const [address, ready] of [
    [at, 'Missing'],
    [`${at}?view=evidence`, 'Floor plan'],
    [`${at}?view=files`, 'Log.txt'],
    ['/evidence?status=pending', 'Floor plan'],
    [`/evidence/${evidence?.id}`, 'Used for'],
    ['/settings', 'Storage'],
  ] as const) {
    await page.goto(address)
    await page.getByText(ready).first().waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => window.document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  expectCalm(seat)
  await seat.context.close()
})
