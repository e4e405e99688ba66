import { tableSection } from '@certloom/shared/collab/documentDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { expectAccessible, expectCalm, type Look, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { makeDocument, objectives, projects, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { replyTo, say, wordsIn } from './saying.ts'
import { selectWords } from './selectWords.ts'

let world: World
let browser: Browser
let olivia: Person
let vera: Person
let document: DocumentDetail
let mara: Person
const title = 'Security objectives and direction'
const words = 'Security objectives are set every year by the board and reviewed each quarter.'
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  vera = await invite(world, olivia, 'Vera', 'viewer')
  document = await makeDocument(olivia, 'Acme Corp')
  mara = await invite(world, olivia, 'Mara', 'manager', document.customer_id)
  await fillSection(world, olivia, document.room, objectives, words)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

async function open(person: Person, search = '', look: Look = {}): Promise<Seat> {
  const seat = await takeSeat(browser, world, person, look)
  await seat.page.goto(`/documents/${document.id}${search}`)
  await text(seat.page).waitFor()
  return seat
}

async function leave(...seats: Seat[]): Promise<void> {
  for (const seat of seats) {
    expectCalm(seat)
    await seat.context.close()
  }
}

const text = (page: Page) => page.getByRole('textbox', { name: title, exact: true })
const thread = (page: Page, said: string) => page.locator('[data-thread]').filter({ hasText: said })
const field = (page: Page) => page.getByRole('textbox', { name: 'New comment' })
const commented = (page: Page) => page.locator('.commented')

const select = (page: Page, wanted: string) => selectWords(text(page), wanted)

test('a reader comments on words; a writer sees it at once, answers and resolves it, and it follows the words', async () => {
  const reader = await open(vera)
  const writer = await open(olivia)
  await writer.page.getByRole('tab', { name: 'Comments' }).click()
  await select(reader.page, 'every year')
  await reader.page.getByRole('button', { name: 'Comment on what is selected' }).click()
  await field(reader.page).fill('Twice a year, please.')
  await reader.page.keyboard.press('Control+Enter')
  await thread(writer.page, 'Twice a year, please.').waitFor()
  await expect.poll(() => commented(writer.page).allTextContents()).toEqual(['every year'])
  await expect.poll(() => commented(reader.page).allTextContents()).toEqual(['every year'])

  await text(writer.page).click()
  await writer.page.keyboard.press('Control+Home')
  await writer.page.keyboard.type('All our ')
  for (const { page } of [reader, writer]) await expect.poll(() => commented(page).allTextContents()).toEqual(['every year'])
  await writer.page.keyboard.press('Enter')
  for (const { page } of [reader, writer])
    await expect.poll(async () => (await commented(page).allTextContents()).join('')).toBe('every year')

  await commented(writer.page).first().click()
  await expect.poll(() => new URL(writer.page.url()).searchParams.get('comment')).not.toBe(null)
  const card = thread(writer.page, 'Twice a year, please.')
  await card.focus()
  await writer.page.keyboard.press('r')
  await writer.page.keyboard.type('Done.')
  await writer.page.keyboard.press('Control+Enter')
  await thread(reader.page, 'Done.').waitFor()
  await card.getByRole('button', { name: 'Resolve' }).click()
  await thread(reader.page, 'Resolved by Olivia').waitFor() // it is the one they have open
  await reader.page.goto(`/documents/${document.id}`)
  await reader.page.getByRole('button', { name: '1 resolved' }).click()
  await thread(reader.page, 'Resolved by Olivia').waitFor()
  expect(await commented(reader.page).count()).toBe(0)
  await leave(reader, writer)
})

test('words are commented on by the shortcut although the browser has yet to say that they are selected', async () => {
  const seat = await open(vera)
  await seat.page.evaluate(() => window.addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), true))
  await select(seat.page, 'Security objectives')
  await seat.page.keyboard.press('Control+Alt+m')
  await seat.page.getByRole('region', { name: 'New comment' }).getByText('Security objectives', { exact: true }).waitFor()
  await leave(seat)
})

