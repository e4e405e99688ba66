import { createHash } from 'node:crypto'
import { documentMeta } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { countStatements } from '../support/statements.ts'
import { startWorld, type World } from '../support/world.ts'
import { fillSection } from './fillSection.ts'

const policy = catalogueId('template', 'iso27001-2022', 'isms-02-information-security-policy')
const objectives = 's1_security_objectives_and_direction'
const projects = 's9_security_in_projects'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id

/** A document that nobody has filled yet, the Information Security Policy of a new customer. */
async function newPolicy(company = 'Acme Corp') {
  const customerId = await newCustomer(company)
  const plan = await planFor(ines, customerId, iso27001, [policy])
  const [summary] = (await ines.api.documents.list({ plan_id: plan.id })).data
  return ines.api.documents.get({ document_id: summary?.id ?? '' })
}

describe('a new document', () => {
  test('shows its fixed sections, and its fillable ones empty, as the template has them', async () => {
    const document = await newPolicy()
    const template = await ines.api.templates.get({ template_id: policy })
    expect(document).toMatchObject({
      document_name: template.name,
      customer_name: 'Acme Corp',
      template_version: 1,
      clause_refs: template.clause_refs,
      status: 'not_started',
      completion_percentage: 0,
      mandatory_sections_total: template.fillable_sections.filter((section) => section.is_mandatory).length,
    })
    expect(document.content.fixed_sections).toEqual(template.fixed_sections)
    expect(document.content.fillable_sections).toEqual(
      template.fillable_sections.map((section) => ({
        ...section,
        state: 'not_started',
        content: null,
        text: '',
        filled_at: null,
        filled_by: null,
        lock: null,
      })),
    )
  })

  test('is joined in a room of its own, whose first state names schema and template version and nothing else', async () => {
    const document = await newPolicy()
    expect(document.room).toBe(`document:${document.id}:1`)
    const [live] = await world.sql<{ state: Buffer; schema_version: number }>(
      'select state, schema_version from live_document where room = $1',
      [document.room],
    )
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(live?.state ?? []))
    expect(documentMeta(doc).toJSON()).toEqual({ schema_version: schemaVersion, template_version_id: catalogueIdOfVersion() })
    expect([...doc.share.keys()]).toEqual(['meta'])
    expect(live?.schema_version).toBe(schemaVersion)
  })

  test('has one revision, number 0, that nobody contributed to', async () => {
    const document = await newPolicy()
    const { data } = await ines.api.documents.history({ document_id: document.id })
    expect(data).toMatchObject([{ revision: 0, document_version: 1, kind: 'created', label: null, contributors: [], changed_sections: [] }])
    expect(data[0]?.content_hash).toMatch(/^[0-9a-f]{64}$/)
    const sections = await world.sql(
      'select position, content, text, is_filled, content_hash from section_projection where document_id = $1 order by position',
      [document.id],
    )
    const emptyHash = createHash('sha256').update('null').digest('hex')
    expect(sections).toEqual(
      document.content.fillable_sections.map((_, index) => ({
        position: index + 1,
        content: null,
        text: '',
        is_filled: false,
        content_hash: emptyHash,
      })),
    )
  })

  test('whose template has no mandatory section would be complete', async () => {
    await world.sql(
      `insert into template (id, framework_id, code, name, document_type, "set", purpose, clause_refs, control_refs, suggested_owner, review_frequency, current_version_id, position)
       select $1, framework_id, 'test-notes', 'Notes', 'record', 'extended', '', '{}', '{}', '', '', $2, 99 from template where id = $3`,
      [notes.template, notes.version, policy],
    )
    await world.sql(
      `insert into template_version (id, template_id, version, fixed_sections, fillable_sections, content_hash) values ($2, $1, 1, '[]', '[]', '')`,
      [notes.template, notes.version],
    )
    const plan = await planFor(ines, await newCustomer('Notes Ltd'), iso27001, [notes.template])
    expect((await ines.api.documents.list({ plan_id: plan.id })).data).toMatchObject([
      { mandatory_sections_total: 0, completion_percentage: 100, status: 'not_started' },
    ])
  })
})

