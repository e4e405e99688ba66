import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { problemOf } from '../support/client.ts'
import { objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
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

describe('a cancelled plan', () => {
  const listed = async ({ customer_id, plan_id }: { customer_id: string; plan_id: string }) => ({
    documents: (await ines.api.documents.list({ plan_id, limit: 200 })).data.map(({ id }) => id),
    tasks: (await ines.api.tasks.list({ customer_id, limit: 200 })).data.map(({ id }) => id),
  })

  test('takes its documents and tasks out of every list, closes them, and brings back just those when it is resumed', async () => {
    const one = await newPlan()
    await ines.api.plans.selectTemplates({ ...one, ...selective(betaTemplates.slice(0, 2)) })
    const before = await listed(one)
    const [document_id = ''] = before.documents
    const { room } = await ines.api.documents.get({ document_id })
    const editor = await join(world, ines, room)
    expect(await ines.api.plans.cancel(one)).toMatchObject({
      plan_status: 'cancelled',
      cancelled_at: expect.any(String),
      document_count: 0,
    })
    await expect.poll(() => editor.refusal()).toBeDefined()
    editor.leave()
    const during = await listed(one)
    expect(during.documents).toEqual([])
    expect(during.tasks).toHaveLength(before.tasks.filter((id) => during.tasks.includes(id)).length)
    expect(during.tasks.length).toBeLessThan(before.tasks.length)
    expect((await ines.api.tasks.list({ plan_id: one.plan_id })).data).toEqual([])
    expect((await problemOf(ines.api.tasks.create({ ...one, title: 'Late idea' }))).code).toBe('conflict')
    expect(await ines.api.plans.resume(one)).toMatchObject({ plan_status: 'active', cancelled_at: null, document_count: 2 })
    expect(await listed(one)).toEqual(before)
  })
})

describe('a new target', () => {
  const dates = async (plan_id: string) => {
    const documents = (await ines.api.documents.list({ plan_id })).data
    const tasks = (await ines.api.tasks.list({ plan_id, limit: 200 })).data
    return { documents, tasks, days: documents.map(({ due_date }) => due_date) }
  }

  test('moves what is open with it if asked to; what is done, and days set by hand, stay', async () => {
    const customer_id = await newCustomer('Moving Ltd')
    const { id: plan_id } = await ines.api.plans.create({
      customer_id,
      iso_standard_id: iso9001,
      template_selection_mode: 'selective',
      selected_template_ids: [...betaTemplates],
      target_completion_date: '2027-01-29',
    })
    const one = { customer_id, plan_id }
    const before = await dates(plan_id)
    const [byHand, done, follower] = before.tasks.filter(({ document_id }) => document_id === before.documents[1]?.id)
    await ines.api.tasks.update({ task_id: byHand?.id ?? '', due_date: '2026-12-24' })
    await ines.api.tasks.update({ task_id: done?.id ?? '', status: 'cancelled' })
    await world.sql(`update customer_document set status = 'approved' where id = $1`, [before.documents[0]?.id])

    await ines.api.plans.update({ ...one, target_completion_date: '2027-06-30' })
    expect((await dates(plan_id)).days).toEqual(before.days)

    await ines.api.plans.update({ ...one, target_completion_date: '2027-12-31', move_due_dates: true })
    const after = await dates(plan_id)
    expect(after.days[0]).toBe(before.days[0])
    expect(after.days[2]).toBe('2027-12-31')
    expect((after.days[1] ?? '') > (before.days[1] ?? '')).toBe(true)
    const dueOf = (id: string | undefined) => after.tasks.find((task) => task.id === id)?.due_date
    expect(dueOf(byHand?.id)).toBe('2026-12-24')
    expect(dueOf(done?.id)).toBe(before.days[1])
    expect(dueOf(follower?.id)).toBe(after.days[1])

    await ines.api.plans.update({ ...one, target_completion_date: null, move_due_dates: true })
    expect((await dates(plan_id)).days).toEqual([before.days[0], null, null])
  })

  test('moves the plan’s own tasks with its first open document, and to the target once all is approved', async () => {
    const customer_id = await newCustomer('Own Tasks Ltd')
    const { id: plan_id } = await ines.api.plans.create({
      customer_id,
      iso_standard_id: iso9001,
      template_selection_mode: 'selective',
      selected_template_ids: [...betaTemplates],
      target_completion_date: '2027-01-29',
    })
    const before = await dates(plan_id)
    const [byHand, ...others] = before.tasks.filter(({ document_id }) => document_id === null)
    expect(others.map(({ due_date }) => due_date)).toEqual([before.days[0], before.days[0]])
    await ines.api.tasks.update({ task_id: byHand?.id ?? '', due_date: '2026-12-24' })
    const approve = (document_id: string | undefined) =>
      world.sql(`update customer_document set status = 'approved' where id = $1`, [document_id])
    const moveTo = async (target_completion_date: string | null) => {
      await ines.api.plans.update({ customer_id, plan_id, target_completion_date, move_due_dates: true })
      const { tasks, days } = await dates(plan_id)
      expect(tasks.find(({ id }) => id === byHand?.id)?.due_date).toBe('2026-12-24')
      return { days, own: new Set(tasks.filter(({ id }) => others.some((other) => other.id === id)).map(({ due_date }) => due_date)) }
    }

    await approve(before.documents[0]?.id)
    const moved = await moveTo('2027-12-31')
    expect(moved.days[1]).not.toBe(before.days[1])
    expect(moved.own).toEqual(new Set([moved.days[1]]))

    for (const { id } of before.documents) await approve(id)
    expect(await moveTo('2028-07-01')).toEqual({ days: moved.days, own: new Set(['2028-06-30']) })
    expect((await moveTo('2028-12-31')).own).toEqual(new Set(['2028-12-29']))
    expect((await moveTo(null)).own).toEqual(new Set([null]))
    expect((await moveTo('2028-12-31')).own).toEqual(new Set(['2028-12-29']))
  })

  test('is a day that is still to come, when a plan is made and when it is changed', async () => {
    const one = await newPlan()
    const past = '2020-02-29'
    const customer_id = await newCustomer('Late Ltd')
    const attempts = [
      ines.api.plans.update({ ...one, target_completion_date: past }),
      ines.api.plans.create({ customer_id, iso_standard_id: iso9001, target_completion_date: past }),
    ]
    for (const problem of await Promise.all(attempts.map(problemOf)))
      expect(problem).toMatchObject({ code: 'invalid_input', data: { field: 'target_completion_date' } })
    await world.sql('update iso_plan set target_completion_date = $2 where id = $1', [one.plan_id, past])
    expect(await ines.api.plans.update({ ...one, plan_name: 'Late, and renamed' })).toMatchObject({ target_completion_date: past })
  })
})

describe('the owner of a plan', () => {
  test('is whoever made it, or anybody who can see the customer', async () => {
    const one = await newPlan()
    expect(await ines.api.plans.find({ plan_id: one.plan_id })).toMatchObject({ owner: { id: ines.me.user.id, name: 'Ines Duarte' } })
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', one.customer_id)
    expect(await ines.api.plans.update({ ...one, owner_id: daniel.me.user.id })).toMatchObject({ owner: { name: 'Daniel Brandt' } })
    const other = await newPlan()
    expect(await problemOf(ines.api.plans.update({ ...other, owner_id: daniel.me.user.id }))).toMatchObject({ data: { field: 'owner_id' } })
    expect(await ines.api.plans.update({ ...one, owner_id: null })).toMatchObject({ owner: null })
    expect(await actionsOf(one.plan_id)).toEqual(['plan.changed', 'plan.changed', 'plan.created'])
  })

  test('is told each time that somebody else makes them it, also with a new plan, and of nothing else', async () => {
    const daniel = await invite(world, ines, 'Daniel Brandt', 'admin')
    const [mine, theirs] = [ines.me.user.id, daniel.me.user.id]
    const one = await newPlan()
    for (const owner_id of [theirs, mine, null, theirs]) await ines.api.plans.update({ ...one, owner_id, plan_name: 'Quality first' })
    await ines.api.plans.update({ ...one, plan_name: 'Quality last' })
    const created = await ines.api.plans.create({
      customer_id: one.customer_id,
      iso_standard_id: iso27001,
      plan_name: 'Next',
      owner_id: theirs,
    })
    await daniel.api.plans.update({ ...one, owner_id: null })
    await daniel.api.plans.update({ ...one, owner_id: theirs })
    const told = async (person: Person) =>
      (await person.api.notifications.list({ kind: ['plan_assigned'] })).data.map(({ sentence, path }) => ({ sentence, path }))
    const first = { sentence: 'made you the owner of the plan “Quality first” of Beta Inc', path: `/plans/${one.plan_id}` }
    expect(await told(daniel)).toEqual([
      { sentence: 'made you the owner of the plan “Next” of Beta Inc', path: `/plans/${created.id}` },
      first,
      first,
    ])
    expect(await told(ines)).toEqual([])
  })
})

describe('deleting a plan', () => {
  test('takes an owner or admin, a cancelled plan and its name, and tells what went; evidence stays the customer’s', async () => {
    const one = await newPlan()
    const customer = one.customer_id
    const [document] = (await ines.api.documents.list({ plan_id: one.plan_id })).data
    const { room } = await ines.api.documents.get({ document_id: document?.id ?? '' })
    const [task] = (await ines.api.tasks.list({ plan_id: one.plan_id })).data
    await ines.api.evidence.addLink({
      customer_id: customer,
      url: 'https://files.example/log',
      title: 'Log',
      targets: [{ task_id: task?.id ?? '' }],
    })
    const maya = await invite(world, ines, 'Maya Stone', 'member')
    const remove = { ...one, plan_name: (await ines.api.plans.get(one)).plan_name }
    expect((await problemOf(maya.api.plans.remove(remove))).code).toBe('forbidden')
    expect((await problemOf(ines.api.plans.remove(remove))).code).toBe('conflict')
    await ines.api.plans.cancel(one)
    expect((await problemOf(ines.api.plans.remove({ ...remove, plan_name: 'another' }))).code).toBe('invalid_input')
    const contents = await ines.api.plans.contents(one)
    expect(contents).toMatchObject({ documents: 3, written_documents: 0, approved_versions: 0, evidence_links: 1 })
    expect(await ines.api.plans.remove(remove)).toEqual(contents)
    for (const table of ['iso_plan', 'customer_document', 'section_projection', 'document_version'])
      expect(await world.sql(`select 1 from ${table} where customer_id = $1`, [customer]), table).toEqual([])
    expect(await world.sql('select 1 from live_document where room = $1 or entity_id = $2', [room, document?.id])).toEqual([])
    expect(await world.sql('select kind from live_document where customer_id = $1', [customer])).toEqual([{ kind: 'facts' }]) // of the customer
    expect(await world.sql(`select scope from task where customer_id = $1 and scope <> 'customer'`, [customer])).toEqual([])
    expect((await ines.api.evidence.list({ customer_id: customer })).data).toMatchObject([{ title: 'Log' }])
    expect((await ines.api.activity.list({ entity_id: one.plan_id })).data[0]).toMatchObject({
      action: 'plan.deleted',
      before: { documents: 3 },
    })
    expect((await problemOf(ines.api.plans.find({ plan_id: one.plan_id }))).code).toBe('not_found')
  })
})

describe('plans of all customers', () => {
  test('are listed by their target, filtered, page by page, without those of archived customers', async () => {
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const made: string[] = []
    for (const [name, target] of [
      ['A', '2027-03-01'],
      ['B', null],
      ['C', '2027-02-01'],
      ['D', '2027-03-01'],
      ['E', null],
    ] as const) {
      const { id: customer_id } = await omar.api.customers.create({ company_name: name })
      const plan = {
        customer_id,
        iso_standard_id: iso9001,
        plan_name: name,
        auto_generate_documents: false,
        target_completion_date: target,
      }
      made.push((await omar.api.plans.create(plan)).id)
    }
    const names = async (filter: object, limit: number) =>
      (await walk((cursor) => omar.api.plans.listAll({ ...filter, limit, cursor }))).map((plan) => plan.plan_name)
    for (const limit of [1, 2, 200]) expect(await names({}, limit)).toEqual(['C', 'A', 'D', 'B', 'E'])
    const [a, b] = (await omar.api.plans.listAll({})).data
    await omar.api.plans.pause({ customer_id: b?.customer_id ?? '', plan_id: b?.id ?? '' })
    expect(await names({ plan_status: 'paused' }, 1)).toEqual(['A'])
    expect(await names({ plan_status: ['active', 'paused'], owner_id: 'me' }, 2)).toHaveLength(5)
    await omar.api.customers.archive({ customer_id: a?.customer_id ?? '' })
    expect(await names({}, 2)).toEqual(['A', 'D', 'B', 'E'])
    for (const cursor of garbage) expect((await problemOf(omar.api.plans.listAll({ cursor }))).code).toBe('invalid_input')
    expect((await ines.api.plans.listAll({ limit: 200 })).data.filter(({ id }) => made.includes(id))).toEqual([])
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
