import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswers, statuses } from './checklist.ts'
import { choose, justify, openGrid, row, saved, statusWords, watchWrites } from './gridPage.ts'

const seconds = Number(process.env.GRID_SECONDS ?? 4)
const seed = Number(process.env.GRID_SEED ?? Date.now() % 1_000_000)

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Ostrom', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const fields = ['status', 'owner', 'due', 'evidence', 'words'] as const
type Field = (typeof fields)[number]

/** One edit, as it was made: what a cell of a row of one's own says now, or words put behind what a row says. */
type Entry = { by: string; code: string; field: Field; value: string }

type Writer = { name: string; seat: Seat; own: readonly string[] }

const together = 'A.5.16' // where all of them put words
const names = ['Olivia Ostrom', 'Ana Castillo', 'Ben Adler', 'Mona Diaz', 'Carl Ito']
const oneOf = <T>(values: readonly T[], random: () => number): T => values[Math.floor(random() * values.length)] as T

/** How each cell is filled, as somebody with a mouse and a keyboard would. */
const fill: Record<Field, (page: Page, code: string, value: string) => Promise<void>> = {
  status: choose,
  words: justify,
  owner: async (page, code, value) => {
    await row(page, code).locator('[data-control="owner"]').click()
    await page.getByRole('textbox', { name: `Owner of ${code}`, exact: true }).pressSequentially(value)
    await page.keyboard.press('Enter')
  },
  due: async (page, code, value) => {
    const field = page.getByLabel(`When ${code} is due`, { exact: true })
    await row(page, code).locator('[data-control="due"]').click()
    await field.fill(value)
    await page.keyboard.press('Enter')
  },
  evidence: async (page, code, value) => {
    await row(page, code).locator('[data-control="open"]').click()
    const address = page.getByRole('textbox', { name: `Web address of the evidence of ${code}`, exact: true })
    await address.fill(value)
    await address.press('Enter')
    await page.getByRole('button', { name: 'Close the details' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  },
}

const valueFor: Record<Field, (mark: string, random: () => number) => string> = {
  status: (_mark, random) => oneOf(statuses, random),
  words: (mark) => `[${mark}]`,
  owner: (_mark, random) => oneOf(names, random),
  due: (_mark, random) => `2031-0${1 + Math.floor(random() * 9)}-15`,
  evidence: (mark) => `https://wiki.example.com/${encodeURIComponent(mark)}`,
}

/** Edits like somebody who does not stop, until the time is over; answers the log of it. */
async function work({ name, seat: { page }, own }: Writer, until: number, random: () => number): Promise<Entry[]> {
  const log: Entry[] = []
  while (Date.now() < until || log.length < 3) {
    const field = oneOf(fields, random)
    const code = field === 'words' && random() < 0.5 ? together : oneOf(own, random)
    const value = valueFor[field](`${name} ${log.length}`, random)
    await fill[field](page, code, value)
    log.push({ by: name, code, field, value })
  }
  await saved(page)
  return log
}

/** What the cells of a row are to say, from the log of what was put into them. */
function cellsOf(code: string, log: readonly Entry[]) {
  const put = (field: Field) => log.flatMap((entry) => (entry.code === code && entry.field === field ? [entry.value] : []))
  const last = (field: Field) => put(field).at(-1) ?? null
  return { status: last('status'), owner: last('owner'), due: last('due'), evidence: last('evidence'), words: put('words').join('') }
}
type Cells = ReturnType<typeof cellsOf>

/** The same cells as a browser shows them. */
const shownIn = (page: Page, codes: readonly string[]): Promise<Record<string, unknown>[]> =>
  page.locator('[data-row][data-code]').evaluateAll(
    (rows, wanted) =>
      rows
        .filter((one) => wanted.includes(one.getAttribute('data-code') ?? ''))
        .map((one) => {
          const label = (control: string) => one.querySelector(`[data-control="${control}"]`)?.getAttribute('aria-label')
          return {
            code: one.getAttribute('data-code'),
            status: label('status'),
            owner: label('owner'),
            due: one.querySelector('[data-control="due"] time')?.getAttribute('datetime') ?? null,
            evidence: one.querySelector('a[data-control="evidence"]')?.getAttribute('href') ?? null,
            words: label('justification'),
          }
        }),
    [...codes],
  )

const asShown = (code: string, { status, owner, due, evidence, words }: Cells) => ({
  code,
  status: `Status of ${code}: ${statusWords[status ?? 'unanswered']}`,
  owner: owner === null ? `Assign ${code}` : `Owner of ${code}: ${owner}`,
  due,
  evidence,
  words: `Justification of ${code}: ${words || (status === 'not_applicable' ? 'needed' : 'add a justification')}`,
})

const letters = (text: string): string => [...text].sort().join('')

test(`five people of two companies fill one grid for ${seconds} s, and every cell says what was typed, by no request (seed ${seed})`, {
  timeout: seconds * 1_000 + 240_000,
}, async ({ annotate }) => {
  const project = await makeChecklist(olivia, 'Five Ltd')
  const people = [
    olivia,
    await invite(world, olivia, 'Ana Castillo', 'member'),
    await invite(world, olivia, 'Ben Adler', 'reviewer'),
    await invite(world, olivia, 'Mona Diaz', 'manager', project.customer_id),
    await invite(world, olivia, 'Carl Ito', 'contributor', project.customer_id),
  ]
  const writers: Writer[] = await Promise.all(
    people.map(async (person, index) => ({
      name: person.me.user.name,
      seat: await openGrid(browser, world, person, { project }),
      own: [1, 2, 3].map((step) => `A.5.${index * 3 + step}`),
    })),
  )
  const pages = writers.map(({ seat }) => seat.page)
  const writes = pages.map(watchWrites)
  const until = Date.now() + seconds * 1_000
  const log = (await Promise.all(writers.map((writer, index) => work(writer, until, randomNumbers(seed + index))))).flat()
  await annotate(`${log.length} edits of five people in ${seconds} s`)
  await world.app.services.live.store(project.room)

  const answers = await readAnswers(olivia, project.id)
  const own = writers.flatMap((writer) => writer.own)
  for (const code of own) {
    const answer = answers.find((one) => one.code === code)
    const entries = log.filter((entry) => entry.code === code)
    const { status, owner, due, evidence, words } = cellsOf(code, log)
    expect(answer, code).toMatchObject({ status: status ?? 'missing', due_date: due, evidence_url: evidence, justification: words })
    expect(answer?.owner?.name ?? null, code).toBe(owner)
    expect(answer?.answered_at !== null, code).toBe(status !== null)
    expect(answer?.updated_by?.name, code).toBe(entries.at(-1)?.by)
    const { data } = await olivia.api.readiness.answerHistory({
      project_id: project.id,
      requirement_id: answer?.requirement_id ?? '',
      limit: 200,
    })
    const said = entries.flatMap(({ field, value, by }) => (field === 'status' ? [`${by}: ${value}`] : []))
    const told = data.flatMap(({ field, after, actor }) => (field === 'status' ? [`${actor.name}: ${after}`] : []))
    // What a person sets again before it is stored counts once.
    expect(told[0], code).toBe(said.at(-1))
    let from = 0
    for (const one of told.reverse()) {
      const place = said.indexOf(one, from)
      expect(place, `${code}: ${one}`).toBeGreaterThanOrEqual(from)
      from = place + 1
    }
  }
  const inOne = answers.find(({ code }) => code === together)?.justification ?? ''
  // Who writes at one place at once interleaves; no letter is lost and none comes twice.
  expect(letters(inOne)).toBe(letters(cellsOf(together, log).words))

  const expected = [...own.map((code) => asShown(code, cellsOf(code, log))), asShown(together, { ...cellsOf(together, log), words: inOne })]
  for (const page of pages) {
    await expect.poll(() => shownIn(page, [...own, together])).toEqual(expected)
    expect(await page.locator('[data-row]').count()).toBeLessThanOrEqual(60)
  }
  expect(writes).toEqual(pages.map(() => []))
  for (const { seat } of writers) {
    expectCalm(seat)
    await seat.context.close()
  }
})