test('a reader selects a whole paragraph by three clicks behind its last word', async () => {
  await fillSection(world, olivia, document.room, objectives, 'The last words.')
  const seat = await open(vera)
  await text(seat.page).getByText('The last words.').click({ clickCount: 3 })
  await seat.page.getByRole('button', { name: 'Comment on what is selected' }).click()
  await seat.page.getByRole('region', { name: 'New comment' }).getByText('The last words.', { exact: true }).waitFor()
  await leave(seat)
})

test('whoever wrote a comment changes it and takes it back; what was resolved is reopened; others see each at once', async () => {
  const begun = await say(vera, document.id, 'Who raeds this?')
  const [writer, other] = [await open(vera, `?comment=${begun.id}`), await open(olivia, `?comment=${begun.id}`)]
  const own = (page: Page, said: string) => thread(page, said).getByRole('button', { name: 'Your comment' })
  await own(writer.page, 'Who raeds this?').click()
  await expectAccessible(writer.page)
  await writer.page.getByRole('menuitem', { name: 'Edit' }).click()
  await writer.page.getByRole('textbox', { name: 'Your comment' }).fill('Who reads this?')
  await writer.page.getByRole('button', { name: 'Save' }).click()
  await thread(other.page, 'Who reads this?').getByText('edited').waitFor()
  expect(await own(other.page, 'Who reads this?').count()).toBe(0)

  await thread(writer.page, 'Who reads this?').getByRole('button', { name: 'Resolve' }).click()
  await thread(other.page, 'Who reads this?').getByText('Resolved by Vera').waitFor()
  await thread(other.page, 'Who reads this?').getByRole('button', { name: 'Reopen' }).click()
  await thread(writer.page, 'Who reads this?').getByText('Resolved by Vera').waitFor({ state: 'detached' })

  await replyTo(olivia, begun.id, 'Everybody.')
  await thread(writer.page, 'Everybody.').waitFor()
  await own(writer.page, 'Everybody.').click()
  await writer.page.getByRole('menuitem', { name: 'Delete' }).click()
  await thread(other.page, 'Everybody.').getByText('Deleted').waitFor()
  expect(await other.page.content()).not.toContain('Who reads this?')
  await own(other.page, 'Everybody.').click()
  await other.page.getByRole('menuitem', { name: 'Delete' }).click()
  for (const { page } of [writer, other]) await page.locator(`[data-thread="${begun.id}"]`).waitFor({ state: 'detached' })
  await leave(writer, other)
})

test('a change of a comment that is refused says why and keeps its words', async () => {
  const leaver = await invite(world, olivia, 'Lea Adams', 'member')
  const begun = await say(olivia, document.id, 'Who signs this?')
  const seat = await open(olivia, `?comment=${begun.id}`)
  await thread(seat.page, 'Who signs this?').getByRole('button', { name: 'Your comment' }).click()
  await seat.page.getByRole('menuitem', { name: 'Edit' }).click()
  const changed = seat.page.getByRole('textbox', { name: 'Your comment' })
  await changed.press('End')
  await changed.pressSequentially(' Is it you, @Lea')
  await seat.page.getByRole('option', { name: 'Lea Adams' }).click()
  await olivia.api.members.remove({ user_id: leaver.me.user.id })
  await seat.page.getByRole('button', { name: 'Save' }).click()
  await seat.page.getByRole('alert').getByText('Somebody you mention cannot see this document.').waitFor()
  expect(await changed.inputValue()).toBe('Who signs this? Is it you, @Lea Adams ')
  await changed.fill('Who signs this? Is it you?')
  await seat.page.getByRole('button', { name: 'Save' }).click()
  await thread(seat.page, 'Who signs this? Is it you?').getByText('edited').waitFor()
  await leave(seat)
})

