import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { listSection, tableSection } from '@certloom/shared/collab/documentDoc'
import { wholeDocument } from '@certloom/shared/collab/internalDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { type Look, openBrowser, takeSeat } from '../support/browser.ts'
import { commitments, makeDocument, objectives, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { replyTo, say, wordsIn } from './saying.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let olivia: Person
let rita: Person
let document: DocumentDetail
let active: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Nováková-Featherstonehaugh', 'reviewer')
  document = await makeDocument(olivia, 'Acme Corp')
  const mara = await invite(world, olivia, 'Mara Acme', 'manager', document.customer_id)
  await fillSection(
    world,
    olivia,
    document.room,
    objectives,
    'Security objectives are set every year by the board and reviewed each quarter.',
  )
  await fillSection(world, olivia, document.room, objectives, 'Whoever finds a weakness reports it the same day to the security officer.')
  await fillSection(world, olivia, document.room, objectives, 'This sentence will be gone.')
  const editor = await join(world, olivia, document.room)
  const columns = document.content.fillable_sections.find(({ id }) => id === roles)?.columns ?? []
  const [row = ''] = addTableRows(tableSection(editor.doc, roles), columns, [{ [columns[0]?.id ?? '']: 'Security officer' }, {}])
  const [item = ''] = addItems(listSection(editor.doc, commitments), ['We protect customer data.', 'We train everybody once a year.'])
  await editor.saved()
  const words = (said: string) => wordsIn(editor.doc, objectives, said)
  const first = await say(rita, document.id, 'Twice a year would be stronger. @Mara Acme, could the board do that?', {
    target: words('every year'),
    mentions: [mara.me.user.id],
  })
  active = first.id
  await replyTo(mara, first.id, 'They meet in March and September anyway, so yes. I will ask them this week and tell you what they say.')
  await say(rita, document.id, 'I do not believe they do this. Ask for the minutes in the interview.', {
    target: words('reviewed each quarter'),
    is_internal: true,
  })
  await say(mara, document.id, 'What does this mean?', { target: words('This sentence will be gone.') })
  const done = await say(rita, document.id, 'Name the officer.', { target: words('the security officer') })
  await olivia.api.comments.resolve({ thread_id: done.id })
  await say(mara, document.id, 'Full time?', { target: { kind: 'cell', section_id: roles, row_id: row, column_id: columns[0]?.id ?? '' } })
  await say(mara, document.id, 'All of it?', { target: { kind: 'item', section_id: commitments, item_id: item } })
  await say(rita, document.id, 'Ready for management from my side.')
  const section = editor.doc.getXmlFragment(`sec:${objectives}`)
  section.delete(section.length - 1, 1)
  await editor.saved()
  editor.leave()
  const notes = await join(world, rita, (await rita.api.documents.internalNotes({ document_id: document.id })).room)
  notes.type(wholeDocument, 'They want the certificate before the summer. Their last auditor was strict about evidence of reviews.')
  notes.type(objectives, 'Copied from their parent company. Ask who reads it.')
  await notes.saved()
  notes.leave()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

async function picture(screen: string, look: Required<Look>, search: string, show: (page: Page) => Promise<void>): Promise<void> {
  const seat = await takeSeat(browser, world, olivia, look)
  await seat.page.goto(`/documents/${document.id}${search}`)
  await seat.page.getByRole('textbox', { name: 'Security objectives and direction', exact: true }).waitFor()
  await show(seat.page)
  await seat.page.evaluate(() => window.document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`) })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const sheet = (page: Page) => page.getByRole('button', { name: 'Comments, versions and activity' })

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
] as const)('$theme at $width', (look) => {
  test('threads beside the text', () =>
    picture('comments', look, `?comment=${active}`, async (page) => {
      await page.getByText('Twice a year would be stronger').waitFor()
    }))
  test('everything, what is resolved too', () =>
    picture('comments-all', look, '?comments=all', async (page) => {
      if (look.width === 375) await sheet(page).click()
      await page.getByText('Name the officer.').scrollIntoViewIfNeeded()
    }))
  test('a new comment with somebody to name', () =>
    picture('comments-new', look, '', async (page) => {
      await page.keyboard.press('Control+Alt+m')
      await page.getByRole('textbox', { name: 'New comment' }).pressSequentially('Please look at this, @')
      await page.getByRole('listbox', { name: 'People' }).waitFor()
    }))
  test('internal notes over the paper', () =>
    picture('internal-notes', look, '?notes=true', async (page) => {
      await page.getByText('Ask who reads it.').scrollIntoViewIfNeeded()
    }))
  test('the paper with what was commented on', () =>
    picture('comments-paper', look, `#${commitments}`, async (page) => {
      await page.locator('li[data-comment]').scrollIntoViewIfNeeded()
    }))
})
