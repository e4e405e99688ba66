import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChecklist, readAnswer, readAnswers } from '../readiness/checklist.ts'
import { expectAccessible, expectCalm, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
let ana: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Ostrom', 'Harbor Compliance')
  ana = await invite(world, olivia, 'Ana Castillo', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const saved = (page: Page): Promise<void> => page.locator('header [data-kind="saved"]').waitFor()
const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 2, name }).waitFor()
const standing = (page: Page) => page.getByRole('complementary', { name: 'Where you stand' })

async function sitDown(person: Person, project: ReadinessProjectDetail, at = '', width: 1440 | 375 = 1440): Promise<Seat> {
  const seat = await takeSeat(browser, world, person, { width })
  await seat.page.goto(`/readiness/${project.id}/story${at && `?at=${at}`}`)
  await saved(seat.page)
  return seat
}

/** Plays the scenes of a chapter by keys alone, as somebody in a hurry would. */
async function playChapter(page: Page, questions: readonly string[], choose: (index: number) => number): Promise<void> {
  for (const [index, question] of questions.entries()) {
    await heading(page, question)
    await page.keyboard.press(String(choose(index)))
    await page.getByRole('region', { name: 'What this would set' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'How these rows stand' }).waitFor()
    await page.keyboard.press('Enter')
  }
}

