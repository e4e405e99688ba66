import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { sessionNotes } from '@certloom/shared/collab/internalDoc'
import { actionItems, decisions, parkingLot } from '@certloom/shared/collab/sessionDoc'
import { newId } from '@certloom/shared/ids'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { join } from '../support/live.ts'
import type { World } from '../support/world.ts'
import { answer, openNotes, openQuestion, question } from './interviewPage.ts'

const asksForChart = 'Organization chart and site list'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
let viewer: Visitor
let sessionId: string
let workshopId: string
let acmeId: string
let held: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
  viewer = await signInAs(world, 'viewer@acme.test')
  acmeId = (await owner.api.customers.list({})).data.find(({ company_name }) => company_name === 'Acme Corp')?.id ?? ''
  const session = await owner.api.interviews.create({ customer_id: acmeId })
  sessionId = session.id
  const [project] = (await owner.api.readiness.list({ customer_id: acmeId })).data
  const document_ids = session.documents.slice(0, 3).map(({ id }) => id)
  const about = { customer_id: acmeId, session_kind: 'workshop', document_ids, readiness_project_id: project?.id ?? '' } as const
  workshopId = (await owner.api.interviews.create(about)).id
  await fillRoom(session)
  const workshop = await owner.api.interviews.create({ ...about, session_name: 'Workshop before the audit' })
  await fillRoom(workshop)
  await owner.api.interviews.complete({ session_id: workshop.id })
  held = workshop.id
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** What people say in a room. */
async function fillRoom({ room, notes_room }: { room: string; notes_room: string | null }) {
  const { user } = await owner.api.accounts.me()
  const said = { by: { id: user.id, name: user.name }, at: new Date().toISOString(), isDone: false }
  const editor = await join(world, owner, room)
  decisions(editor.doc).set(newId(), { ...said, text: 'Backups are tested each quarter, and the result is minuted' })
  for (const text of ['Send the organization chart', 'Ask the works council about the monitoring of devices that people bring along'])
    actionItems(editor.doc).set(newId(), { ...said, text })
  parkingLot(editor.doc).set(newId(), { ...said, text: 'Who owns the backup tests?' })
  await editor.saved()
  editor.leave()
  const notes = await join(world, owner, notes_room ?? '')
  sessionNotes(notes.doc).insert(0, [new Y.XmlElement('paragraph')])
  ;(sessionNotes(notes.doc).get(0) as Y.XmlElement).insert(0, [new Y.XmlText('They never restored one of their backups.')])
  await notes.saved()
  notes.leave()
}

type Shown = Required<Look> & { isHandheld?: boolean }

async function picture(screen: string, look: Shown, visitor: Visitor, address: string, show: (page: Page) => Promise<unknown>) {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(address)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`) })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const asked = async (page: Page) => {
  await question(page).waitFor()
  await page.locator('[data-answer] section').waitFor()
}

/** Goes to a question by the index, which lies over the page on a phone. */
async function goTo(page: Page, { width }: Shown, title: RegExp) {
  if (width === 375) await page.getByRole('button', { name: 'Questions' }).click()
  await openQuestion(page, title)
}

/** The topics of a workshop, which lie over the page on a phone. */
async function topics(page: Page, { width }: Shown) {
  if (width === 375) await page.getByRole('button', { name: 'Topics' }).click()
  return page.getByRole('navigation', { name: 'Topics' }).getByRole('button')
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('a question', () =>
    picture('interview', look, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      await goTo(page, look, /Security objectives and direction/)
      await answer(page).waitFor()
    }))
  test('a question of a customer’s people', () => picture('interview-portal', look, manager, `/interviews/${sessionId}`, asked))
  test('a question of somebody who only reads', () => picture('interview-viewer', look, viewer, `/interviews/${sessionId}`, asked))
  test('a photo as evidence on a phone, while somebody else uploads', async () => {
    const { data } = await manager.api.interviews.questions({ session_id: sessionId })
    const chart = data.find(({ section_title }) => section_title === asksForChart)
    const other = await join(world, manager, (await manager.api.interviews.get({ session_id: sessionId })).room)
    other.provider.awareness?.setLocalStateField('uploading', [{ section: chart?.id, name: 'Organization chart 2026.pdf' }])
    await picture('interview-evidence', { ...look, isHandheld: look.width === 375 }, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      await goTo(page, look, new RegExp(asksForChart))
      const sign = page.getByRole('list', { name: 'On its way' })
      await sign.waitFor()
      await sign.scrollIntoViewIfNeeded()
    })
    other.leave()
  })
  test('a workshop', () =>
    picture('workshop', look, owner, `/interviews/${workshopId}`, async (page) => {
      await (await topics(page, look)).first().click()
      await page.locator('article').getByRole('textbox').first().waitFor()
    }))
  test('the checklist of a workshop', () =>
    picture('workshop-checklist', look, owner, `/interviews/${workshopId}`, async (page) => {
      await (await topics(page, look)).last().click()
      await page.locator('[data-code="A.5.3"]').getByText('A.5.3', { exact: true }).click()
      await page.locator('[aria-current="true"][data-code]').waitFor()
    }))
  test('minutes', () =>
    picture('interview-minutes', look, manager, `/interviews/${held}/minutes`, (page) =>
      page.getByRole('heading', { name: 'Decisions' }).waitFor(),
    ))
  test('what came up', () =>
    picture('interview-notes', look, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      if (look.width === 375) await page.getByRole('button', { name: 'Questions' }).click()
      await openNotes(page)
      await page.locator('section[aria-label="Private notes"] .ProseMirror').waitFor()
    }))
  test('a new session', () =>
    picture('new-session', look, owner, `/customers/${acmeId}`, async (page) => {
      await page.getByRole('button', { name: 'Other session' }).click()
      await page.getByRole('radio', { name: 'Workshop' }).click()
      await page.getByLabel('Checklist').first().waitFor()
    }))
  test('the list', () => picture('interviews', look, owner, '/interviews', (page) => page.getByRole('table').waitFor()))
  test('what is missing', () =>
    picture('interview-missing', look, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      await page.getByRole('button', { name: 'More of this interview' }).click()
      await page.getByRole('menuitem', { name: 'What is missing' }).click()
      await page.getByRole('dialog').getByRole('button').first().waitFor()
    }))
})