test('a thread shows its place in the document, however far away that is, by mouse and by key', async () => {
  await fillSection(world, olivia, document.room, projects, 'Each project names somebody for its security.')
  await fillSection(world, olivia, document.room, objectives, 'The board signs them.')
  const editor = await join(world, olivia, document.room)
  const near = await say(vera, document.id, 'All of them?', { target: wordsIn(editor.doc, objectives, 'The board signs') })
  const far = await say(vera, document.id, 'Since when?', { target: wordsIn(editor.doc, projects, 'names somebody') })
  editor.leave()
  const seat = await open(olivia, '?comments=all')
  const isInView = (id: string) =>
    seat.page.locator(`.commented[data-comment="${id}"]`).evaluateAll(([mark]) => {
      const box = mark?.getBoundingClientRect()
      const above = box && mark?.ownerDocument.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      return mark !== undefined && above !== null && above !== undefined && mark.contains(above)
    })
  await thread(seat.page, 'All of them?').getByRole('button', { name: 'Show in the document: The board signs' }).click()
  await expect.poll(() => isInView(near.id)).toBe(true)
  expect(await isInView(far.id)).toBe(false)
  await thread(seat.page, 'Since when?').getByRole('button', { name: 'Show in the document: names somebody' }).click()
  await expect.poll(() => isInView(far.id)).toBe(true)
  expect(await isInView(near.id)).toBe(false)
  await expect.poll(() => new URL(seat.page.url()).searchParams.get('comment')).toBe(far.id)
  await thread(seat.page, 'All of them?').press('Enter')
  await expect.poll(() => isInView(near.id)).toBe(true)
  await leave(seat)
})

test('a comment said without a network is kept through a reload and sent when the network is back', async () => {
  const seat = await open(vera)
  await seat.page.keyboard.press('Control+Alt+m')
  await field(seat.page).fill('Said in the cellar.')
  await seat.page.route('**/api/v1/**/comment-threads', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await seat.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await thread(seat.page, 'kept on this device').waitFor()
  await seat.page.reload()
  await thread(seat.page, 'Said in the cellar.').getByText('kept on this device').waitFor()
  await seat.page.unroute('**/api/v1/**/comment-threads')
  await seat.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await thread(seat.page, 'Said in the cellar.').getByRole('button', { name: 'Resolve' }).waitFor()
  const { data } = await olivia.api.comments.list({ document_id: document.id })
  expect(data.filter(({ comments }) => comments[0]?.body === 'Said in the cellar.')).toHaveLength(1)
  await leave(seat)
})

test('a comment that is sent while the comments are being read is among them', async () => {
  const seat = await open(vera)
  const [threads, events] = ['**/api/v1/**/comment-threads*', '**/api/v1/events?*']
  await seat.page.route(events, (route) => route.abort()) // as behind a proxy that swallows streams
  await seat.page.route(threads, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await seat.page.keyboard.press('Control+Alt+m')
  await field(seat.page).fill('Said in the lift.')
  await seat.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await thread(seat.page, 'kept on this device').waitFor()
  await seat.page.unroute(threads)

  const isRead = Promise.withResolvers<void>()
  const isSaid = seat.page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/comment-threads'))
  await seat.page.route(threads, async (route) => {
    if (route.request().method() === 'POST') return isRead.promise.then(() => route.continue())
    const response = await route.fetch()
    isRead.resolve()
    await isSaid
    await route.fulfill({ response })
  })
  await seat.page.reload()
  await thread(seat.page, 'Said in the lift.').getByRole('button', { name: 'Resolve' }).waitFor()
  expect(await thread(seat.page, 'Said in the lift.').count()).toBe(1)
  await seat.context.close()
})

test('a comment on words that are gone when it arrives is not lost: it says why, and can go to the section', async () => {
  await fillSection(world, olivia, document.room, objectives, 'Words that will be gone soon.')
  const seat = await open(vera)
  await select(seat.page, 'gone soon')
  await seat.page.keyboard.press('Control+Alt+m')
  await field(seat.page).fill('How soon?')
  const editor = await join(world, olivia, document.room)
  const section = editor.doc.getXmlFragment(`sec:${objectives}`)
  section.delete(section.length - 1, 1)
  await editor.saved()
  editor.leave()
  await expect.poll(() => text(seat.page).textContent()).not.toContain('gone soon')
  await seat.page.keyboard.press('Control+Enter')
  const card = thread(seat.page, 'How soon?')
  await card.getByText('was removed meanwhile').waitFor()
  await expectAccessible(seat.page)
  await card.getByRole('button', { name: 'Comment on the section' }).click()
  await card.getByRole('button', { name: 'Resolve' }).waitFor()
  await leave(seat)
})

test('an @ offers those who can see it; somebody named is told and comes to the place by the link', async () => {
  const seat = await open(olivia)
  const editor = await join(world, olivia, document.room)
  const columns = document.content.fillable_sections.find(({ id }) => id === roles)?.columns ?? []
  addTableRows(tableSection(editor.doc, roles), columns, [{ [columns[0]?.id ?? '']: 'Security officer' }])
  await editor.saved()
  editor.leave()
  await seat.page.getByRole('gridcell', { name: /Security officer/ }).click()
  await seat.page.keyboard.press('Escape')
  await seat.page.keyboard.press('Control+Alt+m')
  await field(seat.page).waitFor()
  await seat.page.keyboard.type('Full time? @mar')
  await seat.page.getByRole('option', { name: 'Mara' }).waitFor()
  await expectAccessible(seat.page)
  await seat.page.keyboard.press('Enter')
  await expect.poll(() => field(seat.page).inputValue()).toBe('Full time? @Mara ')
  await seat.page.keyboard.press('Control+Enter')
  await thread(seat.page, 'Full time?').getByRole('button', { name: 'Resolve' }).waitFor()

  const named = await takeSeat(browser, world, mara)
  await named.page.goto('/inbox')
  await named.page.getByRole('link', { name: /mentioned you in a comment/ }).click()
  await thread(named.page, 'Full time?').waitFor()
  await named.page.waitForURL(/\/documents\/.*comment=/)
  await named.page.locator('td[data-comment]').waitFor()
  await expectAccessible(named.page)
  await leave(seat, named)
})

/** Draws nothing until `drawNow`, as a busy page: whoever types fast is ahead of what it draws. */
const drawLater = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const held: FrameRequestCallback[] = []
    window.requestAnimationFrame = (draw) => held.push(draw)
    addEventListener('draw now', () => {
      for (const draw of held) draw(performance.now())
    })
  })