test('a story is begun, two chapters are played at once, and both see the rings move, the badge and the same rows', async () => {
  const project = await makeChecklist(olivia, 'Acme Corp')
  const story = await olivia.api.story.get({ project_id: project.id })
  const questionsOf = (key: string) => story.chapters.find((chapter) => chapter.key === key)?.cards.map(({ question }) => question) ?? []
  const [first, second] = [await sitDown(olivia, project), await sitDown(ana, project, 'access')]
  const writes: string[] = []
  for (const { page } of [first, second])
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (!['GET', 'HEAD'].includes(request.method()) && !pathname.endsWith('/collab/tickets'))
        writes.push(`${request.method()} ${pathname}`)
    })

  await heading(first.page, 'How ready is Acme Corp?')
  await first.page.getByRole('radio', { name: /With CMMC/ }).click()
  await first.page.getByRole('radio', { name: /With CMMC/, checked: true }).waitFor()
  await first.page.getByRole('button', { name: 'Next', exact: true }).click()
  await heading(first.page, 'Who is in the story?')
  await first.page.getByRole('button', { name: 'Add the team IT Infra' }).click()
  await first.page.getByRole('button', { name: 'IT Infra is there' }).waitFor()
  expect(writes).toEqual([`PATCH /api/v1/readiness-projects/${project.id}`, 'POST /api/v1/teams'])
  writes.length = 0
  await first.page.getByRole('navigation', { name: 'Chapters' }).getByText('Here: Ana').waitFor({ state: 'attached' })
  await first.page.getByRole('button', { name: /^Monitoring/ }).click()
  await first.page.getByRole('button', { name: 'Begin the chapter' }).click()
  await second.page.getByRole('button', { name: 'Begin the chapter' }).click()

  await heading(second.page, questionsOf('access')[0] ?? '')
  await second.page.keyboard.press('1')
  await second.page.getByRole('button', { name: 'Owner of these rows: IT Infra' }).waitFor()
  await second.page.keyboard.press('Escape')

  await Promise.all([
    playChapter(first.page, questionsOf('monitoring'), () => 1),
    playChapter(second.page, questionsOf('access'), (index) => (index % 2) + 1),
  ])
  await heading(first.page, /^Watcher/)
  await heading(second.page, /^Gatekeeper/)
  const rings = await standing(first.page).getByRole('list').first().innerText()
  await expect.poll(() => standing(second.page).getByRole('list').first().innerText()).toBe(rings)
  expect(writes).toEqual([])
  await Promise.all([saved(first.page), saved(second.page)])
  await world.app.services.live.store(project.room)

  const answers = await readAnswers(olivia, project.id)
  for (const [key, choose, name] of [
    ['monitoring', () => 1, 'Olivia Ostrom'],
    ['access', (index: number) => (index % 2) + 1, 'Ana Castillo'],
  ] as const) {
    const cards = story.chapters.find((chapter) => chapter.key === key)?.cards ?? []
    for (const [index, card] of cards.entries())
      for (const { code, status } of card.options[choose(index) - 1]?.effects ?? [])
        expect(
          answers.find((answer) => answer.code === code),
          code,
        ).toMatchObject({ status, updated_by: { name } })
  }
  expect(await readAnswer(olivia, project.id, 'A.5.15')).toMatchObject({ owner: { kind: 'team', name: 'IT Infra' } })

  await first.page.getByRole('link', { name: 'List' }).click()
  await first.page.locator('[data-code="A.5.15"] [data-cell="status"]').getByText('Ready').waitFor()
  await first.page.getByRole('link', { name: 'Story' }).click()
  await first.page.getByRole('button', { name: /^Go on with/ }).waitFor()
  for (const seat of [first, second]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('effects are shown before they are applied, others see what one considers, and a decision is taken back whole', async () => {
  const project = await makeChecklist(olivia, 'Bolt Ltd')
  const [first, second] = [await sitDown(olivia, project, 'access-2'), await sitDown(ana, project, 'access-2')]
  const { page } = first
  await page.getByText('Ana is here').waitFor()
  await page.getByRole('radio', { name: /Single sign-on/ }).check({ force: true })
  const preview = page.getByRole('region', { name: 'What this would set' })
  expect(await preview.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^A\.5\.17 Authentication information\s+Unanswered\s+becomes\s+Ready$/),
    expect.stringMatching(/^A\.8\.5 Secure authentication\s+Unanswered\s+becomes\s+Ready$/),
  ])
  await standing(page).getByText('would be 1 %').waitFor()
  await second.page.locator('label', { hasText: 'Olivia considers this' }).waitFor()
  expect(await second.page.getByText('Nobody has decided').count()).toBe(0)
  await page.getByRole('button', { name: 'Add the team IT Infra' }).click()
  await preview.getByRole('button', { name: 'Owner of these rows: IT Infra' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Decide', exact: true }).click()
  await second.page.getByRole('region', { name: 'How these rows stand' }).getByText('Olivia Ostrom decided').waitFor()
  expect(await second.page.getByRole('button', { name: 'Status of A.8.5: Ready' }).count()).toBe(1)

  // Somebody else sees it otherwise, within the minute: both views are shown until one is confirmed.
  await second.page.keyboard.press('3')
  await second.page.getByRole('button', { name: 'Decide', exact: true }).click()
  await page.getByRole('button', { name: /^A\.8\.5: You says Ready, Ana Castillo says Missing/ }).waitFor()
  await second.page.getByRole('button', { name: 'Take back', exact: true }).click()
  await page.getByRole('button', { name: 'Status of A.8.5: Ready' }).waitFor()

  const takeBack = page.getByRole('button', { name: 'Take back', exact: true })
  await takeBack.click()
  await page.getByText('Choose what comes closest').waitFor()
  await second.page.getByText('Choose what comes closest').waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await second.page.getByRole('button', { name: 'Status of A.8.5: Ready' }).waitFor()
  await takeBack.click()
  await page.getByText('Choose what comes closest').waitFor()
  await second.page.getByText('Choose what comes closest').waitFor()
  await Promise.all([saved(page), saved(second.page)])
  await world.app.services.live.store(project.room)
  for (const code of ['A.5.17', 'A.8.5'])
    expect(await readAnswer(olivia, project.id, code)).toMatchObject({ answered_at: null, owner: null })
  for (const seat of [first, second]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('gaps of a chapter get their owner at once, and every view is accessible, also on a phone', async () => {
  const project = await makeChecklist(olivia, 'Crane Inc')
  const { page, context, errors } = await sitDown(olivia, project, 'foundations-summary')
  await page.getByRole('button', { name: /^Owner of 12 gaps without one/ }).click()
  await page.getByRole('option', { name: 'Olivia Ostrom' }).click()
  await page.getByRole('button', { name: 'Owner of A.5.1: Olivia Ostrom', exact: true }).waitFor()
  await saved(page)
  await world.app.services.live.store(project.room)
  const owned = (await readAnswers(olivia, project.id)).filter(({ owner }) => owner?.name === 'Olivia Ostrom')
  expect(owned).toHaveLength(12)
  const phone = await sitDown(ana, project, '', 375)
  await expectAccessible(page)
  for (const at of ['', 'people', 'suppliers', 'suppliers-1', 'foundations-summary', 'end']) {
    await phone.page.goto(`/readiness/${project.id}/story${at && `?at=${at}`}`)
    await saved(phone.page)
    await expectAccessible(phone.page)
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), at).toBe(true)
  }
  await phone.page.getByRole('button', { name: 'Chapters' }).click()
  await expectAccessible(phone.page)
  await phone.page.keyboard.press('Escape')
  await phone.page.getByRole('button', { name: /^More for / }).click()
  await expectAccessible(phone.page)
  await phone.page.getByRole('menuitem', { name: 'Statement' }).click()
  await phone.page.getByRole('heading', { level: 1, name: 'Statement of Applicability' }).waitFor()
  expect([...errors, ...phone.errors]).toEqual([])
  await Promise.all([context.close(), phone.context.close()])
})

test('the end of the story says what is open, and once all is answered gives every badge and leads on', async () => {
  const project = await makeChecklist(olivia, 'Dune GmbH')
  const story = await olivia.api.story.get({ project_id: project.id })
  const scenes = story.chapters.reduce((sum, { cards }) => sum + cards.length, 0)
  const seat = await sitDown(olivia, project, 'end')
  const { page } = seat
  await heading(page, `${scenes} scenes are still open`)
  await page.getByText('0 % ready', { exact: true }).first().waitFor()
  expect(await page.getByText(/, not yet$/).count()).toBe(story.chapters.length)
  await page.getByRole('button', { name: 'Go on with the story' }).waitFor()

  const codes = (await readAnswers(olivia, project.id)).map(({ code }) => code)
  const content = ['code,status', ...codes.map((code) => `${code},ready`)].join('\n')
  await olivia.api.readiness.import({ project_id: project.id, format: 'csv', content })
  await heading(page, 'The story is told, and it ends well')
  await page.getByText(`${scenes} scenes answered.`, { exact: false }).waitFor()
  expect(await page.getByText(/, not yet$/).count()).toBe(0)
  for (const { badge } of story.chapters) await page.getByText(badge, { exact: true }).first().waitFor()
  expect(await page.getByText('The aim of 70 % is reached', { exact: false }).count()).toBe(4)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Share the result' }).click()
  await page.getByRole('dialog', { name: 'Share with auditors and executives' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Open the roadmap' }).click()
  await page.getByText('Everything that applies is ready.', { exact: false }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})
