import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuestion, question } from '../interviews/interviewPage.ts'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { pdf } from '../support/files.ts'
import { upload } from '../support/uploads.ts'
import type { World } from '../support/world.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

const asksForChart = 'Organization chart and site list'

let world: World
let browser: Browser
let owner: Visitor
let sessionId: string
const links = { open: '', locked: '', workshop: '', evidence: '' }
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  const acme = (await owner.api.customers.list({})).data.find(({ company_name }) => company_name === 'Acme Corp')?.id ?? ''
  sessionId = (await owner.api.interviews.create({ customer_id: acme })).id
  const make = (label: string, passcode?: string) =>
    owner.api.guests.create({ session_id: sessionId, label, ...(passcode && { passcode }) })
  links.open = (await make('Board of Acme, for the meeting in the harbour')).token
  links.locked = (await make('Auditor', 'harbor lights')).token
  links.evidence = (await make('Works council')).token
  const { data: asked } = await owner.api.interviews.questions({ session_id: sessionId })
  const chart = asked.find(({ section_title }) => section_title === asksForChart)
  for (const name of ['Organization chart 2026.pdf', 'Deputies and stand-ins of the information security management.pdf'])
    await upload(owner, acme, name, `${pdf}${name}`, { document_id: chart?.document_id ?? '', section_id: chart?.section_id ?? '' })
  const [document] = (await owner.api.documents.list({ customer_id: acme })).data
  const [project] = (await owner.api.readiness.list({ customer_id: acme })).data
  const workshop = await owner.api.interviews.create({
    customer_id: acme,
    session_kind: 'workshop',
    document_ids: [document?.id ?? ''],
    readiness_project_id: project?.id ?? '',
  })
  links.workshop = (await owner.api.guests.create({ session_id: workshop.id, label: 'Sixth' })).token
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

async function picture(
  screen: string,
  look: Required<Look>,
  visitor: Visitor | undefined,
  address: string,
  show: (page: Page) => Promise<unknown>,
) {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(address)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`) })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('a guest link', () =>
    picture('guest-join', look, undefined, `/join/${links.open}`, (page) => page.getByLabel('Your name').waitFor()))
  test('a guest link with a passcode', () =>
    picture('guest-passcode', look, undefined, `/join/${links.locked}`, (page) => page.getByLabel('Passcode').waitFor()))
  test('a link that is over', () =>
    picture('guest-closed', look, undefined, '/join/over', (page) => page.getByRole('heading', { name: /cannot be used/ }).waitFor()))
  test('the room of a guest', () =>
    picture('guest-room', look, undefined, `/join/${links.open}`, async (page) => {
      await page.getByLabel('Your name').fill('Annabelle Ruiz-Montgomery')
      await page.getByRole('button', { name: 'Join' }).click()
      await question(page).waitFor()
      await page.locator('[data-answer] section').waitFor()
      await page.locator('header [data-kind="saved"]').waitFor()
    }))
  test('the evidence a guest sees and gives', () =>
    picture('guest-evidence', look, undefined, `/join/${links.evidence}`, async (page) => {
      await page.getByLabel('Your name').fill('Ana Ruiz')
      await page.getByRole('button', { name: 'Join' }).click()
      await page.locator('header [data-kind="saved"]').waitFor()
      if (look.width === 375) await page.getByRole('button', { name: 'Questions' }).click()
      await openQuestion(page, new RegExp(asksForChart))
      const given = page.getByRole('list', { name: `Evidence for ${asksForChart}` })
      await given.waitFor()
      await given.scrollIntoViewIfNeeded()
    }))
  test('a workshop of a guest', () =>
    picture('guest-workshop', look, undefined, `/join/${links.workshop}`, async (page) => {
      await page.getByLabel('Your name').fill('Ana Ruiz')
      await page.getByRole('button', { name: 'Join' }).click()
      await page.locator('header [data-kind="saved"]').waitFor()
    }))
  test('the checklist of a guest', () =>
    picture('guest-checklist', look, undefined, `/join/${links.workshop}`, async (page) => {
      await page.getByLabel('Your name').fill('Ana Ruiz')
      await page.getByRole('button', { name: 'Join' }).click()
      await page.locator('header [data-kind="saved"]').waitFor()
      if (look.width === 375) await page.getByRole('button', { name: 'Topics' }).click()
      await page.getByRole('navigation', { name: 'Topics' }).getByRole('button').last().click()
      await page.getByRole('button', { name: /^Status of A\.5\.1:/ }).waitFor()
    }))
  test('inviting guests', () =>
    picture('guest-invite', look, owner, `/interviews/${sessionId}`, async (page) => {
      await page.getByRole('button', { name: 'Invite guests' }).click()
      await page.getByLabel('For whom').fill('Works council')
      await page.getByRole('button', { name: 'Make a link' }).click()
      await page.getByRole('img', { name: 'QR code of the link' }).scrollIntoViewIfNeeded()
    }))
})
