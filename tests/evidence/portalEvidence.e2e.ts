import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lastMailTo, type MailServer, startMailServer, wordsOf } from '../mail/mailServer.ts'
import { expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { inviteBy, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { chart, choose, item } from './evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from './sampleFiles.ts'

let world: World
let browser: Browser
let mails: MailServer
let files: SampleFiles
beforeAll(async () => {
  mails = await startMailServer()
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld({ smtpUrl: mails.url }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  await mails.stop()
  files.remove()
})

const mailsTo = (person: Person) => mails.received.filter(({ to }) => to.includes(person.email)).map(wordsOf)

test('a customer’s manager gives evidence, the consultant hears of it, accepts it, and task, document and progress move', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const acme = await makeDocument(olivia, 'Acme Corp')
  const beta = await makeDocument(olivia, 'Beta Inc')
  const maria = await inviteBy(lastMailTo(mails), world, olivia, 'Maria', 'manager', acme.customer_id)
  const section = { customer_id: acme.customer_id, document_id: acme.id, section_id: chart.id }
  const taskOf = async () => (await olivia.api.tasks.list(section)).data[0]
  const planProgress = async () =>
    (await olivia.api.plans.progress({ customer_id: acme.customer_id, plan_id: acme.plan_id })).overall_progress_percentage
  const before = await planProgress()
  expect(await taskOf()).toMatchObject({ status: 'pending' })

  const consultant = await takeSeat(browser, world, olivia)
  await consultant.page.goto('/inbox')
  const portal = await takeSeat(browser, world, maria)
  const { page } = portal
  await page.goto('/')
  await page.getByRole('link', { name: 'Files and evidence' }).click()
  const main = page.getByRole('navigation', { name: 'Main' })
  for (const hidden of ['Customers', 'Evidence', 'Settings'])
    expect(await main.getByRole('link', { name: hidden, exact: true }).count()).toBe(0)
  await page.getByRole('link', { name: `Add evidence for ${chart.title}` }).click()
  await choose(page, files.pdf('Chart of Acme.pdf'))
  await item(page, 'Chart of Acme').getByText('Pending review').waitFor()
  await world.app.services.live.store(acme.room)
  expect(await taskOf()).toMatchObject({ status: 'in_progress', evidence_uploaded: true })

  const notice = consultant.page.getByRole('link', { name: /Maria gave “Chart of Acme” for Acme Corp/ })
  await notice.waitFor()
  await vi.waitFor(() => expect(mailsTo(olivia).join()).toContain('it waits for your review'), 60_000)
  expect(mailsTo(olivia).join()).toMatch(new RegExp(`${world.url}/evidence/[0-9a-f-]{36}`))
  await notice.click()
  await consultant.page.getByRole('heading', { name: 'Chart of Acme' }).waitFor()
  await consultant.page.getByRole('button', { name: 'Accept Chart of Acme' }).click()
  await consultant.page.getByText('Accepted', { exact: true }).waitFor()

  await item(page, 'Chart of Acme').getByText('Accepted').waitFor()
  await expect.poll(taskOf).toMatchObject({ status: 'completed' })
  await expect.poll(planProgress).toBeGreaterThan(before)
  const document = await olivia.api.documents.get({ document_id: acme.id })
  expect(document.completion_percentage).toBeGreaterThan(acme.completion_percentage)
  await page.goBack()
  const row = page.getByRole('row').filter({ hasText: chart.title })
  await row.getByText('Present').waitFor()

  for (const address of [`/customers/${beta.customer_id}/files`, `/documents/${beta.id}`]) {
    await page.goto(address)
    await page.getByText('There is nothing here that you may see').first().waitFor()
    expect(await page.getByText('Beta Inc').count()).toBe(0)
  }
  await Promise.all([consultant, portal].map(({ context }) => context.close()))
})

test('whoever gave it reads why it was rejected, in the inbox and in a mail', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const acme = await makeDocument(olivia, 'Acme Corp')
  const maria = await inviteBy(lastMailTo(mails), world, olivia, 'Maria', 'manager', acme.customer_id)
  const { id } = await maria.api.evidence.addLink({
    customer_id: acme.customer_id,
    title: 'Old chart',
    url: 'https://files.example/chart',
    targets: [],
  })
  const consultant = await takeSeat(browser, world, olivia)
  const portal = await takeSeat(browser, world, maria)
  await portal.page.goto('/inbox')
  await consultant.page.goto('/evidence?status=pending')
  await consultant.page.getByRole('button', { name: 'Reject Old chart' }).click()
  const dialog = consultant.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  expect(await maria.api.evidence.get({ evidence_id: id })).toMatchObject({ status: 'pending' })
  await dialog.getByLabel('Reason').fill('It is of last year.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await consultant.page.getByText('Nothing waits for review').waitFor()
  await portal.page.getByRole('link', { name: /Olivia rejected “Old chart”: It is of last year/ }).click()
  await portal.page.getByText('It is of last year.').waitFor()
  await vi.waitFor(() => expect(mailsTo(maria).join()).toContain('It is of last year.'), 60_000)
  expectCalm(consultant)
  expectCalm(portal)
  await Promise.all([consultant, portal].map(({ context }) => context.close()))
})
