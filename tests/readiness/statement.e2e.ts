import { catalogueId } from '@certloom/shared/ids'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { iso27001 } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer } from './checklist.ts'

const accessTemplate = catalogueId('template', 'iso27001-2022', 'isms-10-access-control')

let world: World
let browser: Browser
let olivia: Person
let project: ReadinessProjectDetail
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  project = await makeChecklist(olivia, 'Acme Corp')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

test('a Statement of Applicability follows what others decide and what becomes of plan and evidence, leads to what is to be mended, and is then exported', async () => {
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto(`/readiness/${project.id}/statement`)
  const row = page.locator('[data-code="A.7.4"]')
  await row.getByText('Not decided').waitFor()
  const { customer_id } = project
  await olivia.api.plans.create({
    customer_id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [accessTemplate],
  })
  const access = page.locator('[data-code="A.5.15"]')
  await access.getByRole('link', { name: 'Access Control Policy' }).waitFor()
  const item = await olivia.api.evidence.addLink({ customer_id, title: 'Review', url: 'https://wiki.example.com/review', targets: [] })
  const { requirement_id: accessId } = await readAnswer(olivia, project.id, 'A.5.15')
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id: accessId, evidence_id: item.id })
  await access.getByRole('link', { name: 'Review', exact: true }).waitFor()
  await olivia.api.evidence.update({ evidence_id: item.id, title: 'Review of the third quarter' })
  await access.getByRole('link', { name: 'Review of the third quarter' }).waitFor()
  const ana = await invite(world, olivia, 'Ana', 'member')
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id: accessId, status: 'partial' })
  await ana.api.readiness.answer({ project_id: project.id, requirement_id: accessId, status: 'missing' })
  await access.getByText('Two views, to be confirmed').waitFor()
  await page.getByText('1 with two views').waitFor()
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.7.4')
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: 'not_applicable' })
  await row.getByText('Justification needed').waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export the Statement of Applicability' })
  await dialog.getByRole('radio', { name: 'Excel' }).check()
  await dialog.getByRole('button', { name: 'Export' }).click()
  await dialog.getByText('Say first why this row does not apply: A.7.4.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('status').getByRole('link', { name: 'A.7.4' }).click()
  const drawer = page.getByRole('dialog', { name: /^A\.7\.4 / })
  await drawer.getByRole('textbox', { name: 'Justification of A.7.4 in full' }).fill('There are no premises.')
  await page.locator('header [data-kind="saved"]').waitFor()
  await drawer.getByRole('button', { name: 'Comment' }).click()
  await drawer.getByRole('textbox', { name: 'New comment' }).fill('Ask the landlord too.')
  await drawer.getByRole('region', { name: 'New comment' }).getByRole('button', { name: 'Comment' }).click()
  await drawer.getByRole('article', { name: 'Thread by Olivia' }).getByText('Ask the landlord too.').waitFor()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: 'Close the details' }).click()

  await page.getByRole('link', { name: 'Statement' }).click()
  await row.getByText('There are no premises.').waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  await dialog.getByRole('radio', { name: 'Excel' }).check()
  await dialog.getByRole('button', { name: 'Export' }).click()
  await dialog.getByRole('link', { name: /^Acme Corp Statement of Applicability .*\.xlsx/ }).waitFor()
  expect((await olivia.api.comments.listOfRow({ project_id: project.id, requirement_id })).data).toHaveLength(1)
  expectCalm(seat)
  await seat.context.close()
})
