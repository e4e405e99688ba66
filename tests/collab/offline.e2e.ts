import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedOnClosing, expectAccessible, openBrowser, reloadThoughAsked, type Seat, takeSeat } from '../support/browser.ts'
import { commitments, makeDocument, objectives, projects, readDocument, roles, textOf } from '../support/documents.ts'
import { invite, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { beginEpoch } from './beginEpoch.ts'

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const titles = { objectives: 'Security objectives and direction', projects: 'Security in projects' }
const section = (page: Page, title = titles.objectives) => page.getByRole('textbox', { name: title })
const part = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
const status = (page: Page, text: RegExp) => page.locator('header [data-kind]').filter({ hasText: text }).waitFor()
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be merged' })

const openPage = async (context: BrowserContext, documentId: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`/documents/${documentId}`)
  await section(page).waitFor()
  return page
}

/** A member of their own, with the document open and saved. */
async function visit(name: string, customer: string): Promise<{ person: Person; seat: Seat; page: Page; id: string; room: string }> {
  const person = await invite(world, olivia, name, 'member')
  const { id, room } = await makeDocument(olivia, customer)
  const seat = await takeSeat(browser, world, person)
  await seat.page.goto(`/documents/${id}`)
  await section(seat.page).waitFor()
  await status(seat.page, /^Saved/)
  return { person, seat, page: seat.page, id, room }
}

async function write(page: Page, text: string, title = titles.objectives): Promise<void> {
  await part(page, title).scrollIntoViewIfNeeded()
  await section(page, title).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

const goOffline = async (page: Page): Promise<void> => {
  await page.context().setOffline(true)
  await status(page, /^Offline/)
}

async function stored(id: string, room: string, which = objectives): Promise<string | undefined> {
  await world.app.services.live.store(room)
  return textOf(await readDocument(olivia, id), which)
}

const isStored = (id: string, room: string, text: string, which = objectives) => expect.poll(() => stored(id, room, which)).toBe(text)

test('ten minutes without network: text, table and list are typed on, counted, and merged with what others wrote', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Site visit')
  const other = await takeSeat(browser, world, olivia)
  const others = await openPage(other.context, id)
  await page.clock.install()
  await goOffline(page)
  await write(page, 'Seen at the site.')
  await part(page, 'Security roles and authorities').getByRole('button', { name: 'Add a row' }).click()
  await page.keyboard.type('Site manager')
  await page.keyboard.press('Escape')
  await part(page, 'Policy commitments').getByRole('button', { name: 'Add an item' }).click()
  await page.keyboard.type('Visit every site')
  await write(others, 'Checked at the desk.', titles.projects)
  await status(others, /^Saved/)
  await page.clock.fastForward('10:00')
  await status(page, /^Offline, 3 changes kept$/)
  await page.context().setOffline(false)
  await page.clock.fastForward('00:30')
  await page.clock.resume()
  await status(page, /^Saved/)
  await isStored(id, room, 'Seen at the site.')
  expect(await stored(id, room, projects)).toBe('Checked at the desk.')
  expect(await stored(id, room, roles)).toContain('Site manager')
  expect(await stored(id, room, commitments)).toBe('Visit every site')
  for (const { context } of [seat, other]) await context.close()
})

test('typed offline, the tab closed, opened again: it is there at once, is merged, and credits its author', async () => {
  const { person, seat, page, id, room } = await visit('Ben', 'Closed tab')
  await goOffline(page)
  await write(page, 'Kept through the night.')
  await status(page, /^Offline, 1 change kept$/)
  await page.close()
  await seat.context.setOffline(false)
  const again = await openPage(seat.context, id)
  await section(again).getByText('Kept through the night.').waitFor()
  await status(again, /^Saved/)
  await isStored(id, room, 'Kept through the night.')
  const clients = await world.sql<{ user_id: string }>('select distinct user_id from live_client where room = $1', [room])
  expect(clients).toEqual([{ user_id: person.me.user.id }])
  const { data } = await olivia.api.documents.history({ document_id: id })
  expect(data[0]?.contributors.map(({ name }) => name)).toEqual(['Ben'])
  await seat.context.close()
})

test('what was typed offline reaches the server even if its document is never opened again', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Elsewhere')
  await goOffline(page)
  await write(page, 'Left behind.')
  await status(page, /^Offline, 1 change kept$/)
  await page.close()
  await seat.context.setOffline(false)
  const elsewhere = await seat.context.newPage()
  await elsewhere.goto('/customers')
  await isStored(id, room, 'Left behind.')
  await seat.context.close()
})

