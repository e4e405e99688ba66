import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, takeSeat } from '../support/browser.ts'
import { signUp } from '../support/people.ts'
import { filesOnDisk } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  world = await startWorld()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

type Answer = { status: number; detail: string | undefined }

/** Sends a file of so many megabytes as a page would. */
const sendFrom = (page: Page, customerId: string, name: string, megabytes: number): Promise<Answer> =>
  page.evaluate(
    async ({ url, name, megabytes }) => {
      const form = new FormData()
      form.append('file', new Blob(Array.from({ length: megabytes }, () => 'x'.repeat(1024 * 1024))), name)
      const response = await fetch(url, { method: 'POST', body: form })
      return { status: response.status, detail: ((await response.json()) as { detail?: string }).detail }
    },
    { url: `/api/v1/customers/${customerId}/files/upload`, name, megabytes },
  )

test('a browser that is still sending hears why its file is refused, and can send another', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const { page } = await takeSeat(browser, world, olivia)
  await page.goto('/openapi.json')
  expect(await sendFrom(page, id, 'large.txt', 51)).toEqual({ status: 413, detail: expect.stringContaining('at most 50 MB') })
  expect(await sendFrom(page, crypto.randomUUID(), 'lost.txt', 40)).toMatchObject({ status: 404 })
  expect(await sendFrom(page, id, 'report.pdf', 1)).toEqual({ status: 400, detail: expect.stringContaining('not a PDF document') })
  expect(filesOnDisk(world)).toEqual({ kept: 0, incoming: 0 })
  expect(await sendFrom(page, id, 'log.txt', 2)).toMatchObject({ status: 201 })
  expect(filesOnDisk(world)).toEqual({ kept: 1, incoming: 0 })
})
