import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose } from '../evidence/evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { answer, beside, openInterview, openQuestion, question } from '../interviews/interviewPage.ts'
import { readAnswer } from '../readiness/checklist.ts'
import { expectAccessible, expectCalm, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { savedIn } from '../support/documentPage.ts'
import { iso27001, readDocument, textOf } from '../support/documents.ts'
import { type Person, signUp } from '../support/people.ts'
import { makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeLink, startSession } from './guest.ts'
import { readQrCode } from './readQrCode.ts'

let world: World
let browser: Browser
let files: SampleFiles
let olivia: Person
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const hasNoSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('somebody without an account joins by a link on a phone, answers, comes back after a reload, and is out when the link is taken back', async () => {
  const { document, session } = await startSession(world, olivia)
  const host = await openInterview({ browser, world }, olivia, session.id)
  await host.page.getByRole('button', { name: 'Invite guests' }).click()
  const dialog = host.page.getByRole('dialog', { name: 'Invite guests' })
  await dialog.getByText('Guests read these whole').waitFor()
  await dialog
    .getByRole('listitem')
    .filter({ hasText: /^Policy$/ })
    .waitFor()
  await dialog.getByLabel('For whom').fill('Board of Acme')
  await dialog.getByLabel('Passcode (optional)').fill('harbor lights')
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const address = await dialog.getByLabel('The new link').inputValue()
  const code = dialog.getByRole('img', { name: 'QR code of the link' })
  expect(await readQrCode(await code.screenshot())).toBe(address)
  await expectAccessible(host.page)

  const phone = await takeSeat(browser, world, undefined, { width: 375, theme: 'dark' })
  const { page } = phone
  await page.goto(new URL(address).pathname)
  await page.getByLabel('Your name').fill('Ana Ruiz')
  await page.getByRole('textbox', { name: 'Passcode' }).fill('wrong words')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('This is not the passcode of this link.').waitFor()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Passcode' }).fill('harbor lights')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect.poll(() => question(page).textContent()).toBe('What do you want to achieve?')
  await answer(page).click()
  await page.keyboard.type('Safe by spring.')
  await savedIn(page)
  expect(await hasNoSideways(page)).toBe(true)
  await expectAccessible(page)
  for (const name of ['Skip', 'Flag', 'Pause', 'Take the lead', 'Goals: section menu'])
    expect(await page.getByRole('button', { name }).count()).toBe(0)
  await dialog.getByText('Guest: Ana Ruiz').waitFor()
  await dialog.getByText('one wrong passcode').waitFor()
  await host.page.keyboard.press('Escape')
  await beside(host.page).getByText('Safe by spring.').first().waitFor()
  await host.page.getByRole('img', { name: 'Guest: Ana Ruiz' }).first().waitFor()
  await page.getByRole('button', { name: 'Raise hand' }).click()
  await host.page.getByRole('img', { name: 'Guest: Ana Ruiz raises a hand' }).waitFor()

  await openQuestion(host.page, /Goals/) // whoever nobody leads goes on at what is not answered
  await page.reload()
  await answer(page).getByText('Safe by spring.').waitFor()
  await page.getByText('Guest: Ana Ruiz, with Harbor Compliance').waitFor()

  await host.page.getByRole('button', { name: 'Invite guests' }).click()
  await dialog.getByRole('button', { name: 'Take back Board of Acme' }).click()
  await page.getByRole('heading', { name: 'Your visit is over' }).waitFor({ timeout: 2_000 })
  await expectAccessible(page)
  await page.reload()
  await page.getByRole('heading', { name: 'This link cannot be used' }).waitFor()
  const stored = await readDocument(olivia, document.id)
  expect(textOf(stored, 'goal')).toBe('Safe by spring.')
  expect(stored.content.fillable_sections[0]?.filled_by?.name).toBe('Guest: Ana Ruiz')
  for (const seat of [host, phone]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('a sixth joins a workshop by its link: the document whole, and the rows of its checklist', async () => {
  const { document } = await startSession(world, olivia, 'Workshop')
  const { customer_id } = document
  const project = await olivia.api.readiness.create({ customer_id, iso_standard_id: iso27001 })
  const session = await olivia.api.interviews.create({
    customer_id,
    session_kind: 'workshop',
    document_ids: [document.id],
    readiness_project_id: project.id,
  })
  const { token } = await makeLink(olivia, session.id)
  const phone = await takeSeat(browser, world, undefined, { width: 375 })
  const { page } = phone
  await page.goto(`/join/${token}`)
  await page.getByText(project.project_name).waitFor()
  await page.getByLabel('Your name').fill('Ana Ruiz')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'Goals again' }).waitFor()
  await savedIn(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Topics' }).click()
  await page.getByRole('dialog').getByRole('button', { name: project.project_name }).click()
  await page.getByRole('button', { name: 'Status of A.5.1: Unanswered' }).click()
  await page.getByRole('menuitem', { name: 'Partial' }).click()
  await page.getByRole('button', { name: 'Justification of A.5.1: add a justification' }).click()
  await page.keyboard.type('Half of it is written.')
  await page.keyboard.press('Enter')
  await page.getByText('Half of it is written.').first().waitFor()
  await savedIn(page)
  await expectAccessible(page)
  expect(await hasNoSideways(page)).toBe(true)
  await expect
    .poll(() => readAnswer(olivia, project.id, 'A.5.1'))
    .toMatchObject({ status: 'partial', justification: 'Half of it is written.', updated_by: { name: 'Guest: Ana Ruiz' } })
  expectCalm(phone)
  await phone.context.close()
})

test('what a guest typed without a network is handed back when their visit is over before they are back; who leaves with it is asked', async () => {
  const { session } = await startSession(world, olivia, 'Basement')
  const { token, link } = await makeLink(olivia, session.id)
  const ana = await comeByLink(token, 'Ana Ruiz')
  const { page } = ana
  await ana.context.setOffline(true)
  await page.locator('[data-kind="offline"]').first().waitFor()
  await answer(page).click()
  await page.keyboard.type('Typed in the basement.')
  await page.locator('[data-kind]').filter({ hasText: 'Offline, 1 change kept' }).first().waitFor()
  await page.getByRole('button', { name: 'Leave' }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave with unsaved changes?' })
  await dialog.getByText('1 change has not reached the server.', { exact: false }).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await olivia.api.guests.revoke({ session_id: session.id, link_id: link.id })
  await ana.context.setOffline(false)
  await page.getByRole('heading', { name: 'Your visit is over' }).waitFor()
  await page.getByText('1 change did not reach the server any more.', { exact: false }).waitFor()
  await page.getByText('Typed in the basement.').waitFor()
  await page.getByRole('button', { name: /^Copy/ }).waitFor()
  expect(await page.getByRole('button', { name: /^Send as comment/ }).count()).toBe(0)
  await expectAccessible(page)
  expect(await hasNoSideways(page)).toBe(true)
  await ana.context.close()
})

/** Comes by a link on a phone. */
async function comeByLink(token: string, name: string): Promise<Seat> {
  const seat = await takeSeat(browser, world, undefined, { width: 375, isHandheld: true })
  await seat.page.goto(`/join/${token}`)
  await seat.page.getByLabel('Your name').fill(name)
  await seat.page.getByRole('button', { name: 'Join' }).click()
  await question(seat.page).waitFor()
  await savedIn(seat.page)
  return seat
}

test('a guest gives a file from a phone; another guest and the host see it, and a file that is refused says why', async () => {
  const proof = { ...textOfTemplate('proof'), title: 'Proof', placeholder: 'What can you show?', requires_evidence: true }
  const document = await makeDocumentWith(world, olivia, [proof], 'Records')
  const session = await olivia.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  const { token } = await makeLink(olivia, session.id)
  const host = await openInterview({ browser, world }, olivia, session.id)
  const [ana, ben] = await Promise.all([comeByLink(token, 'Ana Ruiz'), comeByLink(token, 'Ben Ito')])
  const given = (page: Page) => page.getByRole('list', { name: 'Evidence for Proof' }).getByRole('listitem')
  await choose(ana.page, files.png('Door.png'), 'Proof')
  for (const { page } of [ana, ben]) {
    await expect.poll(() => given(page).allTextContents()).toEqual([expect.stringMatching(/^\s*Door$/)])
    expect(await given(page).getByRole('link').count()).toBe(0)
    expect(await hasNoSideways(page)).toBe(true)
    await expectAccessible(page)
  }
  await given(host.page).getByText('Door', { exact: true }).waitFor()
  const { data } = await olivia.api.evidence.list({ document_id: document.id, section_id: 'proof' })
  expect(data).toMatchObject([{ title: 'Door', status: 'pending', created_by: { name: 'Guest: Ana Ruiz' } }])

  await choose(ben.page, files.program('Report.pdf'), 'Proof')
  await ben.page
    .locator('[data-upload="failed"]')
    .getByText(/Report\.pdf/)
    .first()
    .waitFor()
  await expectAccessible(ben.page)
  await ben.page.getByRole('button', { name: 'Remove from the list: Report.pdf' }).click()
  await expect.poll(() => given(ben.page).count()).toBe(1)
  for (const seat of [host, ana, ben]) {
    expectCalm(seat)
    await seat.context.close()
  }
})
