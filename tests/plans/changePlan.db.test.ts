import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { problemOf } from '../support/client.ts'
import { objectives } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { betaTemplates, iso9001, iso27001, planFor } from './planFor.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id
const actionsOf = async (entity_id: string) => (await ines.api.activity.list({ entity_id })).data.map(({ action }) => action)
const namesOf = async (plan_id: string) => (await ines.api.documents.list({ plan_id })).data.map((document) => document.document_name)
const selective = (selected_template_ids: string[]) => ({ template_selection_mode: 'selective' as const, selected_template_ids })

async function newPlan(templates = betaTemplates) {
  const customer_id = await newCustomer('Beta Inc')
  const plan = await planFor(ines, customer_id, iso9001, templates)
  return { customer_id, plan_id: plan.id }
}

describe('a plan', () => {
  test('is given another name and target, and says so; due dates stay', async () => {
    const one = await newPlan()
    const changed = await ines.api.plans.update({ ...one, plan_name: 'Quality first', target_completion_date: '2027-06-30' })
    expect(changed).toMatchObject({ plan_name: 'Quality first', target_completion_date: '2027-06-30', plan_status: 'active' })
    expect(await ines.api.plans.update({ ...one, target_completion_date: null })).toMatchObject({
      plan_name: 'Quality first',
      target_completion_date: null,
    })
    expect(await ines.api.plans.update(one)).toMatchObject({ plan_name: 'Quality first' })
    expect(await actionsOf(one.plan_id)).toEqual(['plan.changed', 'plan.changed', 'plan.created'])
  })

  test('is paused, taken up, completed and cancelled, each on record', async () => {
    const one = await newPlan()
    expect(await ines.api.plans.pause(one)).toMatchObject({ plan_status: 'paused' })
    expect(await ines.api.plans.resume(one)).toMatchObject({ plan_status: 'active' })
    expect(await ines.api.plans.complete(one)).toMatchObject({ plan_status: 'completed', completed_at: expect.any(String) })
    expect((await problemOf(ines.api.plans.pause(one))).code).toBe('conflict')
    expect(await ines.api.plans.resume(one)).toMatchObject({ plan_status: 'active', completed_at: null })
    expect(await ines.api.plans.update({ ...one, plan_status: 'cancelled' })).toMatchObject({ plan_status: 'cancelled' })
    expect(await actionsOf(one.plan_id)).toEqual([...Array(5).fill('plan.status_changed'), 'plan.created'])
  })

  test('that ended is not taken up while another is open, and the refusal says which', async () => {
    const one = await newPlan()
    await ines.api.plans.cancel(one)
    const other = await ines.api.plans.create({ customer_id: one.customer_id, iso_standard_id: iso9001, plan_name: 'The new one' })
    await expect(ines.api.plans.resume(one)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('“The new one”'),
      data: { data: { plan_id: other.id } },
    })
    expect(await ines.api.plans.get(one)).toMatchObject({ plan_status: 'cancelled' })
  })
})

describe('another selection of templates', () => {
  test('adds documents with their tasks behind those there are, and takes away what nobody wrote into', async () => {
    const one = await newPlan()
    const internalAudit = betaTemplates[2] ?? ''
    const context = catalogueId('template', 'iso9001-2015', 'qms-02-objectives-risk-plan')
    const before = await ines.api.plans.get(one)
    const changed = await ines.api.plans.selectTemplates({ ...one, ...selective([...betaTemplates.slice(0, 2), context]) })
    expect(changed).toMatchObject({ document_count: 3, template_selection_mode: 'selective' })
    const names = await namesOf(one.plan_id)
    expect(names).not.toContain('Internal Audit Procedure')
    expect(names.slice(0, 2)).toEqual(['Quality Manual', 'Document Control Procedure'])
    expect((await ines.api.tasks.list({ ...one, limit: 200 })).data.map((task) => task.document_name)).not.toContain(
      'Internal Audit Procedure',
    )
    const back = await ines.api.plans.selectTemplates({ ...one, ...selective([...betaTemplates]) })
    expect(back).toMatchObject({ document_count: 3, total_tasks: before.total_tasks })
    expect(await namesOf(one.plan_id)).toEqual(['Quality Manual', 'Document Control Procedure', 'Internal Audit Procedure'])
    const [restored] = await world.sql<{ id: string }>('select id from customer_document where plan_id = $1 and template_id = $2', [
      one.plan_id,
      internalAudit,
    ])
    expect(await actionsOf(restored?.id ?? '')).toEqual(['document.unarchived', 'document.archived', 'document.created'])
  })

  test('never takes away what somebody wrote, be it saved a moment ago', async () => {
    const customer_id = await newCustomer('Written Ltd')
    const policy = catalogueId('template', 'iso27001-2022', 'isms-02-information-security-policy')
    const scope = catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')
    const plan = await planFor(ines, customer_id, iso27001, [policy, scope])
    const document = (await ines.api.documents.list({ plan_id: plan.id })).data.find(({ template_id }) => template_id === policy)
    const { room, document_name } = await ines.api.documents.get({ document_id: document?.id ?? '' })
    await fillSection(world, ines, room, objectives, 'We protect what is entrusted to us.')
    const change = ines.api.plans.selectTemplates({ customer_id, plan_id: plan.id, ...selective([scope]) })
    await expect(change).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(document_name) })
    expect(await namesOf(plan.id)).toContain(document_name)
  })

  test('is refused for a plan that has ended', async () => {
    const one = await newPlan()
    await ines.api.plans.complete(one)
    expect((await problemOf(ines.api.plans.selectTemplates({ ...one, ...selective([...betaTemplates]) }))).code).toBe('conflict')
    expect((await problemOf(ines.api.plans.generateDocuments(one))).code).toBe('conflict')
  })
})

describe('documents on request', () => {
  test('are made later where the plan began without, each once', async () => {
    const customer_id = await newCustomer('Later Ltd')
    const plan = await ines.api.plans.create({ customer_id, iso_standard_id: iso27001, auto_generate_documents: false })
    expect(plan).toMatchObject({ document_count: 0, total_tasks: 3 })
    const one = { customer_id, plan_id: plan.id }
    expect(await ines.api.plans.generateDocuments(one)).toMatchObject({ document_count: 15, total_tasks: 118 })
    expect(await ines.api.plans.generateDocuments(one)).toMatchObject({ document_count: 15, total_tasks: 118 })
  })
})

describe('roles', () => {
  test('whoever may not write plans changes none, and strangers find none', async () => {
    const one = await newPlan()
    const vera = await invite(world, ines, 'Vera Kahn', 'reviewer')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', one.customer_id)
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    for (const [person, code] of [
      [vera, 'forbidden'],
      [daniel, 'forbidden'],
      [omar, 'not_found'],
    ] as const) {
      const attempts = [
        person.api.plans.update({ ...one, plan_name: 'Mine' }),
        person.api.plans.cancel(one),
        person.api.plans.generateDocuments(one),
        person.api.plans.selectTemplates(one),
      ]
      for (const problem of await Promise.all(attempts.map(problemOf))) expect(problem.code).toBe(code)
    }
    expect(await daniel.api.plans.progress(one)).toMatchObject({ total_documents: 3, overall_progress_percentage: 0 })
    expect((await problemOf(omar.api.plans.progress(one))).code).toBe('not_found')
    expect((await problemOf(ines.api.plans.pause({ ...one, plan_id: newId() }))).code).toBe('not_found')
  })
})
