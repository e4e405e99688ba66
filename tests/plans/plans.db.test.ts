import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { countStatements } from '../support/statements.ts'
import { startWorld, type World } from '../support/world.ts'
import { betaTemplates, iso9001, iso27001, planFor } from './planFor.ts'
import { garbage, walk } from './walk.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id
const documentsOf = async (planId: string) => (await ines.api.documents.list({ plan_id: planId, limit: 200 })).data

describe('a new plan', () => {
  test('with all templates has the 15 core documents of ISO 27001, empty and in their order', async () => {
    const customer_id = await newCustomer('Acme Corp')
    const plan = await planFor(ines, customer_id, iso27001)
    const year = new Date().getUTCFullYear()
    expect(plan).toMatchObject({
      customer_id,
      iso_standard_id: iso27001,
      iso_code: 'iso27001-2022',
      plan_name: `ISO/IEC 27001:2022 certification ${year}`,
      plan_status: 'active',
      template_selection_mode: 'all',
      target_completion_date: null,
      document_count: 15,
    })
    const documents = await documentsOf(plan.id)
    const { data: templates } = await ines.api.templates.list({ iso_standard_id: iso27001 })
    expect(documents.map((document) => document.template_id)).toEqual(templates.slice(0, 15).map((template) => template.id))
    for (const document of documents) {
      expect(document).toMatchObject({
        status: 'not_started',
        document_version: 1,
        revision: 0,
        completion_percentage: 0,
        mandatory_sections_completed: 0,
        customer_id,
        plan_id: plan.id,
      })
      expect(document.mandatory_sections_total).toBeGreaterThan(0)
    }
  })

  test('of selected templates has one document for each: three of ten for Beta Inc', async () => {
    const customer_id = await newCustomer('Beta Inc')
    const plan = await ines.api.plans.create({
      customer_id,
      iso_standard_id: iso9001,
      plan_name: 'Beta quality',
      template_selection_mode: 'selective',
      selected_template_ids: [...betaTemplates, ...betaTemplates],
      target_completion_date: '2027-06-30',
    })
    expect(plan).toMatchObject({
      plan_name: 'Beta quality',
      template_selection_mode: 'selective',
      document_count: 3,
      target_completion_date: '2027-06-30',
    })
    expect((await documentsOf(plan.id)).map((document) => document.document_name)).toEqual([
      'Quality Manual',
      'Document Control Procedure',
      'Internal Audit Procedure',
    ])
    expect(await ines.api.plans.get({ customer_id, plan_id: plan.id })).toEqual(plan)
    const chosen = await world.sql('select template_id from iso_plan_template where plan_id = $1', [plan.id])
    expect(chosen.map((row) => row.template_id).toSorted()).toEqual(betaTemplates.toSorted())
  })

  test('may select extended templates, which "all" leaves out', async () => {
    const extended = catalogueId('template', 'iso27001-2022', 'isms-24-privacy')
    const plan = await planFor(ines, await newCustomer('Privacy First Ltd'), iso27001, [extended])
    expect((await documentsOf(plan.id)).map((document) => document.template_id)).toEqual([extended])
  })

  test('is on record with every document it made, and who made it', async () => {
    const plan = await planFor(ines, await newCustomer('Recorded Ltd'), iso9001, betaTemplates)
    const [made] = (await ines.api.activity.list({ entity_id: plan.id })).data
    expect(made).toMatchObject({
      action: 'plan.created',
      actor: { id: ines.me.user.id },
      after: { plan_name: plan.plan_name, iso_code: 'iso9001-2015', documents: 3, tasks: plan.total_tasks + 2 },
    })
    for (const document of await documentsOf(plan.id)) {
      const { data } = await ines.api.activity.list({ entity_id: document.id })
      expect(data).toMatchObject([
        {
          action: 'document.created',
          entity_type: 'customer_document',
          after: { document_name: document.document_name, template_version: 1 },
        },
      ])
    }
  })

  test('takes as many queries for fifteen documents as for one, and few', async () => {
    const [small, large] = [await newCustomer('Small Ltd'), await newCustomer('Large Ltd')]
    const forOne = await countStatements(() =>
      planFor(ines, small, iso27001, [catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')]),
    )
    const forAll = await countStatements(() => planFor(ines, large, iso27001))
    expect(forAll).toBe(forOne)
    expect(forAll).toBeGreaterThan(8) // the count sees the server at all
    expect(forAll).toBeLessThanOrEqual(25)
  })
})

describe('a plan is refused', () => {
  test.each([
    ['selecting nothing', { template_selection_mode: 'selective' as const, selected_template_ids: [] }],
    [
      'selecting a template of another framework',
      { template_selection_mode: 'selective' as const, selected_template_ids: [...betaTemplates] },
    ],
    ['selecting a template that does not exist', { template_selection_mode: 'selective' as const, selected_template_ids: [newId()] }],
    ['a framework that does not exist', { iso_standard_id: newId() }],
    ['a framework without templates', { iso_standard_id: catalogueId('framework', 'gdpr') }],
    ['a day that is no day', { target_completion_date: '2027-02-30' }],
  ])('when it asks for %s, and leaves nothing behind', async (_what, wish) => {
    const customer_id = await newCustomer('Refused Ltd')
    const problem = await problemOf(ines.api.plans.create({ customer_id, iso_standard_id: iso27001, ...wish }))
    expect(problem.code).toBe('invalid_input')
    expect((await ines.api.plans.list({ customer_id })).data).toEqual([])
    expect((await ines.api.documents.list({ customer_id })).data).toEqual([])
  })

  test('while the customer has an open one for the same framework, with a sentence that says so', async () => {
    const customer_id = await newCustomer('Once Ltd')
    const first = await planFor(ines, customer_id, iso9001, betaTemplates)
    await expect(planFor(ines, customer_id, iso9001, betaTemplates)).rejects.toMatchObject({
      code: 'conflict',
      status: 409,
      message: `Once Ltd already has an open plan for ISO 9001:2015: “${first.plan_name}”. Complete or cancel that one first.`,
      data: { data: { plan_id: first.id } },
    })
    await ines.api.plans.pause({ customer_id, plan_id: first.id })
    expect((await problemOf(planFor(ines, customer_id, iso9001))).code).toBe('conflict')
    expect(await planFor(ines, customer_id, iso27001, [catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')])).toMatchObject({
      document_count: 1,
    })
    await ines.api.plans.complete({ customer_id, plan_id: first.id })
    expect(await planFor(ines, customer_id, iso9001, betaTemplates)).toMatchObject({ plan_status: 'active' })
    expect((await ines.api.documents.list({ customer_id, limit: 200 })).data).toHaveLength(7)
  })

  test('once when two people press the button at the same moment', async () => {
    const customer_id = await newCustomer('Race Ltd')
    const results = await Promise.allSettled([planFor(ines, customer_id, iso9001), planFor(ines, customer_id, iso9001)])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    expect((await ines.api.documents.list({ customer_id, limit: 200 })).data).toHaveLength(10)
  })

  test('for a customer that does not exist or is archived', async () => {
    expect((await problemOf(planFor(ines, newId(), iso9001))).code).toBe('not_found')
    const archived = await newCustomer('Archived Ltd')
    await world.sql('update customer set archived_at = now() where id = $1', [archived])
    expect((await problemOf(planFor(ines, archived, iso9001))).code).toBe('not_found')
    expect((await problemOf(ines.api.plans.list({ customer_id: archived }))).code).toBe('not_found')
  })
})

describe('the plans of a customer', () => {
  test('come newest first, page by page, each exactly once', async () => {
    const customer_id = await newCustomer('Many Ltd')
    const made: string[] = []
    for (let round = 0; round < 5; round++) {
      const plan = await planFor(ines, customer_id, iso9001, betaTemplates.slice(0, 1))
      await world.sql(`update iso_plan set status = 'cancelled' where id = $1`, [plan.id])
      made.unshift(plan.id)
    }
    for (const limit of [1, 2, 5, 50]) {
      expect((await walk((cursor) => ines.api.plans.list({ customer_id, limit, cursor }))).map((plan) => plan.id)).toEqual(made)
    }
  })

  test.each(garbage)('refuse the cursor %s', async (cursor) => {
    expect((await problemOf(ines.api.plans.list({ customer_id: await newCustomer('Cursor Ltd'), cursor }))).code).toBe('invalid_input')
  })

  test('are only that customer’s: a plan asked for under another customer is not found', async () => {
    const plan = await planFor(ines, await newCustomer('Right Ltd'), iso9001, betaTemplates)
    expect((await problemOf(ines.api.plans.get({ customer_id: await newCustomer('Wrong Ltd'), plan_id: plan.id }))).code).toBe('not_found')
  })
})

describe('roles', () => {
  test.each(['reviewer', 'viewer'] as const)('a %s reads plans and may not make one', async (role) => {
    const customer_id = await newCustomer('Read Ltd')
    const plan = await planFor(ines, customer_id, iso9001, betaTemplates)
    const rolf = await invite(world, ines, 'Rolf Berg', role)
    expect((await rolf.api.plans.list({ customer_id })).data).toEqual([plan])
    expect((await problemOf(planFor(rolf, customer_id, iso27001))).code).toBe('forbidden')
  })

  test.each(['manager', 'contributor', 'viewer'] as const)(
    "a customer's %s sees its own plans only, and may not make one",
    async (role) => {
      const [own, other] = [await newCustomer('Own Ltd'), await newCustomer('Other Ltd')]
      const [ownPlan, otherPlan] = [await planFor(ines, own, iso9001, betaTemplates), await planFor(ines, other, iso9001, betaTemplates)]
      const daniel = await invite(world, ines, 'Daniel Brandt', role, own)
      expect((await daniel.api.plans.list({ customer_id: own })).data).toEqual([ownPlan])
      expect((await problemOf(daniel.api.plans.list({ customer_id: other }))).code).toBe('not_found')
      expect((await problemOf(daniel.api.plans.get({ customer_id: other, plan_id: otherPlan.id }))).code).toBe('not_found')
      expect((await problemOf(daniel.api.plans.get({ customer_id: own, plan_id: otherPlan.id }))).code).toBe('not_found')
      expect((await problemOf(planFor(daniel, own, iso27001))).code).toBe('forbidden')
      expect((await problemOf(planFor(daniel, other, iso27001))).code).toBe('not_found')
    },
  )
})