test('the frame of every page says that something typed offline waits, until it has reached the server', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Noted')
  const note = page.getByText('Changes not sent yet')
  await goOffline(page)
  await write(page, 'Held up.')
  await note.waitFor()
  await seat.context.setOffline(false)
  await isStored(id, room, 'Held up.')
  await note.waitFor({ state: 'detached' })
  await seat.context.close()
})

test('a section locked meanwhile: the rest is merged, and what was typed there can be copied and discarded', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Locked')
  await goOffline(page)
  await write(page, 'Too late.')
  await write(page, 'In time.', titles.projects)
  await status(page, /^Offline, 2 changes kept$/)
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await page.context().setOffline(false)

  await notice(page).getByText('1 change could not be merged').waitFor()
  await notice(page).getByText('Too late.').waitFor()
  expect(await notice(page).innerText()).toContain(titles.objectives)
  await status(page, /^Saved/)
  expect(await part(page, titles.objectives).innerText()).not.toContain('Too late.')
  await isStored(id, room, 'In time.', projects)
  expect(await stored(id, room)).toBe('')
  await expectAccessible(page)

  await page.reload()
  await notice(page).getByText('Too late.').waitFor()
  await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await notice(page).getByRole('button', { name: /^Copy/ }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Too late.')
  await notice(page)
    .getByRole('button', { name: /^Discard/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await notice(page).waitFor()
  await notice(page)
    .getByRole('button', { name: /^Discard/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await notice(page).waitFor({ state: 'detached' })
  await page.reload()
  await status(page, /^Saved/)
  expect(await notice(page).count()).toBe(0)
  await seat.context.close()
})

test('a role taken away meanwhile: nothing is merged, everything is handed back, and can be said in a comment instead', async () => {
  const { person, seat, page, id, room } = await visit('Ben', 'Viewer')
  await goOffline(page)
  await write(page, 'Not mine to write any more.')
  await status(page, /^Offline, 1 change kept$/)
  await olivia.api.members.changeRole({ user_id: person.me.user.id, role: 'viewer' })
  await page.context().setOffline(false)
  await notice(page).getByText('Not mine to write any more.').waitFor()
  await status(page, /^Read only/)
  expect(await section(page).innerText()).not.toContain('Not mine')
  expect(await stored(id, room)).toBe('')

  const sendAsComment = notice(page).getByRole('button', { name: /^Send as comment/ })
  const underWay = notice(page).getByText('Being sent. It stays here until the server has it.')
  await page.route('**/comment-threads', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('No room.', 'QuotaExceededError')
    }
  })
  await sendAsComment.click()
  await underWay.waitFor()
  expect(await reloadThoughAsked(page)).toBe('beforeunload')
  await notice(page).getByText('Not mine to write any more.').waitFor()
  expect(await underWay.count()).toBe(0)
  await sendAsComment.click()
  await underWay.waitFor()
  await expectAccessible(page)
  await page.reload()
  await underWay.waitFor()
  await page.unroute('**/comment-threads')
  await notice(page).waitFor({ state: 'detached' })
  const { data } = await olivia.api.comments.list({ document_id: id })
  expect(data.map(({ comments }) => comments.map(({ body }) => body))).toEqual([[expect.stringContaining('Not mine to write any more.')]])
  await seat.context.close()
})

test('a new epoch: the old room is over, what was typed in it is handed back, and the new one is open', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Epoch')
  await write(page, 'Before. ')
  await status(page, /^Saved/)
  await goOffline(page)
  await write(page, 'Typed in the old one.')
  await status(page, /^Offline, 1 change kept$/)
  await beginEpoch(world, room)
  await page.context().setOffline(false)
  await notice(page).getByText('Typed in the old one.').waitFor()
  await status(page, /^Saved/)
  await write(page, 'Typed in the new one.')
  await status(page, /^Saved/)
  await isStored(id, room.replace(/:1$/, ':2'), 'Before. Typed in the new one.')
  await seat.context.close()
})

test('a page older than the server says so, and what was typed on it is merged after the reload', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Upgrade')
  await goOffline(page)
  await write(page, 'Typed on the old page.')
  await status(page, /^Offline, 1 change kept$/)
  await page.route('**/collab/tickets', async (route) => {
    const body = route.request().postDataJSON() as object
    await route.continue({ postData: JSON.stringify({ ...body, schema_version: 0 }) })
  })
  await page.context().setOffline(false)
  await page.getByRole('alert').filter({ hasText: 'This page is older than the server' }).waitFor()
  expect(await stored(id, room)).toBe('')
  await page.unroute('**/collab/tickets')
  await markAsOlder(page)
  await page.getByRole('button', { name: 'Reload' }).click()
  await status(page, /^Saved/)
  await isStored(id, room, 'Typed on the old page.')
  await section(page).getByText('Typed on the old page.').waitFor()
  await seat.context.close()
})

