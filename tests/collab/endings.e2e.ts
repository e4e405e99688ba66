import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { expectAccessible, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { type Line, openLine } from '../support/line.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import {
  isStored,
  keptOn,
  notice,
  openPage,
  replacedNotice,
  section,
  signIn,
  status,
  type Visit,
  visit as visitAt,
  write,
} from './offlinePage.ts'

let world: World
let browser: Browser
let owner: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  owner = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const visit = (customer: string, line: { url: string } = world): Promise<Visit> => visitAt({ world, browser, owner }, customer, line)
const arrives = (at: Pick<Visit, 'id' | 'room'>, text: string): Promise<void> => isStored({ world, owner }, at, text)

const customerOf = async (document: string): Promise<string> => (await readDocument(owner, document)).customer_id

/** What the header has said so far, from now on, each time it changed. */
async function recordStatus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    const read = () => {
      const words = document.querySelector('header [data-kind]')?.textContent ?? ''
      if (words !== said.at(-1)) said.push(words)
    }
    read()
    new MutationObserver(read).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { said })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

test('the document is closed to its writer while they are offline: their words are handed back, there and after it is gone', async () => {
  const { seat, page, id } = await visit('Closed')
  await page.context().setOffline(true)
  await status(page, /^Offline/)
  await write(page, 'Nobody will open this again.')
  await status(page, /^Offline, 1 change kept$/)
  await page.locator('header').getByText('In progress').waitFor()
  expect(await page.getByRole('button', { name: 'Submit for review' }).isDisabled()).toBe(true)
  await owner.api.customers.archive({ customer_id: await customerOf(id) })
  await page.context().setOffline(false)

  await page.getByRole('alert').filter({ hasText: 'You may not open the live text' }).waitFor()
  await status(page, /^No access$/)
  await notice(page).getByText('Nobody will open this again.').waitFor()
  expect(await notice(page).innerText()).toContain('The document is not open to you any more, or was made anew.')
  await expectAccessible(page)

  await page.goto(`/documents/${id}`)
  await page.getByRole('button', { name: '1 change not merged' }).click()
  const dialog = page.getByRole('dialog', { name: 'Changes that could not be merged' })
  await dialog.getByText('Nobody will open this again.').waitFor()
  await expectAccessible(page)
  await seat.context.close()
})

const denied = (page: Page) => page.getByRole('alert').filter({ hasText: 'It was archived or deleted, or is not open to you any more.' })

test('the customer is archived while somebody types: they are told, and every word is stored or handed back', async () => {
  const { seat, page, id, room } = await visit('Archived')
  const customer_id = await customerOf(id)
  await section(page).click()
  let isTyping = true
  const typing = (async () => {
    for (let word = 1; isTyping; word++) await page.keyboard.type(`word${word} `, { delay: 5 })
  })()
  await expect.poll(() => section(page).innerText()).toContain('word10 ')
  await owner.api.customers.archive({ customer_id })
  await denied(page).waitFor()
  isTyping = false
  await typing
  await status(page, /^No access$/)
  expect(await section(page).getAttribute('contenteditable')).toBe('false')
  await expectAccessible(page)
  const typed = (await section(page).innerText()).trim().split(/\s+/)
  await owner.api.customers.unarchive({ customer_id })
  await world.app.services.live.store(room)
  const stored = textOf(await readDocument(owner, id), objectives)?.split(' ') ?? []
  expect(stored.length).toBeGreaterThan(5)
  const lost = async () => {
    const handedBack = (await notice(page).allInnerTexts()).join(' ')
    return typed.filter((word) => !stored.includes(word) && !handedBack.includes(word))
  }
  await expect.poll(lost).toEqual([])
  await denied(page).getByRole('button', { name: 'Try again' }).click()
  await status(page, /^Saved/)
  await seat.context.close()
})

test('the customer is deleted while what somebody types is on its way: they are told, and their words are handed back', async () => {
  const line = await openLine(world.url)
  const { seat, page, id } = await visit('Deleted', line)
  const customer_id = await customerOf(id)
  line.freeze()
  await write(page, 'Typed while it went.')
  await owner.api.customers.archive({ customer_id })
  await owner.api.customers.remove({ customer_id, company_name: 'Deleted' })
  line.cut()
  line.restore()
  await denied(page).waitFor()
  await notice(page).getByText('Typed while it went.').waitFor()
  await denied(page).getByRole('button', { name: 'Try again' }).click()
  await denied(page).waitFor()
  await notice(page).getByText('Typed while it went.').waitFor()
  await expectAccessible(page)

  await page.goto(`/documents/${id}`)
  await page.getByRole('button', { name: '1 change not merged' }).click()
  await page.getByRole('dialog', { name: 'Changes that could not be merged' }).getByText('Typed while it went.').waitFor()
  await seat.context.close()
  line.close()
})

