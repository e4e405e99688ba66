import { withTenant } from '@certloom/server/db/tenant'
import { takeSnapshots } from '@certloom/server/progress/snapshots'
import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { documentStatuses } from '@certloom/shared/documents/statuses'
import { newId } from '@certloom/shared/ids'
import { customerProgress, documentCompletion, planProgress } from '@certloom/shared/progress/progress'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const seed = Number(process.env.FUZZ_SEED ?? Date.now())
const random = randomNumbers(seed)
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

const approve = (organizationId: string, customerId: string, documentId: string) =>
  world.sql(
    `insert into document_version (id, organization_id, customer_id, document_id, revision, document_version, kind, contributor_ids, changed_sections, content_hash, schema_version)
     values ($1, $2, $3, $4, 1, 1, 'approved', '{}', '{}', 'x', 1)`,
    [newId(), organizationId, customerId, documentId],
  )

/** Puts a customer's documents and tasks into random states, some of them archived, some with an approved version. */
async function shake(customerId: string): Promise<void> {
  const documents = await world.sql<{ id: string }>('select id from customer_document where customer_id = $1', [customerId])
  for (const { id } of documents) {
    await world.sql('update customer_document set archived_at = $2, status = $3, completion_percentage = $4 where id = $1', [
      id,
      random() < 0.2 ? new Date() : null,
      oneOf(['not_started', 'in_progress', 'pending_review', 'approved', 'rejected']),
      Math.floor(random() * 101),
    ])
    if (random() < 0.4) await approve(ines.me.organization.id, customerId, id)
  }
  for (const { id } of await world.sql<{ id: string }>('select id from task where customer_id = $1', [customerId])) {
    await world.sql('update task set status = $2, archived_at = $3, has_evidence = $4 where id = $1', [
      id,
      oneOf(['pending', 'in_progress', 'blocked', 'completed', 'completed', 'cancelled']),
      random() < 0.1 ? new Date() : null,
      random() < 0.5,
    ])
  }
}

type Row = { documents: number; approvedDocuments: number; tasks: number; completedTasks: number }

/** Counts a plan's rows by hand. */
async function countPlan(planId: string): Promise<Row> {
  const documents = await world.sql<{ approved: boolean }>(
    `select exists (select from document_version v where v.document_id = d.id and v.kind = 'approved') as approved
       from customer_document d where d.plan_id = $1 and d.archived_at is null`,
    [planId],
  )
  const tasks = await world.sql<{ status: string }>(
    `select status::text from task where plan_id = $1 and scope in ('document', 'iso_plan') and archived_at is null and status <> 'cancelled'`,
    [planId],
  )
  return {
    documents: documents.length,
    approvedDocuments: documents.filter((document) => document.approved).length,
    tasks: tasks.length,
    completedTasks: tasks.filter((task) => task.status === 'completed').length,
  }
}

test(`the database counts progress as the rule does, whatever the rows are (seed ${seed})`, async () => {
  for (let round = 0; round < 4; round++) {
    const { id: customer_id } = await ines.api.customers.create({ company_name: `Shaken ${round}` })
    const plans = [await planFor(ines, customer_id, iso27001), await planFor(ines, customer_id, iso9001)]
    await shake(customer_id)
    if (round === 1) await ines.api.plans.pause({ customer_id, plan_id: plans[0]?.id ?? '' })
    if (round === 2) await world.sql('update task set archived_at = now() where customer_id = $1', [customer_id])
    if (round === 3) await world.sql('update customer_document set archived_at = now() where customer_id = $1', [customer_id])
    const expected: number[] = []
    for (const plan of plans) {
      const counts = await countPlan(plan.id)
      const progress = await ines.api.plans.progress({ customer_id, plan_id: plan.id })
      expect(progress).toMatchObject({
        overall_progress_percentage: planProgress(counts),
        total_documents: counts.documents,
        approved_documents: counts.approvedDocuments,
        total_tasks: counts.tasks,
        completed_tasks: counts.completedTasks,
      })
      expect(progress.pending_tasks + progress.in_progress_tasks + progress.blocked_tasks + progress.completed_tasks).toBe(counts.tasks)
      if (progress.plan_status === 'active') expected.push(planProgress(counts))
    }
    const [customer] = await withTenant(
      world.app.services.db,
      { organizationId: ines.me.organization.id },
      (tx) =>
        tx.$queryRaw<{ progress: number }[]>`
        select overall_progress_percentage::float8 as progress from customer_progress where customer_id = ${customer_id}::uuid`,
    )
    expect(customer?.progress).toBe(customerProgress(expected))
    expect((await ines.api.progress.figures({ customer_id })).overall_progress_percentage).toBe(customerProgress(expected))
    for (const plan of plans) {
      const { overall_progress_percentage } = await ines.api.plans.progress({ customer_id, plan_id: plan.id })
      expect((await ines.api.progress.figures({ plan_id: plan.id })).overall_progress_percentage).toBe(overall_progress_percentage)
    }
    const [score] = await withTenant(
      world.app.services.db,
      { organizationId: ines.me.organization.id },
      (tx) => tx.$queryRaw<{ score: number }[]>`select score::float8 from customer_score where customer_id = ${customer_id}::uuid`,
    )
    expect(score?.score).toBe(customerProgress(expected))
  }
  const active = await walk((cursor) => ines.api.plans.listAll({ plan_status: 'active', limit: 3, cursor }))
  expect((await ines.api.progress.figures({})).overall_progress_percentage).toBe(
    customerProgress(active.map((plan) => plan.overall_progress_percentage)),
  )
})