const notes = { template: newId(), version: newId() }
const catalogueIdOfVersion = (): string => catalogueId('template_version', iso27001, 'isms-02-information-security-policy', '1')

describe('a document that people fill', () => {
  test('says who filled a section and when, and counts it once it is mandatory', async () => {
    const document = await newPolicy()
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', document.customer_id)
    await fillSection(world, daniel, document.room, objectives, 'No leaks.')
    const filled = await ines.api.documents.get({ document_id: document.id })
    expect(filled).toMatchObject({ status: 'in_progress', revision: 1, mandatory_sections_completed: 1 })
    expect(filled.completion_percentage).toBe(Math.floor(100 / filled.mandatory_sections_total))
    const section = filled.content.fillable_sections.find(({ id }) => id === objectives)
    expect(section).toMatchObject({ state: 'done', text: 'No leaks.', filled_by: { id: daniel.me.user.id, name: 'Daniel Brandt' } })
    expect(section?.content).toEqual({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'No leaks.' }] }] })
    expect(Date.parse(section?.filled_at ?? '')).toBeGreaterThan(Date.parse(document.updated_at) - 1)
  })

  test('answers its revision as the ETag', async () => {
    const document = await newPolicy()
    const etag = async (): Promise<string | null> => (await ines.fetch(`/api/v1/customer-documents/${document.id}`)).headers.get('etag')
    expect(await etag()).toBe('"0"')
    await fillSection(world, ines, document.room, objectives, 'Once')
    expect(await etag()).toBe('"1"')
  })

  test('tells its history newest first: who contributed, and which sections changed, in the template’s order', async () => {
    const document = await newPolicy()
    const maya = await invite(world, ines, 'Maya Stone', 'member')
    await fillSection(world, ines, document.room, projects, 'Every project has a risk review.')
    await fillSection(world, maya, document.room, objectives, 'Keep customers’ secrets.')
    const history = await walk((cursor) => ines.api.documents.history({ document_id: document.id, limit: 2, cursor }))
    expect(history.map((version) => version.revision)).toEqual([2, 1, 0])
    expect(history[0]).toMatchObject({
      kind: 'autosave',
      contributors: [{ id: maya.me.user.id, name: 'Maya Stone' }],
      changed_sections: [{ id: objectives }],
    })
    expect(history[1]).toMatchObject({
      contributors: [{ name: 'Ines Duarte' }],
      changed_sections: [{ id: projects, title: 'Security in projects' }],
    })
    expect(new Set(history.map((version) => version.content_hash)).size).toBe(3)
    await world.sql(`update document_version set changed_sections = $2 where document_id = $1 and revision = 2`, [
      document.id,
      { [projects]: null, [objectives]: null, gone: null },
    ])
    const [latest] = (await ines.api.documents.history({ document_id: document.id, limit: 1 })).data
    expect(latest?.changed_sections.map((section) => section.id)).toEqual([objectives, projects])
  })

  test('keeps the name of somebody who left', async () => {
    const document = await newPolicy()
    const maya = await invite(world, ines, 'Maya Stone', 'member')
    await fillSection(world, maya, document.room, objectives, 'Mine')
    await ines.api.members.remove({ user_id: maya.me.user.id })
    const { content } = await ines.api.documents.get({ document_id: document.id })
    expect(content.fillable_sections.find(({ id }) => id === objectives)?.filled_by?.name).toBe('Maya Stone')
    expect((await ines.api.documents.history({ document_id: document.id })).data[0]?.contributors).toEqual([
      { id: maya.me.user.id, name: 'Maya Stone' },
    ])
  })
})

