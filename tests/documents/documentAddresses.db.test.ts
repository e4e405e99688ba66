import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesOf, ended } from '../exports/finishedExport.ts'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives, readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a document nobody wrote into is taken out of its plan with its tasks, and comes back when it is selected again', async () => {
  const { id: customer_id } = await ines.api.customers.create({ company_name: 'Beta Inc' })
  const { id: plan_id } = await planFor(ines, customer_id, iso9001, betaTemplates)
  const named = async () => (await ines.api.documents.list({ plan_id })).data.map(({ document_name }) => document_name)
  const before = await named()
  const [document] = (await ines.api.documents.list({ plan_id })).data
  const document_id = document?.id ?? ''
  expect((await ines.api.tasks.list({ document_id })).data).not.toEqual([])
  await ines.api.documents.remove({ document_id })
  expect(await named()).toEqual(before.slice(1))
  expect((await ines.api.tasks.list({ document_id })).data).toEqual([])
  expect(await problemOf(ines.api.documents.remove({ document_id }))).toMatchObject({ code: 'not_found' })
  await ines.api.plans.generateDocuments({ customer_id, plan_id })
  expect(await named()).toEqual(before.slice(1))
  await ines.api.plans.selectTemplates({
    customer_id,
    plan_id,
    template_selection_mode: 'selective',
    selected_template_ids: [...betaTemplates],
  })
  expect(await named()).toEqual(before)
})

test('a document that somebody has written into stays, be it a moment ago; so it does for those who plan nothing', async () => {
  const document = await makeDocument(ines, 'Acme Corp')
  const mara = await invite(world, ines, 'Mara Acme', 'manager', document.customer_id)
  expect(await problemOf(mara.api.documents.remove({ document_id: document.id }))).toMatchObject({ code: 'forbidden' })
  const editor = await join(world, ines, document.room)
  editor.type(objectives, 'We lose nothing.')
  await editor.saved()
  expect(await problemOf(ines.api.documents.remove({ document_id: document.id }))).toMatchObject({ code: 'conflict' })
  editor.leave()
  expect(await readDocument(ines, document.id)).toMatchObject({ id: document.id })
})

test('how far it is counts what was typed up to the moment one asks', async () => {
  const document = await makeDocument(ines, 'Gamma GmbH')
  expect(await ines.api.documents.calculateProgress({ document_id: document.id })).toEqual({
    id: document.id,
    revision: 0,
    completion_percentage: 0,
    mandatory_sections_total: document.mandatory_sections_total,
    mandatory_sections_completed: 0,
  })
  const editor = await join(world, ines, document.room)
  editor.type(objectives, 'We lose nothing.')
  await editor.saved()
  expect(await ines.api.documents.calculateProgress({ document_id: document.id })).toMatchObject({ mandatory_sections_completed: 1 })
  editor.leave()
})

test('its last export is downloaded by the document’s own address, and there is none before', async () => {
  const document = await makeDocument(ines, 'Delta AG')
  const file = (query = '') => ines.fetch(`/api/v1/customer-documents/${document.id}/download${query}`)
  expect((await file()).status).toBe(409)
  const job = await ended(ines, await ines.api.exports.exportDocument({ document_id: document.id, format: 'docx' }))
  const answer = await file()
  expect(answer.headers.get('content-disposition')).toContain('.docx')
  expect((await bytesOf(answer)).length).toBe(job.file_size_bytes)
  expect((await file('?format=pdf')).status).toBe(409)
})
