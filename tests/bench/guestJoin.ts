import type { Browser } from 'playwright-core'
import { makeLink, startSession } from '../guests/guest.ts'
import type { Person } from '../support/people.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf } from './figures.ts'

const visits = 21

/**
 * How long it takes from opening a guest link, in a browser the size of a phone that knows nothing, to the first letter in the answer, in milliseconds.
 * The name is put in as soon as its field is there: what a person needs to type it would hide what the page needs. Needs a built client.
 */
export async function measureGuestJoin(browser: Browser, server: BenchServer, owner: Person): Promise<Figures> {
  const { session } = await startSession(server, owner, 'Visited')
  const { token } = await makeLink(owner, session.id)
  const times: number[] = []
  for (let visit = 0; visit < visits; visit++) times.push(await visitOnce(browser, server.url, token, visit))
  return figuresOf(times)
}

async function visitOnce(browser: Browser, url: string, token: string, visit: number): Promise<number> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true })
  try {
    const page = await context.newPage()
    const letter = `visit${visit}`
    const begun = performance.now()
    await page.goto(`/join/${token}`, { waitUntil: 'commit' })
    await page.getByLabel('Your name').fill('Ana Ruiz')
    await page.getByRole('button', { name: 'Join' }).click()
    const answer = page.locator('[data-answer] .ProseMirror[contenteditable="true"]')
    await answer.click()
    await page.keyboard.insertText(letter)
    await answer.filter({ hasText: letter }).waitFor()
    return performance.now() - begun
  } finally {
    await context.close()
  }
}