const drawNow = (page: Page): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event('draw now')))

test('people of one name are told apart by their address, and whoever was chosen stays chosen when the page is loaded again', async () => {
  const robins = [await invite(world, olivia, 'Robin Fox', 'member'), await invite(world, olivia, 'Robin Fox', 'member')]
  const seat = await open(olivia)
  const compose = async () => {
    await seat.page.keyboard.press('Control+Alt+m')
    await field(seat.page).waitFor()
  }
  for (const robin of robins) {
    await compose()
    await seat.page.keyboard.type('@')
    await seat.page.getByRole('option', { name: 'Mara', exact: true }).waitFor()
    await seat.page.keyboard.type('robin')
    await expectAccessible(seat.page)
    await drawLater(seat.page)
    await seat.page.getByRole('option', { name: `Robin Fox ${robin.email}`, exact: true }).click()
    await seat.page.keyboard.type(robin.email.slice(0, 3))
    await drawNow(seat.page)
    await seat.page.keyboard.type(robin.email.slice(3))
    await seat.page.reload()
    await text(seat.page).waitFor()
    await compose()
    await expect.poll(() => field(seat.page).inputValue()).toBe(`@Robin Fox ${robin.email}`)
    await seat.page.keyboard.press('Control+Enter')
    await thread(seat.page, robin.email).getByRole('button', { name: 'Resolve' }).waitFor()
  }
  const { data } = await olivia.api.comments.list({ document_id: document.id })
  const said = data.flatMap(({ comments }) => comments).filter(({ body }) => body.startsWith('@Robin Fox'))
  expect(said.map(({ mentions }) => mentions.map(({ id }) => id))).toEqual(robins.map(({ me }) => [me.user.id]))
  await leave(seat)
})