test('somebody else signs in in the same browser: the first page stops, says so, and sends nothing under their name', async () => {
  const line = await openLine(world.url)
  const { person, seat, page, id, room } = await visit('Two people', line)
  line.cut()
  await status(page, /^Offline/)
  await write(page, 'Typed by Ben.')
  await status(page, /^Offline, 1 change kept$/)
  const cara = await invite(world, owner, 'Cara', 'member')
  const second = await seat.context.newPage()
  await second.goto(`${world.url}/login`)
  await signIn(second, cara.email)
  line.restore()

  await replacedNotice(page).waitFor()
  expect(await page.getByText('Typed by Ben.').isVisible()).toBe(false)
  expect(await page.getByRole('button').allInnerTexts()).toEqual(['Reload'])
  expect(await page.title()).toBe('Somebody else has signed in on this browser · Certloom')
  await expectAccessible(page)
  await replacedNotice(page).getByRole('button', { name: 'Reload' }).click()
  await status(page, /^Saved/)
  expect(await section(page).innerText()).not.toContain('Typed by Ben')
  await arrives({ id, room }, '')

  await page.getByRole('button', { name: cara.email }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/login')
  await signIn(page, person.email)
  await arrives({ id, room }, 'Typed by Ben.')
  const writers = await world.sql<{ user_id: string }>('select distinct user_id from live_client where room = $1', [room])
  expect(writers).toEqual([{ user_id: person.me.user.id }])
  await seat.context.close()
  line.close()
})

test('a document that is full says so, and opens by itself once somebody has left', async () => {
  const { id, room } = await makeDocument(owner, 'Full')
  const { live } = world.config
  const usual = live.socketsPerRoom
  live.socketsPerRoom = 1
  onTestFinished(() => {
    live.socketsPerRoom = usual
  })
  const other = await join(world, owner, room)
  const { context, page } = await takeSeat(browser, world, await invite(world, owner, 'Ben', 'member'))
  await page.goto(`/documents/${id}`)
  const alert = page.getByRole('alert').filter({ hasText: 'Too many people have this open' })
  await alert.waitFor()
  await expectAccessible(page)
  other.leave()
  await status(page, /^Saved/)
  expect(await alert.count()).toBe(0)
  await context.close()
})

test('words a document has no room for are handed back, and what fits is taken', async () => {
  const { live } = world.config
  const usual = live.stateBytes
  live.stateBytes = 5_000
  onTestFinished(() => {
    live.stateBytes = usual
  })
  const { seat, page, id, room } = await visit('Too large')
  await write(page, 'It fits. ')
  await status(page, /^Saved$/)
  await page.keyboard.insertText('Too much. '.repeat(600))
  await notice(page).getByText('1 change could not be merged').waitFor()
  expect(await notice(page).innerText()).toContain('The document is as large as one may become. Delete something in it')
  await status(page, /^Saved, 1 not merged$/)
  await expectAccessible(page)
  await write(page, 'So does this.')
  await arrives({ id, room }, 'It fits. So does this.')
  await seat.context.close()
})

/** Too much for the disk below, also after the browser has packed it. */
const long = ['There is no room for this.', ...Array.from({ length: 3_000 }, () => crypto.randomUUID())].join(' ')

test('a disk that is full is told, and what was typed is kept as soon as there is room', async () => {
  const { id, room } = await makeDocument(owner, 'Full disk')
  const seat = await takeSeat(browser, world, await invite(world, owner, 'Ben', 'member'))
  const { page } = seat
  const session = await seat.context.newCDPSession(page)
  const setQuota = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', { origin: world.url, ...(quotaSize === undefined ? {} : { quotaSize }) })
  // Before anything is stored: what a browser once found free, it counts on for a while.
  await setQuota(60_000)
  await page.goto(`/documents/${id}`)
  await section(page).waitFor()
  await status(page, /^Saved/)
  await page.context().setOffline(true)
  await status(page, /^Offline/)
  await section(page).click()
  await page.keyboard.insertText(long)
  const words = () => page.locator('header [data-kind]').innerText()
  await expect.poll(words).toBe('Offline, 1 change not kept on this device')
  await expectAccessible(page)
  await setQuota()
  await status(page, /^Offline, 1 change kept$/)
  await page.close()
  await seat.context.setOffline(false)
  const again = await openPage(seat.context, id)
  await section(again).getByText('There is no room for this.').first().waitFor()
  await status(again, /^Saved/)
  await arrives({ id, room }, long)
  await seat.context.close()
})

test('a device that cannot be read is told, not passed over: the words on it are there again after a reload', async () => {
  const { seat, page, id, room } = await visit('Unreadable')
  await page.context().setOffline(true)
  await status(page, /^Offline/)
  await write(page, 'Only on this device.')
  await status(page, /^Offline, 1 change kept$/)
  await page.close()
  await seat.context.setOffline(false)
  const again = await seat.context.newPage()
  await again.addInitScript(() => {
    if (localStorage.getItem('readable') !== null) return
    IDBIndex.prototype.getAll = () => {
      throw new DOMException('The disk does not answer.', 'UnknownError')
    }
  })
  await again.goto(`/documents/${id}`)
  const alert = again.getByRole('alert').filter({ hasText: 'could not be read from this device' })
  await alert.waitFor()
  await status(again, /^Saved/)
  expect(await section(again).innerText()).not.toContain('Only on this device.')
  await expectAccessible(again)
  await again.evaluate(() => localStorage.setItem('readable', 'again'))
  await alert.getByRole('button', { name: 'Reload' }).click()
  await section(again).getByText('Only on this device.').waitFor()
  await arrives({ id, room }, 'Only on this device.')
  await alert.waitFor({ state: 'detached' })
  await seat.context.close()
})

/** The documents whose text and whose page this browser keeps for its person. */
const keptIn = async (page: Page): Promise<{ rooms: string[]; documents: string[] }> => ({
  rooms: await keptOn(page, 'rooms', 'room'),
  documents: await keptOn(page, 'documents', 'id'),
})

/** Opens the list of customers this many days later. */
async function openLater({ context }: Seat, days: number): Promise<Page> {
  const page = await context.newPage()
  await page.clock.setFixedTime(Date.now() + days * 86_400_000)
  await page.goto('/customers')
  await page.getByRole('heading', { name: 'Customers' }).waitFor()
  return page
}

test('a document that nobody opened for thirty days is not kept any longer, unless something of it is unsent', async () => {
  const { seat, page, id, room } = await visit('Month')
  const unsent = await makeDocument(owner, 'Unsent')
  const [facts, factsOfUnsent] = await Promise.all(
    [id, unsent.id].map(async (document) => (await readDocument(owner, document)).facts?.room),
  )
  await expect.poll(() => keptIn(page)).toEqual({ rooms: [room, facts].sort(), documents: [id] })
  await page.goto(`/documents/${unsent.id}`)
  await status(page, /^Saved/)
  const both = { rooms: [room, unsent.room, facts, factsOfUnsent].sort(), documents: [id, unsent.id].sort() }
  await expect.poll(() => keptIn(page)).toEqual(both)
  await page.route('**/collab/tickets', (route) => route.abort())
  await page.context().setOffline(true)
  await status(page, /^Offline/)
  await write(page, 'Sent a month later.')
  await status(page, /^Offline, 1 change kept$/)
  await page.close()
  await seat.context.route('**/collab/tickets', (route) => route.abort())
  await seat.context.setOffline(false)

  const soon = await openLater(seat, 29)
  expect(await keptIn(soon)).toEqual(both)
  await soon.close()
  const later = await openLater(seat, 31)
  await expect.poll(() => keptIn(later)).toEqual({ rooms: [unsent.room], documents: [unsent.id] })
  await seat.context.unroute('**/collab/tickets')
  await later.reload()
  await arrives(unsent, 'Sent a month later.')
  await seat.context.close()
})

test('the server restarts while somebody types: they type on, are told, and nothing of it is lost', async () => {
  const { seat, page, id, room } = await visit('Restart')
  const said = await recordStatus(page)
  await section(page).click()
  let typed = ''
  let isTyping = true
  const typing = (async () => {
    for (let word = 1; isTyping; word++) {
      typed += `word${word} `
      await page.keyboard.type(`word${word} `, { delay: 10 })
    }
  })()
  await expect.poll(() => typed.length).toBeGreaterThan(100)
  await world.restart()
  const wordsAtRestart = typed.length
  await status(page, /^Offline/)
  await expect.poll(() => typed.length).toBeGreaterThan(wordsAtRestart + 100)
  isTyping = false
  await typing
  await status(page, /^Saved/)
  await arrives({ id, room }, typed.trimEnd())
  expect((await section(page).innerText()).trim()).toBe(typed.trimEnd())
  const words = await said()
  expect(words.some((word) => word.startsWith('Offline'))).toBe(true)
  expect(words.filter((word) => /Merging|Reload|No access|could not/.test(word))).toEqual([])
  await seat.context.close()
})

/** Lets this much of the page's time pass, with everything that happens in it; nothing in it looks like a sleep. */
const letPass = (page: Page, time: string): Promise<void> => page.clock.runFor(time)

async function openOver(line: Line): Promise<Visit & { later: (time: string) => Promise<void> }> {
  const found = await visit(`Frozen ${crypto.randomUUID()}`, line)
  await found.page.clock.install()
  await found.page.reload()
  await status(found.page, /^Saved/)
  return { ...found, later: (time) => letPass(found.page, time) }
}

test('a line that freezes without a word is noticed within thirty seconds, and what was typed is kept and sent', async () => {
  const line = await openLine(world.url)
  const { seat, page, id, room, later } = await openOver(line)
  line.freeze()
  await write(page, 'Typed into a frozen line.')
  await later('00:01')
  await status(page, /^Saving/)
  line.refuse()
  await later('00:27')
  await status(page, /^Offline, 1 change kept$/)
  line.restore()
  await later('00:20')
  await page.clock.resume()
  await page
    .locator('header [data-kind]')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  await arrives({ id, room }, 'Typed into a frozen line.')
  await seat.context.close()
  line.close()
}, 120_000)