test(`every number of a dashboard is as long as the list it opens (seed ${seed})`, async () => {
  const { id: customer_id } = await ines.api.customers.create({ company_name: 'Counted Ltd' })
  const plan = await planFor(ines, customer_id, iso27001)
  await shake(customer_id)
  const { id: assigned_team } = await ines.api.teams.create({ customer_id, name: 'Counters' })
  await ines.api.tasks.create({ customer_id, plan_id: plan.id, title: 'Count together', assigned_team })
  await world.sql(`update task set due_date = current_date + (random() * 40 - 20)::int where customer_id = $1`, [customer_id])
  await giveEvidence(customer_id, plan.id)
  for (const of of [{}, { customer_id }, { plan_id: plan.id }]) {
    const { documents, tasks, evidence, plans, customers } = await ines.api.progress.figures(of)
    const documentsIn = async (status?: DocumentStatus) =>
      (await walk((cursor) => ines.api.documents.list({ ...of, ...(status && { status }), limit: 200, cursor }))).length
    const tasksIn = async (filter: Parameters<typeof ines.api.tasks.list>[0]) =>
      (await walk((cursor) => ines.api.tasks.list({ ...of, ...filter, limit: 200, cursor }))).length
    const open = ['pending', 'in_progress', 'blocked'] as const
    for (const status of documentStatuses) expect(documents[status], status).toBe(await documentsIn(status))
    expect(documents.total).toBe(await documentsIn())
    for (const status of [...open, 'completed'] as const) expect(tasks[status], status).toBe(await tasksIn({ status: [status] }))
    expect(tasks.overdue).toBe(await tasksIn({ overdue: true }))
    expect(tasks.due_soon).toBe(await tasksIn({ status: [...open], due_from: dayIn(0), due_to: dayIn(7) }))
    expect(tasks.unassigned).toBe(await tasksIn({ status: [...open], assigned_to: 'nobody' }))
    for (const status of ['pending', 'expiring', 'expired'] as const)
      expect(evidence[status], status).toBe((await walk((cursor) => ines.api.evidence.list({ ...of, status, cursor }))).length)
    const asking = { status: [...open, 'completed'] as ('pending' | 'in_progress' | 'blocked' | 'completed')[], requires_evidence: true }
    expect(evidence.required).toBe(await tasksIn(asking))
    expect(evidence.given).toBe(await tasksIn({ ...asking, evidence_uploaded: true }))
    expect(plans.active).toBe(
      (await walk((cursor) => ines.api.plans.listAll({ ...inCustomer(of, customer_id), plan_status: 'active', cursor }))).length,
    )
    expect(customers).toBe(
      'customer_id' in of || 'plan_id' in of ? 1 : (await walk((cursor) => ines.api.customers.list({ cursor }))).length,
    )
  }
  expect((await ines.api.progress.figures({ plan_id: plan.id })).evidence).toMatchObject({ pending: 1, expiring: 2, expired: 1 })
})

