import { withTenant } from '@certloom/server/db/tenant'
import { newId } from '@certloom/shared/ids'
import { customerProgress, documentCompletion, planProgress } from '@certloom/shared/progress/progress'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { type Person, signUp } from '../support/people.ts'
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
    if (random() < 0.4) {
      await world.sql(
        `insert into document_version (id, organization_id, customer_id, document_id, revision, document_version, kind, contributor_ids, changed_sections, content_hash, schema_version)
         values ($1, $2, $3, $4, 1, 1, 'approved', '{}', '{}', 'x', 1)`,
        [newId(), ines.me.organization.id, customerId, id],
      )
    }
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
  }
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
