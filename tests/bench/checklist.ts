import { setTimeout as pause } from 'node:timers/promises'
import { checklistRow, readRow } from '@certloom/shared/collab/checklistDoc'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import type { Answer } from '@certloom/shared/readiness/contract'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import type { Browser, Page } from 'playwright-core'
import { makeChecklist, readAnswers, statuses } from '../readiness/checklist.ts'
import type { Visitor } from '../support/client.ts'
import type { Person } from '../support/people.ts'
import { type BenchRoom, openBenchRoom } from './benchRoom.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf } from './figures.ts'
import { isShown } from './isShown.ts'

declare global {
  interface Window {
    longTasks: number[]
  }
}

/** What a checklist of 93 controls and its clauses costs while five people are in it, four of whom set a status every tenth of a second. */
export type ChecklistCost = {
  /** from opening its address in a browser that knows nothing, to the first status that can be changed, in milliseconds */
  interactive: Figures
  /** the most row nodes that were in the page while it was scrolled */
  rowNodes: number
  /** the longest task while it was scrolled, in milliseconds; 0 if none was longer than a browser tells of */
  longestTask: number
  /** rows that do not show in the browser in the end what was set in them */
  lost: number
}

const editors = 4
const visits = 60

/** Measures the built page; needs a built client, and nobody else at work. */
export async function measureChecklist(browser: Browser, server: BenchServer, owner: Person): Promise<ChecklistCost> {
  const { id, room } = await makeChecklist(owner, 'Measured Ltd')
  const rows = await readAnswers(owner, id)
  const rooms = await Promise.all(Array.from({ length: editors }, () => openBenchRoom(server.url, owner, room)))
  const writing = new AbortController()
  const done = Promise.all(
    rooms.map((opened, index) =>
      write(
        opened,
        owner.me.user.id,
        rows.filter((_row, at) => at % editors === index).map(({ requirement_id }) => requirement_id),
        writing.signal,
      ),
    ),
  )
  try {
    const times: number[] = []
    for (let visit = 0; visit < visits; visit++) times.push(await visitOnce(browser, server.url, owner, id))
    const page = await openPage(browser, server.url, owner)
    await arrive(page, id)
    const { rowNodes, longestTask } = await scroll(page)
    writing.abort()
    await done
    const lost = await countLost(page, id, rooms[0] as BenchRoom, rows)
    await page.context().close()
    return { interactive: figuresOf(times), rowNodes, longestTask, lost }
  } finally {
    writing.abort()
    for (const opened of rooms) opened.leave()
  }
}

/** Sets one status after another until it is told to stop; each row has one writer. */
async function write(opened: BenchRoom, userId: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const [row, status] = [ids[turn % ids.length] ?? '', statuses[Math.floor(turn / ids.length) % statuses.length] ?? 'ready']
    opened.doc.transact(() => chooseStatus(checklistRow(opened.doc, row), status, { userId, now: new Date() }))
    await pause(100)
  }
  await opened.saved()
}

async function openPage(browser: Browser, url: string, visitor: Visitor): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  const [name = '', value = ''] = visitor.cookie().split('=')
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}

/** Opens the address; there once the first row can be changed and is live. */
async function arrive(page: Page, id: string): Promise<number> {
  const begun = performance.now()
  await page.goto(`/readiness/${id}`, { waitUntil: 'commit' })
  await isShown(page, '[data-code="A.5.1"] [data-control="status"]')
  await isShown(page, 'header :is([data-kind="saved"], [data-kind="saving"])')
  return performance.now() - begun
}

async function visitOnce(browser: Browser, url: string, visitor: Visitor, id: string): Promise<number> {
  const page = await openPage(browser, url, visitor)
  const taken = await arrive(page, id)
  await page.context().close()
  return taken
}

/** Scrolls from the top to the end in steps of a wheel, while everybody writes. */
async function scroll(page: Page): Promise<{ rowNodes: number; longestTask: number }> {
  await page.evaluate(() => {
    window.longTasks = []
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  let rowNodes = 0
  await page.locator('[data-scroller]').hover()
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, 120)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    rowNodes = Math.max(rowNodes, await page.locator('[data-row]').count())
  }
  return { rowNodes, longestTask: Math.max(0, ...(await page.evaluate(() => window.longTasks))) }
}

/** What a row says when it has this status, as the page has it. */
const words: Readonly<Record<AnswerStatus, string>> = {
  ready: 'Ready',
  partial: 'Partial',
  missing: 'Missing',
  not_applicable: 'Not applicable',
}

/** Rows that say in the page, opened anew, something else than one of the editors sees in them: each row is compared with itself. */
async function countLost(page: Page, id: string, opened: BenchRoom, rows: readonly Answer[]): Promise<number> {
  await opened.saved()
  await page.goto(`/readiness/${id}?flat=true`)
  await page.locator('header [data-kind="saved"]').waitFor()
  const shown = await readShown(page)
  return rows.filter(({ code, requirement_id }) => {
    const { status } = readRow(checklistRow(opened.doc, requirement_id))
    return shown.get(code) !== (status === null ? 'Unanswered' : words[status])
  }).length
}

/** The status of every row by its code, read while the rows, of which only those in sight are in the page, are scrolled through. */
async function readShown(page: Page): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>()
  const scroller = page.locator('[data-scroller]')
  for (let isAtEnd = false; !isAtEnd; ) {
    const inSight = await page
      .locator('[data-code]')
      .evaluateAll((rows) =>
        rows.map((row): [string, string] => [
          (row as HTMLElement).dataset.code ?? '',
          row.querySelector('[data-control="status"]')?.textContent ?? '',
        ]),
      )
    for (const [code, status] of inSight) shown.set(code, status)
    isAtEnd = await scroller.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1)
    await scroller.evaluate((element) => element.scrollBy(0, element.clientHeight / 2))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }
  return shown
}