const inCustomer = (of: object, customer_id: string) => (Object.keys(of).length > 0 ? { customer_id } : {})
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Gives a plan evidence in every state that is counted, and some that is not. */
async function giveEvidence(customerId: string, planId: string): Promise<void> {
  const tasks = (await ines.api.tasks.list({ plan_id: planId, limit: 10 })).data
  const states = [
    ['pending', null],
    ['accepted', dayIn(0)],
    ['accepted', dayIn(30)],
    ['accepted', dayIn(31)],
    ['accepted', dayIn(-1)],
    ['rejected', dayIn(-1)],
    ['accepted', null],
  ] as const
  for (const [index, [status, until]] of states.entries()) {
    const { id } = await ines.api.evidence.addLink({
      customer_id: customerId,
      title: `Record ${index}`,
      url: 'https://files.example/record',
      targets: [{ task_id: tasks[index]?.id ?? '' }],
    })
    await world.sql('update evidence set status = $2, valid_until = $3 where id = $1', [id, status, until])
  }
}

describe('the days of progress', () => {
  const days = async (by: Person, of: { customer_id?: string; plan_id?: string } = {}) => (await by.api.progress.trend(of)).data

  test('are written once each, for the organization, its customers and its open plans, on the day it is there', async () => {
    const paula = await signUp(world, 'Paula', 'Early Birds')
    const { id: customer_id } = await paula.api.customers.create({ company_name: 'Acme Corp' })
    const plan_id = (await planFor(paula, customer_id, iso9001)).id
    const paused = await planFor(paula, customer_id, iso27001)
    await paula.api.plans.pause({ customer_id, plan_id: paused.id })
    const [document] = (await paula.api.documents.list({ plan_id })).data
    const organization = paula.me.organization.id
    await world.sql(`update organization set time_zone = 'Pacific/Auckland' where id = $1`, [organization])
    const rows = () =>
      world.sql<{ subject: string; day: string; progress: number }>(
        'select subject_id as subject, day::text, progress_percentage::float8 as progress from score_snapshot where organization_id = $1 order by day, subject_id',
        [organization],
      )
    const { services } = world.app
    await takeSnapshots(services, new Date('2026-01-05T10:30:00Z'))
    expect((await rows()).map(({ subject, day }) => `${subject} ${day}`).sort()).toEqual(
      [organization, customer_id, plan_id, paused.id].map((subject) => `${subject} 2026-01-05`).sort(),
    )
    await world.sql(`update customer_document set status = 'approved' where id = $1`, [document?.id])
    await approve(organization, customer_id, document?.id ?? '')
    await takeSnapshots(services, new Date('2026-01-05T10:45:00Z'))
    expect(await rows()).toHaveLength(4)
    await Promise.all([1, 2, 3].map(() => takeSnapshots(services, new Date('2026-01-05T11:30:00Z'))))
    const after = (await rows()).filter(({ day }) => day === '2026-01-06')
    expect(new Map(after.map(({ subject, progress }) => [subject, progress]))).toEqual(
      new Map([
        [organization, 6],
        [customer_id, 6],
        [plan_id, 6],
        [paused.id, 0],
      ]),
    )
  })

  test('are written when a server starts', async () => {
    const nora = await signUp(world, 'Nora', 'Newcomers')
    const own = () =>
      world.sql<{ day: string }>('select day::text from score_snapshot where organization_id = $1', [nora.me.organization.id])
    expect(await own()).toEqual([])
    await world.restart()
    await expect.poll(own, { timeout: 5_000 }).toEqual([{ day: dayIn(0) }])
  })

  test('tell how far it was on each, and end with how far it is now', async () => {
    const { id: customer_id } = await ines.api.customers.create({ company_name: 'Trending Ltd' })
    const plan_id = (await planFor(ines, customer_id, iso9001, betaTemplates)).id
    for (const ago of [40, 29, 2, 1])
      await world.sql(
        `insert into score_snapshot (organization_id, subject_id, day, customer_id, plan_id, progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks)
         values ($1, $2, (now() at time zone 'utc')::date - $3::int, $4, $2, 50 - $3::int, 3, 1, 20, 5)`,
        [ines.me.organization.id, plan_id, ago, customer_id],
      )
    const trend = await days(ines, { plan_id })
    expect(trend.map((point) => point.overall_progress_percentage)).toEqual([21, 48, 49, 0])
    expect(trend.at(-1)).toMatchObject({ day: dayIn(0), total_documents: 3, approved_documents: 0 })
    expect((await ines.api.progress.trend({ plan_id, days: 2 })).data).toHaveLength(2)
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    expect((await problemOf(days(omar, { plan_id }))).code).toBe('not_found')
    expect(await days(omar, { customer_id })).toMatchObject([{ total_documents: 0 }])
  })

  test('are a customer’s own for its staff', async () => {
    const { id: customer_id } = await ines.api.customers.create({ company_name: 'Portal Ltd' })
    await planFor(ines, customer_id, iso9001, betaTemplates)
    const daniel = await invite(world, ines, 'Daniel Brandt', 'viewer', customer_id)
    const { documents, customers } = await daniel.api.progress.figures({})
    expect({ documents: documents.total, customers }).toEqual({ documents: 3, customers: 1 })
    expect((await days(daniel)).at(-1)).toMatchObject({ total_documents: 3 })
    expect((await daniel.api.progress.deadlines({})).data.every((deadline) => deadline.customer_id === customer_id)).toBe(true)
    const { id: other } = await ines.api.customers.create({ company_name: 'Other Ltd' })
    const calls = [daniel.api.progress.figures({ customer_id: other }), days(daniel, { customer_id: other })]
    for (const problem of await Promise.all(calls.map(problemOf))) expect(problem.code).toBe('not_found')
  })
})

