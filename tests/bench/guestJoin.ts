import type { Browser } from 'playwright-core'
import { makeLink, startSession } from '../guests/guest.ts'
import type { Person } from '../support/people.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf } from './figures.ts'
import { isShown } from './isShown.ts'

const visits = 21

const words = 'Safe by spring.'
const [name, join, answer] = ['input[name="name"]', 'button[type="submit"]', '[data-answer] .ProseMirror[contenteditable="true"]']

/**
 * How long it takes from opening a guest link, in a browser the size of a phone that knows nothing, to the first words in the answer, in milliseconds.
 * The name is put in as soon as its field is there: what a person needs to type it would hide what the page needs. Every visit is to a session of its
 * own, at whose first question nobody was yet. Needs a built client.
 */
export async function measureGuestJoin(browser: Browser, server: BenchServer, owner: Person): Promise<Figures> {
  const times: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    const { session } = await startSession(server, owner, `Visited ${visit}`)
    const { token } = await makeLink(owner, session.id)
    times.push(await visitOnce(browser, server.url, token))
  }
  return figuresOf(times)
}

async function visitOnce(browser: Browser, url: string, token: string): Promise<number> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true })
  try {
    const page = await context.newPage()
    const begun = performance.now()
    await page.goto(`/join/${token}`, { waitUntil: 'commit' })
    await isShown(page, name)
    await page.fill(name, 'Ana Ruiz')
    await page.click(join)
    await isShown(page, answer)
    await page.click(answer)
    await page.keyboard.insertText(words)
    await page.waitForFunction(([said, where]) => document.querySelector(where ?? '')?.textContent === said, [words, answer])
    return performance.now() - begun
  } finally {
    await context.close()
  }
}
