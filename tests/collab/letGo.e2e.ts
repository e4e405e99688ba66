import { decisions } from '@certloom/server/collab/guard'
import { readConfig } from '@certloom/server/config'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { readDocument } from '../support/documents.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { isStored, keptOn, notice, status, type Visit, visit as visitAt, write } from './offlinePage.ts'

const { live } = readConfig({ SEED: 'empty', SECRET_KEY: 'x'.repeat(32) })

let world: World
let browser: Browser
let owner: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld({ live: { ...live, messageBytes: 20_000 } }), openBrowser()])
  owner = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const visit = (customer: string): Promise<Visit> => visitAt({ world, browser, owner }, customer)
const arrives = (at: Pick<Visit, 'id' | 'room'>, text: string): Promise<void> => isStored({ world, owner }, at, text)

/** How many sockets the page opens for live documents from now on. */
function countSockets(page: Page): () => number {
  let opened = 0
  page.on('websocket', (socket) => {
    if (socket.url().endsWith('/collab')) opened++
  })
  return () => opened
}

test('a change too large to be sent is handed back after a few tries, and the rest goes on', async () => {
  const { seat, page, id, room } = await visit('Large')
  await write(page, 'Kept.')
  await status(page, /^Saved/)
  const opened = countSockets(page)
  await page.keyboard.insertText(` ${'x'.repeat(30_000)}`)
  await notice(page).getByText('The change was too large to be sent.').waitFor()
  await status(page, /^Saved/)
  await write(page, ' Goes on.')
  await arrives({ id, room }, 'Kept. Goes on.')
  expect(opened()).toBeLessThanOrEqual(4)
  await seat.context.close()
})

test('a document that the server lets go of on a socket that stands is joined again over it, with what was typed', async () => {
  const { seat, page, id, room } = await visit('Let go')
  const opened = countSockets(page)
  const refusal = vi.spyOn(decisions, 'predecessors').mockReturnValueOnce('incomplete')
  onTestFinished(() => refusal.mockRestore())
  await write(page, 'Typed meanwhile.')
  await arrives({ id, room }, 'Typed meanwhile.')
  await status(page, /^Saved/)
  expect(refusal).toHaveBeenCalled()
  expect(opened()).toBe(0)
  await seat.context.close()
})

/** Rooms whose text this browser keeps. */
const keptTexts = (page: Page): Promise<string[]> => keptOn(page, 'updates', 'room')

test('a document that is closed to somebody leaves none of its text on their device', async () => {
  const { seat, page, id, room } = await visit('Closed')
  await write(page, 'Not theirs any more.')
  await arrives({ id, room }, 'Not theirs any more.')
  await expect.poll(() => keptTexts(page)).toContain(room)
  await owner.api.customers.archive({ customer_id: (await readDocument(owner, id)).customer_id })
  await status(page, /^No access$/)
  await expect.poll(() => keptTexts(page)).not.toContain(room)
  await seat.context.close()
})
