import { loadCatalogue, readShipped } from '@certloom/server/frameworks/loadCatalogue'
import { catalogueId } from '@certloom/shared/ids'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { iso27001, readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer, readAnswers } from './checklist.ts'
import { openGrid, row, saved, statusOf, watchWrites } from './gridPage.ts'

const accessTemplate = catalogueId('template', 'iso27001-2022', 'isms-10-access-control')

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

const sitDown = (project: ReadinessProjectDetail, query = '') => openGrid(browser, world, olivia, { project, query })

const give = (customer_id: string, title: string, targets: Parameters<Person['api']['evidence']['addLink']>[0]['targets'] = []) =>
  olivia.api.evidence.addLink({ customer_id, title, url: 'https://wiki.example.com/review', targets })

/** Answers rows as an import does, all at once. */
const answer = (project: ReadinessProjectDetail, rows: { code: string; [field: string]: unknown }[]) =>
  olivia.api.readiness.import({
    project_id: project.id,
    format: 'json',
    content: JSON.stringify({ format: 'certloom.checklist', version: 1, rows }),
  })

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

const drawerOf = (page: Page, name: string) => page.getByRole('dialog', { name })

test('a row says what it asks for and where else, what the plan says of it, and leads to its evidence', async () => {
  const project = await makeChecklist(olivia, 'Drawer Ltd')
  const plan = await olivia.api.plans.create({
    customer_id: project.customer_id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [accessTemplate],
  })
  const [document] = (await olivia.api.documents.list({ plan_id: plan.id })).data
  const { id, content } = await readDocument(olivia, document?.id ?? '')
  const target = [{ document_id: id, section_id: content.fillable_sections[0]?.id ?? '' }]
  await give(project.customer_id, 'Access review', target)
  const { requirement_id, attributes } = await readAnswer(olivia, project.id, 'A.5.15')
  const seat = await sitDown(project, `?row=${requirement_id}`)
  const { page } = seat
  const writes = watchWrites(page)
  const drawer = drawerOf(page, 'A.5.15 Access control')
  expect(typeof attributes.guidance).toBe('string')
  await drawer.getByText(attributes.guidance as string).waitFor()
  await drawer.getByRole('region', { name: 'Mappings' }).getByText('ISO 27001:2013 A.9.1.1').waitFor()

  const support = drawer.getByRole('region', { name: 'Support from the plan' })
  await support.getByRole('link', { name: 'Access Control Policy' }).waitFor()
  await support.getByText('The plan suggests Partial.').waitFor()
  await give(project.customer_id, 'Penetration test', target)
  await support.getByRole('link', { name: 'Penetration test' }).waitFor()
  await olivia.api.documents.update({ document_id: id, document_name: 'Access Policy 2' })
  await support.getByRole('link', { name: 'Access Policy 2' }).waitFor()
  await support.getByRole('button', { name: 'Set Partial' }).click()
  await support.getByText('It agrees with the plan: Partial.').waitFor()
  await drawer.getByRole('button', { name: 'Status of A.5.15: Partial' }).waitFor()
  await drawer.getByRole('combobox', { name: 'A piece of evidence for A.5.15' }).selectOption('Access review')
  await drawer.locator('dl').getByRole('link', { name: 'Access review' }).waitFor()
  await drawer.locator('dl').getByText('Accepted').waitFor()
  await expectAccessible(page)
  await saved(page)
  expect(writes).toEqual([])
  await drawer.getByRole('button', { name: 'Close the details' }).click()
  await row(page, 'A.5.15').getByRole('link', { name: 'Open the evidence of A.5.15' }).click()
  await page.getByRole('heading', { level: 1, name: 'Access review' }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/evidence\//)
  await page.goBack()
  await page.goto(`/readiness/${project.id}?row=${requirement_id}`)
  await drawer.locator('dl').getByRole('link', { name: 'Access review' }).click()
  await page.getByRole('heading', { level: 1, name: 'Access review' }).waitFor()
  await world.app.services.live.store(project.room)
  expect(await readAnswer(olivia, project.id, 'A.5.15')).toMatchObject({ status: 'partial', updated_by: { name: 'Olivia Ostrom' } })
  expectCalm(seat)
  await seat.context.close()
})

test('an auditor sees gaps first and what shows the rest, and the score says how it went', async () => {
  const project = await makeChecklist(olivia, 'Audit Ltd')
  const item = await give(project.customer_id, 'Board minutes')
  await world.sql(
    `insert into readiness_score_snapshot (organization_id, customer_id, project_id, day, overall_percentage, clauses_percentage, answered_rows, domains)
     values ($1, $2, $3, current_date - 7, 12, 0, 9, '[]')`,
    [olivia.me.organization.id, project.customer_id, project.id],
  )
  await answer(project, [
    { code: 'A.5.1', status: 'ready', evidence_id: item.id },
    { code: 'A.5.2', status: 'partial', evidence_url: 'https://wiki.example.com/roles' },
    { code: 'A.5.3', status: 'missing' },
    { code: 'A.5.4', status: 'not_applicable', justification: 'There is nobody to manage.' },
  ])
  const seat = await sitDown(project)
  const { page } = seat
  await page.getByRole('button', { name: '1 % ready' }).click()
  await expect.poll(() => page.getByRole('figure').innerText()).toMatch(/^12 % on .+, 1 % on .+$/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '1 of 36 ready · score 4 %' }).click()
  const domain = page.getByRole('dialog', { name: 'A.5 Organizational controls' })
  await domain.getByText('1.5 of 36 points = 4.17 %').waitFor()
  const lines = ['Ready1 × 1', 'Partial1 × ½', 'Missing or unanswered34 × 0', 'Not applicable, left out1', 'Answered4 of 37']
  expect(await domain.locator('dl > div').allTextContents()).toEqual(lines)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await domain.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Audit view' }).click()
  await page.getByRole('region', { name: 'Ready', exact: true }).waitFor()
  const order = await page.locator('main section[aria-label]').evaluateAll((groups) => groups.map((group) => group.ariaLabel))
  expect(order).toEqual(['Unanswered', 'Missing', 'Partial', 'Not applicable', 'Ready'])
  await page.getByRole('region', { name: 'Partial' }).getByRole('link', { name: 'https://wiki.example.com/roles' }).waitFor()
  const ready = page.getByRole('region', { name: 'Ready', exact: true })
  await ready.getByText('Accepted').waitFor()
  await expectAccessible(page)
  await ready.getByRole('link', { name: 'Board minutes' }).click()
  await page.getByRole('heading', { level: 1, name: 'Board minutes' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('what is pressed narrows, sorts and groups the rows and stands in the address; the ring of the domain one is in stays on top', async () => {
  const project = await makeChecklist(olivia, 'Filter Ltd')
  const person = ({ me }: Person) => ({ kind: 'person', email: me.user.email })
  await answer(project, [
    { code: 'A.5.1', status: 'ready', owner: person(olivia) },
    { code: 'A.5.2', status: 'partial', owner: person(ana), due_date: '2031-03-31' },
    { code: 'A.8.2', status: 'ready', due_date: '2031-01-15' },
  ])
  const seat = await sitDown(project)
  const { page } = seat
  const codes = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-code')))
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const narrow = async (name: string, choice: string, found: string[]) => {
    await press(name)
    await page.getByRole('menuitem', { name: choice, exact: true }).click()
    await expect.poll(codes).toEqual(found)
    await press(`${name}: ${choice}`)
    await page.getByRole('menuitem', { name: 'All', exact: true }).click()
    await row(page, 'A.5.3').waitFor()
  }
  await narrow('Domain', 'A.6 People controls', ['A.6.1', 'A.6.2', 'A.6.3', 'A.6.4', 'A.6.5', 'A.6.6', 'A.6.7', 'A.6.8'])
  await narrow('Status', 'Partial', ['A.5.2'])
  await narrow('Owner', 'Ana Castillo', ['A.5.2'])
  await press('Mine')
  await expect.poll(codes).toEqual(['A.5.1'])
  expect(new URL(page.url()).searchParams.get('owner')).toBe('mine')
  await press('Mine')
  await row(page, 'A.5.3').waitFor()

  await press('Sort')
  await page.getByRole('menuitem', { name: 'Due date' }).click()
  await expect.poll(async () => (await codes()).slice(0, 2)).toEqual(['A.5.2', 'A.5.1'])
  await press('Grouped')
  await expect.poll(async () => (await codes()).slice(0, 3)).toEqual(['A.8.2', 'A.5.2', 'A.5.1'])
  expect(await page.getByRole('grid').getByRole('heading').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('?sort=due&flat=true')
  await press('Grouped')

  /** What is on top of the rows where they begin, however far they are scrolled. */
  const onTop = () =>
    page.locator('[data-scroller]').evaluate((scroller) => {
      const { left, top } = scroller.getBoundingClientRect()
      const heading = document.elementFromPoint(left + 60, top + 20)?.closest('[data-sticky]')
      return heading && { title: heading.querySelector('h2')?.textContent, rings: heading.querySelectorAll('svg').length }
    })
  await expect.poll(onTop).toEqual({ title: 'A.5 Organizational controls', rings: 1 })
  await row(page, 'A.5.3').hover()
  await page.mouse.wheel(0, 800)
  await row(page, 'A.5.1').waitFor({ state: 'detached' })
  await expect.poll(onTop).toEqual({ title: 'A.5 Organizational controls', rings: 1 })
  await page.mouse.wheel(0, 1_000)
  await expect.poll(onTop).toEqual({ title: 'A.6 People controls', rings: 1 })
  expectCalm(seat)
  await seat.context.close()
})

test('an owner who is missing is added in the grid; owner and date of many rows are set at once, by no request', async () => {
  const project = await makeChecklist(olivia, 'Bulk Ltd')
  const seat = await sitDown(project)
  const { page } = seat
  const writes = watchWrites(page)
  const cell = (code: string, name: string) => row(page, code).locator(`[data-cell="${name}"]`)
  await row(page, 'A.5.1').getByRole('button', { name: 'Assign A.5.1' }).click()
  await page.getByRole('textbox', { name: 'Owner of A.5.1' }).pressSequentially('Facilities')
  await page.getByRole('option', { name: 'New team “Facilities”' }).click()
  await cell('A.5.1', 'owner').getByText('Facilities').waitFor()
  expect(writes.splice(0)).toEqual(['POST /api/v1/teams'])

  const many = ['A.5.2', 'A.5.3', 'A.5.4']
  for (const code of many) await page.getByRole('checkbox', { name: `Select ${code}`, exact: true }).click()
  const bar = page.getByRole('region', { name: 'Selected rows' })
  await bar.getByRole('button', { name: 'Owner' }).click()
  await page.getByRole('textbox', { name: 'Owner of 3 rows' }).pressSequentially('ana')
  await page.keyboard.press('Enter')
  for (const code of many) await cell(code, 'owner').getByText('Ana Castillo').waitFor()
  await bar.getByRole('button', { name: 'Due' }).click()
  await page.getByLabel('When 3 rows are due').fill('2031-03-31')
  await page.keyboard.press('Enter')
  for (const code of many) await cell(code, 'due').getByText('31 Mar 2031').waitFor()
  await page.getByRole('status').getByText('3 rows have a due date now').waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  for (const code of many)
    await row(page, code)
      .getByRole('button', { name: `Date when ${code} is due` })
      .waitFor()
  await cell('A.5.4', 'owner').getByText('Ana Castillo').waitFor()

  await row(page, 'A.5.5').getByRole('button', { name: 'Date when A.5.5 is due' }).click()
  await page.getByLabel('When A.5.5 is due').fill('2031-01-15')
  await page.keyboard.press('Enter')
  await row(page, 'A.5.5').getByRole('button', { name: 'Details of A.5.5' }).click()
  const address = page.getByRole('textbox', { name: 'Web address of the evidence of A.5.5' })
  await address.fill('https://wiki.example.com/authorities')
  await address.press('Enter')
  await page.getByRole('textbox', { name: 'Notes on A.5.5' }).click()
  await page.keyboard.type('The list is on the wall.')
  await saved(page)
  await world.app.services.live.store(project.room)
  expect(await readAnswer(olivia, project.id, 'A.5.5')).toMatchObject({
    due_date: '2031-01-15',
    evidence_url: 'https://wiki.example.com/authorities',
    notes_text: 'The list is on the wall.',
  })
  for (const code of many)
    expect(await readAnswer(olivia, project.id, code)).toMatchObject({ owner: { name: 'Ana Castillo' }, due_date: null })
  expect(writes).toEqual([])
  expectCalm(seat)
  await seat.context.close()
})

test('a checklist is made with CMMC: its references, filter and prompts are there, and gone once it is without', async () => {
  const customer = await olivia.api.customers.create({ company_name: 'Defence Ltd' })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/readiness')
  await page.getByRole('button', { name: 'New checklist' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New checklist' })
  await dialog.getByLabel('Customer').selectOption('Defence Ltd')
  await dialog.getByLabel('Standard').selectOption(iso27001)
  await dialog.getByLabel('Name (optional)').fill('Readiness 2027')
  await dialog.getByRole('radio', { name: 'List' }).check()
  await dialog.getByRole('switch', { name: 'With CMMC' }).click()
  await dialog.getByRole('button', { name: 'Make the checklist' }).click()
  await page.getByRole('heading', { level: 1, name: 'Readiness 2027' }).waitFor()
  await saved(page)
  const [project] = (await olivia.api.readiness.list({ customer_id: customer.id })).data
  expect(project).toMatchObject({ project_name: 'Readiness 2027', mode: 'list', includes_cmmc: true, iso_standard_id: iso27001 })
  const project_id = project?.id ?? ''
  const { requirement_id, references } = await readAnswer(olivia, project_id, 'A.5.15')
  const nist = references.find(({ framework }) => framework === 'nist-800-171r2')

  const mark = row(page, 'A.5.15').getByText(/^NIST \d+$/)
  const filter = page.getByRole('button', { name: 'CMMC', exact: true })
  const drawer = drawerOf(page, 'A.5.15 Access control')
  const mapping = drawer.getByRole('region', { name: 'Mappings' })
  const prompt = page.getByRole('complementary', { name: 'With CMMC' })
  const scene = `/readiness/${project_id}/story?at=access-1`
  await mark.waitFor()
  await row(page, 'A.5.1').waitFor()
  await filter.click()
  await row(page, 'A.5.1').waitFor({ state: 'detached' })
  await row(page, 'A.5.15').getByRole('button', { name: 'Details of A.5.15' }).click()
  const pair = mapping.getByRole('listitem').filter({ hasText: `NIST SP 800-171 ${nist?.code}` })
  await expect.poll(() => pair.first().innerText()).toMatch(new RegExp(`\\s${nist?.confidence}$`))
  await page.goto(scene)
  await prompt.waitFor()

  await olivia.api.readiness.update({ project_id, includes_cmmc: false })
  await page.goto(`/readiness/${project_id}?cmmc=true&row=${requirement_id}`)
  await mapping
    .getByText(/^ISO 27001:2013 /)
    .first()
    .waitFor()
  expect(await mapping.getByText(/NIST/).count()).toBe(0)
  await drawer.getByRole('button', { name: 'Close the details' }).click()
  await row(page, 'A.5.1').waitFor()
  expect(await Promise.all([mark.count(), filter.count()])).toEqual([0, 0])
  await page.goto(scene)
  await page.getByRole('radio').first().waitFor()
  expect(await prompt.count()).toBe(0)
  expectCalm(seat)
  await seat.context.close()
})

test('a checklist renamed while somebody else gives it CMMC and makes it a story is both', async () => {
  const project = await makeChecklist(olivia, 'Settings Ltd')
  const seat = await sitDown(project)
  const { page } = seat
  await openMenu(page, 'Settings')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Readiness of both')
  await ana.api.readiness.update({ project_id: project.id, includes_cmmc: true, mode: 'story' })
  await page.getByRole('button', { name: 'CMMC', exact: true, includeHidden: true }).waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const settings = { project_name: 'Readiness of both', includes_cmmc: true, mode: 'story' }
  expect(await olivia.api.readiness.get({ project_id: project.id })).toMatchObject(settings)
  expectCalm(seat)
  await seat.context.close()
})

test('an import that could not be taken back at once can be taken back all the same', async () => {
  const project = await makeChecklist(olivia, 'Import Ltd')
  await answer(project, [{ code: 'A.5.15', status: 'partial' }])
  const seat = await sitDown(project)
  const { page } = seat
  const address = `**/readiness-projects/${project.id}/import/undo`
  const statusNow = async () => (await readAnswer(olivia, project.id, 'A.5.15')).status
  await openMenu(page, 'Import')
  const dialog = page.getByRole('dialog')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: 'Choose a file' }).click()])
  const content = JSON.stringify({ format: 'certloom.checklist', version: 1, rows: [{ code: 'A.5.15', status: 'ready' }] })
  await chooser.setFiles({ name: 'rows.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  await dialog.getByRole('button', { name: 'Import 1 row' }).click()
  await dialog.getByText('1 row changed.').waitFor()
  expect(await statusNow()).toBe('ready')
  await page.route(address, (route) => route.abort())
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await dialog.getByText('The server cannot be reached').waitFor()
  await page.unroute(address)
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await expect.poll(statusNow).toBe('partial')
  expectCalm(seat)
  await seat.context.close()
})

test('a checklist made as a story opens as one; that of a standard without a story is filled in the grid', async () => {
  const customer = await olivia.api.customers.create({ company_name: 'Quality Ltd' })
  const { data: frameworks } = await olivia.api.frameworks.list({ limit: 200 })
  const iso9001 = frameworks.find(({ code }) => code === 'iso9001-2015')?.id ?? ''
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  const make = async (standard: string, name: string, mode?: string) => {
    await page.goto(`/customers/${customer.id}/readiness`)
    await page.getByRole('button', { name: 'New checklist' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New checklist' })
    await dialog.getByLabel('Standard').selectOption(standard)
    await dialog.getByLabel('Name (optional)').fill(name)
    if (mode) await dialog.getByRole('radio', { name: mode }).check()
    else expect(await dialog.getByRole('radio').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Make the checklist' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    const { data } = await olivia.api.readiness.list({ customer_id: customer.id })
    return olivia.api.readiness.get({ project_id: data.find(({ project_name }) => project_name === name)?.id ?? '' })
  }
  const story = await make(iso27001, 'Played together', 'Story')
  expect(story.mode).toBe('story')
  expect(new URL(page.url()).pathname).toBe(`/readiness/${story.id}/story`)
  await page.getByRole('heading', { level: 2, name: 'How ready is Quality Ltd?' }).waitFor()

  const quality = await make(iso9001, 'Quality 2027')
  expect(quality).toMatchObject({ mode: 'list', iso_code: 'iso9001-2015' })
  await saved(page)
  const [first] = await readAnswers(olivia, quality.id)
  const code = first?.code ?? ''
  await row(page, code).focus()
  await page.keyboard.press('1')
  await vi.waitFor(async () => expect(await statusOf(page, code).textContent()).toBe('Ready'))
  expect(await page.getByRole('navigation', { name: 'Mode' }).count()).toBe(0)
  await expectAccessible(page)
  await saved(page)
  await world.app.services.live.store(quality.room)
  expect(await readAnswer(olivia, quality.id, code)).toMatchObject({ status: 'ready', updated_by: { name: 'Olivia Ostrom' } })
  await page.goto(`/readiness/${quality.id}/story`)
  await page.getByText(`There is no story for ${quality.iso_standard_name}.`).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Open the list' }).click()
  await vi.waitFor(async () => expect(await statusOf(page, code).textContent()).toBe('Ready'))
  expectCalm(seat)
  await seat.context.close()
})

test('the roadmap makes its tasks at a press, and once', async () => {
  const project = await makeChecklist(olivia, 'Roadmap Ltd')
  const { data } = await olivia.api.readiness.roadmap({ project_id: project.id })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/readiness/${project.id}/roadmap`)
  await page.getByRole('button', { name: 'Make tasks for Nobody yet' }).click()
  await page.getByText(`${data.length} tasks made. They are among`).waitFor()
  await page.getByRole('button', { name: 'Make tasks for Nobody yet' }).click()
  await page.getByText('All of these have their task already. They are among').waitFor()
  const made = await olivia.api.tasks.list({ customer_id: project.customer_id, q: 'A.5.15', limit: 200 })
  expect(made.data.map(({ title }) => title)).toEqual(['A.5.15 Access control'])
  expectCalm(seat)
  await seat.context.close()
})

test('a requirement that has left the catalogue is marked in the grid and in its drawer', async () => {
  const project = await makeChecklist(olivia, 'Retired Ltd')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.7')
  await answer(project, [{ code: 'A.5.7', status: 'partial' }])
  const shipped = readShipped()
  const requirements = shipped.requirements.filter((requirement) => requirement.id !== requirement_id)
  const mappings = shipped.mappings.filter(
    (mapping) => mapping.source_requirement_id !== requirement_id && mapping.target_requirement_id !== requirement_id,
  )
  await loadCatalogue(world.database.ownerUrl, { ...shipped, requirements, mappings })
  const seat = await sitDown(project, `?row=${requirement_id}`)
  const { page } = seat
  await drawerOf(page, 'A.5.7 Threat intelligence').getByText('No longer in the catalogue. It is kept with what was answered.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close the details' }).click()
  await row(page, 'A.5.7').getByText('Retired', { exact: true }).waitFor()
  await vi.waitFor(async () => expect(await statusOf(page, 'A.5.7').textContent()).toBe('Partial'))
  expect(await page.getByText('Retired', { exact: true }).count()).toBe(1)
  await loadCatalogue(world.database.ownerUrl, shipped)
  expectCalm(seat)
  await seat.context.close()
})

test('a date that somebody only opened and left keeps what was set meanwhile', async () => {
  const project = await makeChecklist(olivia, 'Dates Ltd')
  await answer(project, [{ code: 'A.5.1', due_date: '2031-01-15' }])
  const seat = await sitDown(project)
  const { page } = seat
  await row(page, 'A.5.1').locator('button[data-control="due"]').click()
  await page.getByLabel('When A.5.1 is due', { exact: true }).waitFor()
  await answer(project, [
    { code: 'A.5.1', due_date: '2031-03-31' },
    { code: 'A.5.2', due_date: '2031-03-31' },
  ])
  await row(page, 'A.5.2').getByText('31 Mar 2031').waitFor()
  await page.keyboard.press('Enter')
  await row(page, 'A.5.1').getByText('31 Mar 2031').waitFor()
  await saved(page)
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({ due_date: '2031-03-31' })
  expectCalm(seat)
  await seat.context.close()
})
