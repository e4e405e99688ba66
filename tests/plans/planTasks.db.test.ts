import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { betaTemplates, iso9001, iso27001, planFor } from './planFor.ts'
import { walk } from './walk.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id
const tasksOf = (customer_id: string, query: Partial<Parameters<Person['api']['tasks']['list']>[0]> = {}) =>
  walk((cursor) => ines.api.tasks.list({ customer_id, limit: 200, cursor, ...query }))
const titles = (tasks: { title: string }[]): string[] => tasks.map(({ title }) => title).toSorted()

describe('a new plan for ISO 27001', () => {
  test('comes with its tasks: for each mandatory section, each evidence asked for, the plan and the customer', async () => {
    const customer_id = await newCustomer('Acme Corp')
    const plan = await planFor(ines, customer_id, iso27001)
    const tasks = await tasksOf(customer_id)
    expect(tasks).toHaveLength(120)
    expect(tasks.every((task) => task.auto_generated && task.status === 'pending' && task.created_by.id === ines.me.user.id)).toBe(true)
    expect(plan.total_tasks).toBe(118) // the customer's own two count in no plan
    const details = await Promise.all(
      (await ines.api.documents.list({ plan_id: plan.id })).data.map(({ id }) => ines.api.documents.get({ document_id: id })),
    )
    for (const document of details) {
      const expected = document.content.fillable_sections.flatMap((section) => {
        const evidence = { requires_evidence: section.requires_evidence, evidence_description: section.evidence_description }
        const place = { section_id: section.id, document_id: document.id, plan_id: plan.id, task_scope: 'document', ...evidence }
        if (section.is_mandatory)
          return [{ ...place, task_type: 'fillable_section', title: `Complete: ${section.title}`, priority: 'high' }]
        return section.requires_evidence
          ? [{ ...place, task_type: 'evidence_required', title: `Provide evidence: ${section.title}`, priority: 'medium' }]
          : []
      })
      expect(await tasksOf(customer_id, { document_id: document.id })).toMatchObject(expected)
    }
    expect(titles(tasks.filter((task) => task.task_scope === 'iso_plan'))).toEqual([
      'Initial risk assessment',
      'Inventory IT assets',
      'Schedule management review meeting',
    ])
    expect(tasks.find((task) => task.title === 'Initial risk assessment')).toMatchObject({
      priority: 'urgent',
      requires_evidence: true,
      evidence_format: 'report',
      plan_id: plan.id,
      document_id: null,
    })
  })

  test('spreads due dates over the time there is, in the order of documents, the last one on the target', async () => {
    const customer_id = await newCustomer('Dated Ltd')
    const plan = await ines.api.plans.create({ customer_id, iso_standard_id: iso27001, target_completion_date: '2099-12-31' })
    const documents = (await ines.api.documents.list({ plan_id: plan.id })).data
    const dates: string[] = []
    for (const { id } of documents) {
      const due = new Set((await tasksOf(customer_id, { document_id: id })).map((task) => task.due_date))
      expect(due.size).toBe(1)
      dates.push([...due][0] ?? '')
    }
    expect(dates).toEqual(dates.toSorted())
    expect(new Set(dates).size).toBe(15)
    expect(dates.at(-1)).toBe('2099-12-31')
    expect((await tasksOf(customer_id, { task_scope: 'iso_plan' })).map((task) => task.due_date)).toEqual(Array(3).fill(dates[0]))
  })

  test('leaves due dates open without a target', async () => {
    const customer_id = await newCustomer('Undated Ltd')
    await planFor(ines, customer_id, iso9001, betaTemplates)
    expect(new Set((await tasksOf(customer_id)).map((task) => task.due_date))).toEqual(new Set([null]))
  })
})

test('a second plan of a customer does not ask again for what the customer has given once', async () => {
  const customer_id = await newCustomer('Twice Ltd')
  await planFor(ines, customer_id, iso27001)
  const first = await tasksOf(customer_id, { task_scope: 'customer' })
  expect(titles(first)).toEqual(['Collect company organization chart', 'Collect list of key personnel and roles'])
  await ines.api.tasks.update({ task_id: first[0]?.id ?? '', title: 'Send us the chart' })
  const second = await planFor(ines, customer_id, iso9001)
  expect(await tasksOf(customer_id, { task_scope: 'customer' })).toHaveLength(2)
  expect(titles(await tasksOf(customer_id, { plan_id: second.id, task_scope: 'iso_plan' }))).toEqual([
    'Identify quality metrics',
    'Map current processes',
    'Schedule management review meeting',
  ])
})

test('a plan that is refused leaves no task behind', async () => {
  const customer_id = await newCustomer('Refused Ltd')
  await planFor(ines, customer_id, iso9001)
  const before = await tasksOf(customer_id)
  await expect(planFor(ines, customer_id, iso9001)).rejects.toMatchObject({ code: 'conflict' })
  expect(await tasksOf(customer_id)).toEqual(before)
})