test('threads are filtered by what is open, one’s own and what names one, and the outline counts those that are open', async () => {
  const { id } = await makeDocument(olivia, 'Filtered Ltd')
  const target = { kind: 'section', section_id: objectives } as const
  const asked = await say(olivia, id, 'How often?', { target })
  await say(olivia, id, '@Vera, is this so?', { target, mentions: [vera.me.user.id] })
  await say(vera, id, 'Yearly, I would say.')
  const done = await say(olivia, id, 'Spelling.', { target })
  await olivia.api.comments.resolve({ thread_id: done.id })
  const seat = await takeSeat(browser, world, vera)
  const { page } = seat
  await page.goto(`/documents/${id}?comments=all`)
  const shown = async () => {
    const threads = await page.locator('[data-thread]').allTextContents()
    return ['How often?', 'is this so?', 'Yearly', 'Spelling.'].filter((words) => threads.some((text) => text.includes(words)))
  }
  await expect.poll(shown).toEqual(['How often?', 'is this so?', 'Yearly', 'Spelling.'])
  const filter = page.getByRole('combobox', { name: 'Show comments' })
  for (const [name, threads] of [
    ['Open', ['How often?', 'is this so?', 'Yearly']],
    ['Resolved', ['Spelling.']],
    ['With my words', ['Yearly']],
    ['Mentioning me', ['is this so?']],
  ] as const) {
    await filter.selectOption(name)
    await expect.poll(shown, { message: name }).toEqual(threads)
  }
  await page.reload()
  await expect.poll(shown).toEqual(['is this so?'])

  const inOutline = (words: string) =>
    page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('button', { name: title })
      .and(page.getByRole('button', { name: words }))
      .waitFor()
  await inOutline('2 open comments')
  await olivia.api.comments.resolve({ thread_id: asked.id })
  await inOutline('1 open comment')
  await leave(seat)
})

test('internal threads are marked for staff, filtered in the address, and not there for a customer', async () => {
  const target = { kind: 'section', section_id: objectives } as const
  await say(olivia, document.id, 'Not convincing yet.', { target, is_internal: true })
  const staff = await open(vera, '?comments=internal')
  await thread(staff.page, 'Not convincing yet.').getByText('Internal').waitFor()
  expect(await staff.page.locator('[data-thread]').count()).toBe(1)
  const customer = await open(mara, '?comments=all')
  await thread(customer.page, 'Full time?').waitFor()
  expect(await customer.page.getByRole('combobox', { name: 'Show comments' }).textContent()).not.toContain('Internal')
  expect(await customer.page.content()).not.toContain('Not convincing yet.')
  await leave(staff, customer)
})

test('internal notes are laid over the document by staff, written together, and no address shows them to a customer', async () => {
  const [writer, reader] = [await open(olivia), await open(vera, '?notes=true')]
  const note = (page: Page) => page.getByRole('textbox', { name: `Internal note on ${title}` })
  await writer.page.getByRole('tab', { name: 'Comments' }).click()
  await writer.page.getByRole('button', { name: 'Internal notes' }).click()
  await note(writer.page).click()
  await writer.page.keyboard.type('Copied from their parent.')
  await writer.page.locator('aside [data-kind="saved"]').waitFor()
  await note(reader.page).getByText('Copied from their parent.').waitFor()
  expect(await note(reader.page).getAttribute('aria-readonly')).toBe('true')
  await expectAccessible(writer.page)
  await writer.page.getByRole('button', { name: 'Internal notes' }).click()
  await note(writer.page).waitFor({ state: 'detached' })
  const customer = await open(mara, '?notes=true')
  await customer.page.getByRole('tab', { name: 'Comments' }).click()
  expect(await customer.page.getByRole('button', { name: 'Internal notes' }).count()).toBe(0)
  expect(await customer.page.content()).not.toContain('Internal note')
  await leave(writer, reader, customer)
})

test('on a phone threads are read and answered in a sheet', async () => {
  const editor = await join(world, olivia, document.room)
  const begun = await say(vera, document.id, 'By whom exactly?', { target: wordsIn(editor.doc, objectives, 'the board') })
  editor.leave()
  await replyTo(olivia, begun.id, 'See the minutes.')
  const phone = await open(vera, `?comment=${begun.id}`, { width: 375, theme: 'dark' })
  await thread(phone.page, 'See the minutes.').getByRole('button', { name: 'Reply' }).click()
  await phone.page.getByRole('textbox', { name: 'Reply' }).fill('Thanks')
  await phone.page.getByRole('button', { name: 'Reply', exact: true }).last().click()
  await thread(phone.page, 'Thanks').waitFor()
  expect(await phone.page.evaluate(() => window.document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await expectAccessible(phone.page)
  await leave(phone)
})