describe('lists of documents', () => {
  test('walk everything exactly once, within a plan, a customer, a status and the whole organization', async () => {
    const paula = await signUp(world, 'Paula Marin', 'Paging Partners')
    const customer = await paula.api.customers.create({ company_name: 'Acme Corp' })
    const quality = await planFor(paula, customer.id, iso9001)
    await planFor(paula, customer.id, iso27001)
    const other = await paula.api.customers.create({ company_name: 'Beta Inc' })
    await planFor(paula, other.id, iso9001, betaTemplates)
    const filters = [
      { filter: { plan_id: quality.id }, count: 10 },
      { filter: { customer_id: customer.id }, count: 25 },
      { filter: { status: 'not_started' as const }, count: 28 },
      { filter: { customer_id: other.id, status: 'not_started' as const }, count: 3 },
      { filter: {}, count: 28 },
    ]
    for (const { filter, count } of filters) {
      for (const limit of [1, 4, 200]) {
        const ids = (await walk((cursor) => paula.api.documents.list({ ...filter, limit, cursor }))).map((document) => document.id)
        expect(ids).toHaveLength(count)
        expect(new Set(ids).size).toBe(count)
      }
    }
    expect((await paula.api.documents.list({ status: 'approved' })).data).toEqual([])
  })

  test('show what was filled under its new status', async () => {
    const document = await newPolicy()
    await fillSection(world, ines, document.room, objectives, 'Started')
    const ids = async (status: 'in_progress' | 'not_started') =>
      (await ines.api.documents.list({ customer_id: document.customer_id, status })).data.map(({ id }) => id)
    expect(await ids('in_progress')).toEqual([document.id])
    expect(await ids('not_started')).toEqual([])
  })

  test('refuse the cursor of another list', async () => {
    const customer_id = await newCustomer('Two Docs Ltd')
    await planFor(ines, customer_id, iso9001, betaTemplates)
    const { next_cursor } = await ines.api.documents.list({ customer_id, limit: 1 })
    expect((await problemOf(ines.api.documents.list({ limit: 1, cursor: next_cursor ?? '' }))).code).toBe('invalid_input')
  })

  test.each(garbage)('refuse the cursor %s', async (cursor) => {
    const { id } = await newPolicy()
    expect((await problemOf(ines.api.documents.list({ cursor }))).code).toBe('invalid_input')
    expect((await problemOf(ines.api.documents.history({ document_id: id, cursor }))).code).toBe('invalid_input')
  })

  test('take as many queries for many documents as for one', async () => {
    const customer_id = await newCustomer('Fifteen Ltd')
    await planFor(ines, customer_id, iso27001)
    const one = await countStatements(() => ines.api.documents.list({ customer_id, limit: 1 }))
    const all = await countStatements(() => ines.api.documents.list({ customer_id, limit: 200 }))
    expect(all).toBe(one)
    expect(all).toBeGreaterThan(2)
  })
})

describe('nobody sees what is not theirs', () => {
  test("a customer's staff sees its own customer's documents and no other's", async () => {
    const [own, other] = [await newPolicy('Own Ltd'), await newPolicy('Other Ltd')]
    for (const role of ['manager', 'contributor', 'viewer'] as const) {
      const daniel = await invite(world, ines, 'Daniel Brandt', role, own.customer_id)
      expect((await daniel.api.documents.list({})).data.map(({ id }) => id)).toEqual([own.id])
      expect(await daniel.api.documents.get({ document_id: own.id })).toEqual(own)
      expect((await daniel.api.documents.history({ document_id: own.id })).data).toHaveLength(1)
      expect((await problemOf(daniel.api.documents.get({ document_id: other.id }))).code).toBe('not_found')
      expect((await problemOf(daniel.api.documents.history({ document_id: other.id }))).code).toBe('not_found')
      expect((await problemOf(daniel.api.documents.list({ customer_id: other.customer_id }))).code).toBe('not_found')
      expect((await daniel.api.documents.list({ plan_id: other.plan_id })).data).toEqual([])
    }
  })

  test('an archived document is kept and not shown', async () => {
    const document = await newPolicy('Archived Ltd')
    await world.sql('update customer_document set archived_at = now() where id = $1', [document.id])
    expect((await problemOf(ines.api.documents.get({ document_id: document.id }))).code).toBe('not_found')
    expect((await problemOf(ines.api.documents.history({ document_id: document.id }))).code).toBe('not_found')
    expect((await ines.api.documents.list({ plan_id: document.plan_id })).data).toEqual([])
    expect((await ines.api.plans.get({ customer_id: document.customer_id, plan_id: document.plan_id })).document_count).toBe(0)
  })

  test('a document that does not exist is not found', async () => {
    expect((await problemOf(ines.api.documents.get({ document_id: newId() }))).code).toBe('not_found')
  })
})