/** As a page with an earlier layout of documents would have left its rooms on this device. */
const markAsOlder = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases()
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
    })
    const tx = db.transaction('rooms', 'readwrite')
    const all = tx.objectStore('rooms').getAll()
    all.onsuccess = () => {
      for (const room of all.result) tx.objectStore('rooms').put({ ...room, schema: 0 })
    }
    await new Promise((resolve) => {
      tx.oncomplete = resolve
    })
    db.close()
  })

test('two tabs of one person, both offline, one closed: the other brings the words of both', async () => {
  const { seat, page, id, room } = await visit('Ben', 'Two tabs')
  const second = await openPage(seat.context, id)
  await status(second, /^Saved/)
  await seat.context.setOffline(true)
  await Promise.all([status(page, /^Offline/), status(second, /^Offline/)])
  await write(page, 'From the first tab.')
  await write(second, 'From the second tab.', titles.projects)
  await Promise.all([status(page, /^Offline, 1 change kept$/), status(second, /^Offline, 1 change kept$/)])
  await page.close()
  await seat.context.setOffline(false)
  await status(second, /^Saved/)
  await section(second).getByText('From the first tab.').waitFor()
  await isStored(id, room, 'From the first tab.')
  expect(await stored(id, room, projects)).toBe('From the second tab.')
  await seat.context.close()
})

test('a laptop that slept notices the dead socket when it wakes, and saves what is typed', async () => {
  const person = await invite(world, olivia, 'Ben', 'member')
  const { id, room } = await makeDocument(olivia, 'Asleep')
  const seat = await takeSeat(browser, world, person)
  let isDead = false
  let sockets = 0
  await seat.page.routeWebSocket(/\/collab/, (socket) => {
    const nth = ++sockets
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (!isDead || nth > 1) server.send(message)
    })
    server.onMessage((message) => {
      if (!isDead || nth > 1) socket.send(message)
    })
  })
  await seat.page.goto(`/documents/${id}`)
  await section(seat.page).waitFor()
  await status(seat.page, /^Saved/)
  isDead = true
  await write(seat.page, 'Typed into a dead socket.')
  await status(seat.page, /^Saving/)
  const before = Date.now()
  await seat.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await status(seat.page, /^Saved/)
  expect(Date.now() - before).toBeLessThan(15_000)
  expect(sockets).toBeGreaterThan(1)
  await isStored(id, room, 'Typed into a dead socket.')
  await seat.context.close()
})

test('a browser that stores nothing says so, and asks before it is closed', async () => {
  const person = await invite(world, olivia, 'Ben', 'member')
  const { id, room } = await makeDocument(olivia, 'Private window')
  const seat = await takeSeat(browser, world, person)
  await seat.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('No storage in this window.', 'SecurityError')
    }
  })
  await seat.page.goto(`/documents/${id}`)
  await section(seat.page).waitFor()
  await status(seat.page, /^Saved/)
  await goOffline(seat.page)
  await write(seat.page, 'Only on this page.')
  await status(seat.page, /^Offline, 1 change not kept on this device$/)
  expect(await askedOnClosing(seat.page)).toBe('beforeunload')
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await seat.context.setOffline(false)
  await notice(seat.page).getByText('Only on this page.').waitFor()
  await notice(seat.page).getByText('On this page only').waitFor()
  expect(await stored(id, room)).toBe('')
  await seat.context.close()
})

test('who signs out with unsaved changes is told; the next person sees nothing of them; they are merged when they are back', async () => {
  const { person, seat, page, id, room } = await visit('Ben', 'Shared device')
  await page.route('**/collab/tickets', (route) => route.abort())
  await goOffline(page)
  await write(page, 'Typed by Ben alone.')
  await status(page, /^Offline, 1 change kept$/)
  await page.context().setOffline(false)
  await page.getByRole('button', { name: person.email }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 change has not reached the server.').waitFor()
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/login')
  await page.unroute('**/collab/tickets')

  const cara = await invite(world, olivia, 'Cara', 'member')
  await signIn(page, cara.email)
  await page.goto(`/documents/${id}`)
  await status(page, /^Saved/)
  expect(await section(page).innerText()).not.toContain('Typed by Ben')
  expect(await stored(id, room)).toBe('')

  await page.getByRole('button', { name: cara.email }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/login')
  await signIn(page, person.email)
  await isStored(id, room, 'Typed by Ben alone.')
  const clients = await world.sql<{ user_id: string }>('select distinct user_id from live_client where room = $1', [room])
  expect(clients).toEqual([{ user_id: person.me.user.id }])
  await seat.context.close()
})

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}
