import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { leave } from '../support/documentPage.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer } from './checklist.ts'
import { choose, openGrid, row, saved, statusOf } from './gridPage.ts'

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

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[data-code]')?.getAttribute('data-code') ?? null)

const sitDown = (person: Person, project: ReadinessProjectDetail, query = '') => openGrid(browser, world, person, { project, query })

test('everything can be done by keys: move, answer, select, change many, take back, open, close, search', async () => {
  const project = await makeChecklist(olivia, 'Keys Ltd')
  const seat = await sitDown(olivia, project)
  const { page } = seat
  await page.keyboard.press('/')
  await page.getByRole('button', { name: 'Grouped' }).focus()
  await page.keyboard.press('Tab') // the search
  for (let n = 0; n < 4 && (await focused(page)) === null; n++) await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('A.5.1')
  await page.keyboard.press('2')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('A.5.3')
  await page.keyboard.press('1')
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('A.5.2')
  await page.keyboard.press('4')
  expect(await statusOf(page, 'A.5.1').textContent()).toBe('Partial')
  expect(await statusOf(page, 'A.5.2').textContent()).toBe('Not applicable')
  expect(await statusOf(page, 'A.5.3').textContent()).toBe('Ready')
  expect(await row(page, 'A.5.2').locator('[data-cell="justification"]').textContent()).toBe('Justification needed')

  for (const key of ['x', 'j', 'x', 'j', 'x', '3']) await page.keyboard.press(key)
  for (const code of ['A.5.2', 'A.5.3', 'A.5.4']) expect(await statusOf(page, code).textContent()).toBe('Missing')
  await page.keyboard.press('Control+z')
  expect(await statusOf(page, 'A.5.2').textContent()).toBe('Not applicable')
  expect(await statusOf(page, 'A.5.3').textContent()).toBe('Ready')
  expect(await statusOf(page, 'A.5.4').textContent()).toBe('Unanswered')
  expect(await statusOf(page, 'A.5.1').textContent()).toBe('Partial')
  await page.keyboard.press('Escape')
  expect(await page.getByRole('region', { name: 'Selected rows' }).count()).toBe(0)

  await page.keyboard.press('End')
  await vi.waitFor(async () => expect(await focused(page)).toBe('10.2'))
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'A.5.1 Policies for information security' }).waitFor()
  expect(new URL(page.url()).searchParams.get('row')).not.toBeNull()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await vi.waitFor(async () => expect(await focused(page)).toBe('A.5.1'))

  await page.keyboard.press('o')
  await page.getByRole('textbox', { name: 'Owner of A.5.1' }).pressSequentially('ana')
  await page.keyboard.press('Enter')
  await vi.waitFor(async () => expect(await row(page, 'A.5.1').locator('[data-cell="owner"]').textContent()).toContain('Ana Castillo'))
  expect(await focused(page)).toBe('A.5.1')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await row(page, 'A.5.1').focus()
  await page.keyboard.press('/')
  await page.keyboard.type('segregation')
  const found = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-code')))
  await vi.waitFor(async () => expect(await found()).toEqual(['A.5.3', 'A.8.22']))
  await page.reload()
  await saved(page)
  await vi.waitFor(async () => expect(await found()).toEqual(['A.5.3', 'A.8.22']))
  await page.getByRole('searchbox', { name: 'Search rows' }).fill('nothing of that kind')
  await page.getByText('No rows match.').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await row(page, 'A.5.1').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('rows narrowed to what is unanswered are answered one after the other by keys: a row leaves the list when its reader does', async () => {
  const project = await makeChecklist(olivia, 'Triage Ltd')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.7.3')
  const seat = await sitDown(olivia, project, '?domain=A.7&status=unanswered')
  const { page } = seat
  const found = () => page.locator('[data-row]').evaluateAll((rows) => rows.slice(0, 2).map((one) => one.getAttribute('data-code')))
  await row(page, 'A.7.1').focus()
  await page.keyboard.press('1')
  expect(await statusOf(page, 'A.7.1').textContent()).toBe('Ready')
  expect(await focused(page)).toBe('A.7.1')
  for (const key of ['j', '2', 'j']) await page.keyboard.press(key)
  expect(await focused(page)).toBe('A.7.3')
  expect(await found()).toEqual(['A.7.3', 'A.7.4'])

  await page.keyboard.press('n')
  await page.keyboard.type('Half a sen')
  await ana.api.readiness.answer({ project_id: project.id, requirement_id, status: 'partial' })
  await expect.poll(() => statusOf(page, 'A.7.3').textContent()).toBe('Partial')
  await page.keyboard.type('tence.')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('A.7.3')
  await expect.poll(() => row(page, 'A.7.3').locator('[data-cell="justification"]').textContent()).toBe('Half a sentence.')
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('A.7.4')
  expect(await found()).toEqual(['A.7.4', 'A.7.5'])

  await page.keyboard.press('3')
  await page.getByRole('button', { name: 'Status', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ready', exact: true }).click()
  await expect.poll(found).toEqual(['A.7.1'])
  expect(await page.locator('[data-row][tabindex="0"]').getAttribute('data-code')).toBe('A.7.1')
  await saved(page)
  expectCalm(seat)
  await seat.context.close()
})

test('what several rows were set to is taken back from its note for as long as it is the last step', async () => {
  const project = await makeChecklist(olivia, 'Note Ltd')
  const seat = await sitDown(olivia, project)
  const { page } = seat
  const note = page.getByRole('paragraph')
  const setTwo = async () => {
    await row(page, 'A.5.1').focus()
    for (const key of ['x', 'j', 'x', '3', 'Escape']) await page.keyboard.press(key)
    await note.getByText('2 rows set to Missing').waitFor()
  }
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await setTwo()
  await undo.click()
  await note.getByText('Taken back').waitFor()
  expect(await statusOf(page, 'A.5.2').textContent()).toBe('Unanswered')
  await setTwo()
  await choose(page, 'A.5.4', 'ready')
  await expect.poll(() => undo.count()).toBe(0)
  expect(await statusOf(page, 'A.5.2').textContent()).toBe('Missing')
  await setTwo()
  await row(page, 'A.5.5').locator('[data-control="justification"]').click()
  await page.keyboard.type('Half')
  await page.keyboard.press('Enter')
  await expect.poll(() => undo.count()).toBe(0)
  await saved(page)
  expectCalm(seat)
  await seat.context.close()
})

test('half an address is handed back when somebody links a piece of evidence to the row meanwhile', async () => {
  const project = await makeChecklist(olivia, 'Two at one row Ltd')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.15')
  const item = await ana.api.evidence.addLink({
    customer_id: project.customer_id,
    title: 'Access review',
    url: 'https://wiki.example.com/review',
    targets: [],
  })
  const seat = await sitDown(olivia, project, `?row=${requirement_id}`)
  const { page } = seat
  const drawer = page.getByRole('dialog', { name: 'A.5.15 Access control' })
  const address = drawer.getByRole('textbox', { name: 'Web address of the evidence of A.5.15' })
  await address.pressSequentially('https://wiki.example.com/acc')
  await ana.api.readiness.answer({ project_id: project.id, requirement_id, evidence_id: item.id })
  await address.waitFor({ state: 'detached' })
  await page.getByText('https://wiki.example.com/acc').waitFor()
  await page.getByText('Somebody removed the place where you wrote.').waitFor()
  await saved(page)
  await world.app.services.live.store(project.room)
  expect(await readAnswer(olivia, project.id, 'A.5.15')).toMatchObject({ evidence_id: item.id, evidence_url: null })
  expectCalm(seat)
  await seat.context.close()
})

test('what two people choose while one has no network is shown from both, until one is confirmed', async () => {
  const project = await makeChecklist(olivia, 'Site visit Ltd')
  const [office, site] = [await sitDown(olivia, project, '?domain=A.7'), await sitDown(ana, project, '?domain=A.7')]
  await site.context.setOffline(true)
  await site.page.locator('header [data-kind="offline"]').waitFor()
  await choose(site.page, 'A.7.1', 'ready')
  await site.page.getByText(/1 change kept/).waitFor()
  await choose(office.page, 'A.7.1', 'missing')
  await choose(office.page, 'A.7.2', 'partial')
  await saved(office.page)
  await site.context.setOffline(false)
  await saved(site.page)
  for (const { page } of [office, site])
    await vi.waitFor(async () => expect(await statusOf(page, 'A.7.1').textContent()).toContain('Two views'))
  await statusOf(office.page, 'A.7.1').click()
  const views = office.page.getByRole('dialog', { name: /^A\.7\.1: .*Confirm one$/ })
  await views.getByRole('button', { name: 'Confirm Ready' }).waitFor()
  expect((await views.getByRole('listitem').allTextContents()).sort()).toEqual(['Ana CastilloReadyConfirm', 'YouMissingConfirm'])
  await views.getByRole('button', { name: 'Confirm Ready' }).click()
  for (const { page } of [office, site]) await vi.waitFor(async () => expect(await statusOf(page, 'A.7.1').textContent()).toBe('Ready'))
  expect(await statusOf(site.page, 'A.7.2').textContent()).toBe('Partial')
  await saved(office.page)
  await world.app.services.live.store(project.room)
  expect(await readAnswer(olivia, project.id, 'A.7.1')).toMatchObject({ status: 'ready' })
  await leave(office, site)
})

test('a row open in the drawer says what it is about, takes notes and evidence, and tells what happened', async () => {
  const project = await makeChecklist(olivia, 'Drawer Ltd')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.15')
  const seat = await sitDown(olivia, project, `?row=${requirement_id}`)
  const { page } = seat
  const drawer = page.getByRole('dialog', { name: 'A.5.15 Access control' })
  await drawer.getByRole('button', { name: /^Status of/ }).click()
  await page.getByRole('menuitem', { name: /^Ready/ }).click()
  const address = drawer.getByRole('textbox', { name: 'Web address of the evidence of A.5.15' })
  await address.fill('javascript:alert(1)')
  await address.press('Enter')
  await drawer.getByText('Give a web address that begins with https:// or http://').waitFor()
  await address.fill('https://wiki.example.com/access')
  await address.press('Enter')
  await drawer.getByRole('link', { name: 'Open' }).waitFor()
  await drawer.getByRole('textbox', { name: 'Notes on A.5.15' }).click()
  await page.keyboard.type('Reviewed with the IT team.')
  await saved(page)
  const history = drawer.getByRole('region', { name: 'History' })
  await history.getByText('https://wiki.example.com/access').waitFor()
  const told = (field: string) =>
    history
      .getByRole('listitem')
      .filter({ hasText: `${field}:` })
      .allTextContents()
  expect(await told('status')).toEqual([expect.stringMatching(/^Olivia Ostromstatus:Unanswered→Ready/)])
  expect(await told('evidence')).toEqual([expect.stringMatching(/^Olivia Ostromevidence:nothing→https:\/\/wiki\.example\.com\/access/)])
  expect(await readAnswer(olivia, project.id, 'A.5.15')).toMatchObject({
    status: 'ready',
    evidence_url: 'https://wiki.example.com/access',
    notes_text: 'Reviewed with the IT team.',
  })
  await expectAccessible(page)
  expectCalm(seat)
  await seat.context.close()
})

test('somebody who may only read is offered nothing to change', async () => {
  const project = await makeChecklist(olivia, 'Reader Ltd')
  const vera = await invite(world, olivia, 'Vera Lind', 'viewer')
  const seat = await takeSeat(browser, world, vera)
  await seat.page.goto(`/readiness/${project.id}`)
  await seat.page.locator('header [data-kind="read-only"]').waitFor()
  expect(await seat.page.getByRole('checkbox').count()).toBe(0)
  await row(seat.page, 'A.5.1').focus()
  await seat.page.keyboard.press('1')
  expect(await row(seat.page, 'A.5.1').locator('[data-cell="status"]').textContent()).toBe('Unanswered')
  expectCalm(seat)
  await seat.context.close()
})

test.each([
  ['light', 1440],
  ['dark', 375],
] as const)('list, grid, roadmap, audit view, statement and dialog have no accessibility violation (%s, %i px)', async (theme, width) => {
  const project = await makeChecklist(olivia, `Axe ${theme} ${width}`)
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.1')
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: 'partial', evidence_url: 'https://example.com' })
  const seat = await takeSeat(browser, world, olivia, { theme, width })
  const { page } = seat
  await page.goto(`/readiness/${project.id}`)
  await saved(page)
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: 'Select A.5.2', exact: true }).click()
  await statusOf(page, 'A.5.3').click()
  await page.getByRole('menuitem', { name: /^Ready/ }).waitFor()
  await expectAccessible(page)
  await page.goto(`/readiness/${project.id}/roadmap`)
  await page.getByRole('heading', { name: /Nobody yet/ }).waitFor()
  await expectAccessible(page)
  await page.goto(`/readiness/${project.id}/audit`)
  await page.getByRole('region', { name: 'Unanswered' }).waitFor()
  await expectAccessible(page)
  await page.goto(`/readiness/${project.id}/statement`)
  await page.getByRole('region', { name: 'Technological controls' }).waitFor()
  await expectAccessible(page)
  await page.goto('/readiness')
  await page.getByRole('button', { name: 'New checklist' }).click()
  await page.getByRole('dialog', { name: 'New checklist' }).waitFor()
  await expectAccessible(page)
  expectCalm(seat)
  await seat.context.close()
})
