import type { Browser, Page, WebSocket as Socket } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSession } from '../guests/guest.ts'
import { makeChecklist } from '../readiness/checklist.ts'
import { openBrowser, takeSeat } from '../support/browser.ts'
import { leave } from '../support/documentPage.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
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

const pages = [
  { what: 'a document', code: 'DocumentPage', make: async () => `/documents/${(await makeDocument(olivia, 'Acme Corp')).id}` },
  { what: 'a checklist', code: 'ChecklistPage', make: async () => `/readiness/${(await makeChecklist(olivia, 'Bolt Ltd')).id}` },
  {
    what: 'an interview',
    code: 'SessionPage',
    make: async () => `/interviews/${(await startSession(world, olivia)).session.id}`,
  },
]

/** The rooms of each ticket that a page asks for, as it asks. */
function watchTickets(page: Page): string[][] {
  const tickets: string[][] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/collab/tickets') tickets.push((request.postDataJSON() as { rooms: string[] }).rooms)
  })
  return tickets
}

/** Marks the moment at which the page's socket stands. */
const markSocket = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    window.WebSocket = class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        this.addEventListener('open', () => performance.mark('socket stands'))
      }
    }
  })
}

/** Was the ticket asked for before the socket stood? */
const askedAhead = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const [stands] = performance.getEntriesByName('socket stands')
    const [ticket] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/collab/tickets'))
    return stands !== undefined && ticket !== undefined && ticket.startTime < stands.startTime
  })

const waitForSocket = (page: Page): Promise<Socket> => page.waitForEvent('websocket', (opened) => opened.url().endsWith('/collab'))

/** Holds back the code of a page. @returns lets it arrive */
async function holdCode(page: Page, name: string): Promise<() => void> {
  const held = Promise.withResolvers<void>()
  await page.route(`**/assets/${name}-*.js`, async (route) => {
    await held.promise
    await route.continue()
  })
  return held.resolve
}

test.each(pages)('the room of $what is joined while the code of its page is on its way, and asked for once', async ({ code, make }) => {
  const seat = await takeSeat(browser, world, olivia)
  const tickets = watchTickets(seat.page)
  await markSocket(seat.page)
  const socket = waitForSocket(seat.page)
  const arrive = await holdCode(seat.page, code)
  await seat.page.goto(await make(), { waitUntil: 'commit' })
  const [frame] = await Promise.all([(await socket).waitForEvent('framesent'), seat.page.waitForResponse('**/collab/tickets')])
  expect(frame.payload.length).toBeGreaterThan(0)
  arrive()
  await seat.page.locator('[data-kind="saved"]').first().waitFor()
  expect(await askedAhead(seat.page)).toBe(true)
  const rooms = tickets.flat()
  expect(new Set(rooms).size).toBe(rooms.length)
  await leave(seat)
})

test('whoever runs over a list of documents opens none of them', async () => {
  const { id } = await makeDocument(olivia, 'Crane Inc')
  const seat = await takeSeat(browser, world, olivia)
  const opened: string[] = []
  seat.page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/') && (pathname.endsWith('/tickets') || pathname.includes(id))) opened.push(pathname)
  })
  await seat.page.goto('/documents')
  const code = seat.page.waitForResponse(/\/assets\/DocumentPage-.*\.js$/)
  const link = seat.page.locator(`a[href*="${id}"]`)
  await link.hover()
  await code
  expect(opened).toEqual([])
  await link.click()
  await seat.page.locator('header [data-kind="saved"]').waitFor()
  expect(opened.length).toBeGreaterThan(1)
  await leave(seat)
})

test('a room that is over before its page is drawn is followed by the one that took its place', async () => {
  const { id, room } = await makeDocument(olivia, 'Delta GmbH')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Before. ')
  await editor.saved()
  editor.leave()
  const seat = await takeSeat(browser, world, olivia)
  const tickets = watchTickets(seat.page)
  const arrive = await holdCode(seat.page, 'DocumentPage')
  const asked = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  await seat.page.route('**/collab/tickets', async (route) => {
    asked.resolve()
    await over.promise
    await route.continue()
  })
  const socket = waitForSocket(seat.page)
  await seat.page.goto(`/documents/${id}`, { waitUntil: 'commit' })
  await asked.promise // so the page knows the document as it was
  await beginEpoch(world, room)
  const refused = (await socket).waitForEvent('framereceived')
  over.resolve()
  await refused
  arrive()
  await seat.page.locator('header [data-kind="saved"]').waitFor()
  expect(tickets.flat()).toContain(room.replace(/:1$/, ':2'))
  await leave(seat)
})
