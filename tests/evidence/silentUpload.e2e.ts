import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { makeDocument } from '../support/documents.ts'
import { openLine } from '../support/line.ts'
import { type Person, signUp } from '../support/people.ts'
import { filesOnDisk } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { choose, item, openAt, uploads } from './evidencePage.ts'
import { makeSampleFiles } from './sampleFiles.ts'

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld({ uploadSilence: 1_500 }), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

test('an upload that falls silent is cut: the page says so, nothing of it is stored, and it can be sent again', async () => {
  const files = makeSampleFiles()
  const document = await makeDocument(olivia, 'Acme Corp')
  const line = await openLine(world.url, 4_000_000)
  const seat = await openAt(browser, line, olivia, document.id)
  await choose(seat.page, files.text('Log.txt', 20_000_000))
  const waiting = uploads(seat.page).filter({ hasText: 'Log.txt' })
  await waiting.getByText('There is no connection.').waitFor()
  await waiting.getByRole('button', { name: 'Retry Log.txt' }).waitFor()
  await expectAccessible(seat.page)
  await expect.poll(() => filesOnDisk(world)).toEqual({ kept: 0, incoming: 0 })
  expect(await item(seat.page, 'Log').count()).toBe(0)
  await seat.context.close()
  line.close()
  files.remove()
})
