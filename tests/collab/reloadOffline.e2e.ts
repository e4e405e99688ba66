import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, takeSeat } from '../support/browser.ts'
import { objectives } from '../support/documents.ts'
import { type Line, openLine } from '../support/line.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { isStored, notice, section, signIn, status, title, visit as visitAt, write } from './offlinePage.ts'

let world: World
let browser: Browser
let owner: Person
let line: Line
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  owner = await signUp(world, 'Olivia', 'Harbor Compliance')
  line = await openLine(world.url)
})
afterAll(async () => {
  await browser.close()
  line.close()
  await world.stop()
})

/** A member with a document open, in a browser that has what it needs to start without network. */
async function visit(customer: string) {
  line.restore()
  const found = await visitAt({ world, browser, owner }, customer, line, { keepsShell: true })
  await shellIsKept(found.page)
  return found
}

const shellIsKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })

test('reloaded without network, a document is there with its own words, takes more, and merges all of it later', async () => {
  const { seat, page, id, room } = await visit('Reload')
  line.cut()
  await status(page, /^Offline/)
  await write(page, 'Before the reload.')
  await status(page, /^Offline, 1 change kept$/)
  await page.reload()
  await section(page).getByText('Before the reload.').waitFor()
  await status(page, /^Offline, 1 change kept$/)
  await write(page, ' After the reload.')
  await status(page, /^Offline, 1 change kept$/)
  await expectAccessible(page)
  await page.reload()
  await section(page).getByText('Before the reload. After the reload.').waitFor()
  line.restore()
  await status(page, /^Saved/)
  await isStored({ world, owner }, { id, room }, 'Before the reload. After the reload.')
  await page.reload()
  await section(page).getByText('Before the reload. After the reload.').waitFor()
  await status(page, /^Saved/)
  await seat.context.close()
})

test('what was locked while the page was reloaded without network is handed back when the network is', async () => {
  const { seat, page, id, room } = await visit('Reload and lock')
  line.cut()
  await status(page, /^Offline/)
  await write(page, 'Too late.')
  await status(page, /^Offline, 1 change kept$/)
  await owner.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await page.reload()
  await section(page).getByText('Too late.').waitFor()
  line.restore()
  await notice(page).getByText('Too late.').waitFor()
  await status(page, /^Saved/)
  await isStored({ world, owner }, { id, room }, '')
  await seat.context.close()
})

test('whoever may only read finds the document without network, and cannot write in it', async () => {
  line.restore()
  const { seat: other, id } = await visit('Reader')
  const reader = await invite(world, owner, 'Rita', 'viewer')
  const { page, context } = await takeSeat(browser, line, reader, { keepsShell: true })
  await page.goto(`/documents/${id}`)
  await status(page, /^Read only/)
  await shellIsKept(page)
  line.cut()
  await status(page, /^Offline/)
  await page.reload()
  await status(page, /^Offline/)
  expect(await page.getByRole('heading', { name: title }).count()).toBe(1)
  expect(await section(page).getAttribute('contenteditable')).toBe('false')
  for (const seat of [context, other.context]) await seat.close()
})

test('without network a page that was never opened here says that the server cannot be reached, and comes back by itself', async () => {
  const { seat, page } = await visit('Elsewhere')
  line.cut()
  await page.goto('/customers')
  await page.getByText('The server cannot be reached').waitFor()
  line.restore()
  await page.getByRole('link', { name: 'Elsewhere' }).first().waitFor()
  expect(await page.getByText('The server cannot be reached').count()).toBe(0)
  await seat.context.close()
})

test('after signing out nobody finds anything without network, and the next person finds only their own', async () => {
  const { seat, page, id, person } = await visit('Shared')
  await page.getByRole('button', { name: person.email }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/login')
  line.cut()
  await page.goto(`/documents/${id}`)
  await page.getByText('The server cannot be reached').waitFor()
  expect(await page.getByText(title).count()).toBe(0)

  line.restore()
  const cara = await invite(world, owner, 'Cara', 'member')
  await page.goto('/login')
  await signIn(page, cara.email)
  await page.getByRole('button', { name: cara.email }).waitFor()
  line.cut()
  await page.goto(`/documents/${id}`)
  await page.getByText('The server cannot be reached').waitFor()
  await page.getByRole('button', { name: cara.email }).waitFor()
  expect(await page.getByText(title).count()).toBe(0)
  await seat.context.close()
})

test('what the browser keeps to start without network is the shell alone: no answer of the interface, no document', async () => {
  const { seat, page } = await visit('Kept')
  await page.reload()
  await status(page, /^Saved/)
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const found = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)),
    )
    return { names, paths: found.flat() }
  })
  expect(kept.names).toHaveLength(1)
  expect(kept.paths).toContain('/')
  expect(kept.paths.filter((path) => path !== '/' && !/^\/assets\/[^/]+-[\w-]{8}\.(js|css|woff2)$/.test(path))).toEqual([])
  const worker = await fetch(`${world.url}/service-worker.js`)
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  expect(worker.headers.get('content-security-policy')).toContain("default-src 'self'")
  const policy = await page.evaluate(async () => (await caches.match('/'))?.headers.get('content-security-policy'))
  expect(policy).toContain("script-src 'self'")
  await seat.context.close()
})