test('deadlines are what is still to come: plans, documents with their open tasks, and tasks that stand by themselves', async () => {
  const { id: customer_id } = await ines.api.customers.create({ company_name: 'Due Ltd' })
  const { id: plan_id } = await ines.api.plans.create({
    customer_id,
    iso_standard_id: iso9001,
    template_selection_mode: 'selective',
    selected_template_ids: [...betaTemplates],
    plan_name: 'Due soon',
    target_completion_date: dayIn(90),
  })
  const documents = (await ines.api.documents.list({ plan_id })).data
  await ines.api.tasks.create({ customer_id, plan_id, title: 'Book the auditor', due_date: dayIn(1) })
  await ines.api.tasks.create({ customer_id, plan_id, title: 'Long forgotten', due_date: dayIn(-1) })
  await world.sql(`update customer_document set status = 'approved' where id = $1`, [documents[0]?.id])
  const { data } = await ines.api.progress.deadlines({ plan_id })
  const names = data.map(({ name }) => name)
  expect(names[0]).toBe('Book the auditor')
  expect(names).toEqual(expect.arrayContaining(['Document Control Procedure', 'Internal Audit Procedure', 'Due soon']))
  for (const gone of ['Quality Manual', 'Long forgotten']) expect(names).not.toContain(gone)
  const control = data.find(({ name }) => name === 'Document Control Procedure')
  const open = await ines.api.tasks.list({ document_id: documents[1]?.id, limit: 200 })
  expect(control).toMatchObject({ kind: 'customer_document', customer_name: 'Due Ltd', open_tasks: open.data.length })
  expect([...data].sort((a, b) => (a.due_date < b.due_date ? -1 : 1)).map(({ due_date }) => due_date)).toEqual(
    data.map(({ due_date }) => due_date),
  )
  await ines.api.plans.cancel({ customer_id, plan_id })
  expect((await ines.api.progress.deadlines({ plan_id })).data).toEqual([])
})

test('row security holds behind the views: another organization and another customer see no row of them', async () => {
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  const { id: acme } = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const { id: beta } = await ines.api.customers.create({ company_name: 'Beta Inc' })
  for (const customerId of [acme, beta]) await planFor(ines, customerId, iso9001)
  const seen = (organizationId: string, customerId?: string) =>
    withTenant(world.app.services.db, { organizationId, customerId }, async (tx) => [
      ...(await tx.$queryRaw<{ id: string }[]>`select customer_id as id from plan_progress`),
      ...(await tx.$queryRaw<{ id: string }[]>`select customer_id as id from customer_progress`),
      ...(await tx.$queryRaw<{ id: string }[]>`select customer_id as id from customer_score`),
    ])
  const harbor = ines.me.organization.id
  const own = new Set((await seen(harbor)).map(({ id }) => id))
  expect(own).toContain(acme)
  expect(own).toContain(beta)
  expect(new Set((await seen(harbor, acme)).map(({ id }) => id))).toEqual(new Set([acme]))
  expect((await seen(omar.me.organization.id)).filter(({ id }) => own.has(id))).toEqual([])
})

test('a document is as far as its mandatory sections are filled, and complete without any', () => {
  expect(documentCompletion([]).percentage).toBe(100)
})
