import { afterAll, beforeAll, expect, test } from 'vitest'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let ids: string[]
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  for (const [name, framework, templates] of [
    ['Acme Corp', iso27001, undefined],
    ['Beta Inc', iso9001, betaTemplates],
  ] as const) {
    const { id } = await ines.api.customers.create({ company_name: name })
    await planFor(ines, id, framework, templates && [...templates])
  }
  ids = (await ines.api.documents.list({ limit: 200 })).data.map(({ id }) => id)
  for (const [index, id] of ids.entries()) {
    const due = index % 4 === 0 ? null : `2027-0${1 + (index % 3)}-15`
    await world.sql(`update customer_document set due_date = $2, updated_at = now() - ($3::int % 5) * interval '1 hour' where id = $1`, [
      id,
      due,
      index,
    ])
  }
})
afterAll(() => world.stop())

type Asked = Parameters<typeof ines.api.documents.list>[0]
const everything = (filter: Asked, limit = 200) => walk((cursor) => ines.api.documents.list({ ...filter, limit, cursor }))

test('documents come by due date, those without one last, each exactly once, whatever the size of a page', async () => {
  for (const limit of [1, 2, 7, 200]) {
    const listed = await everything({ sort: 'due_date' }, limit)
    expect(listed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const days = listed.map(({ due_date }) => due_date ?? '9999')
    expect(days).toEqual(days.toSorted())
  }
})

test('documents come by their last change, the latest first', async () => {
  for (const limit of [2, 200]) {
    const listed = await everything({ sort: 'updated' }, limit)
    expect(listed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const times = listed.map(({ updated_at }) => updated_at)
    expect(times).toEqual(times.toSorted().reverse())
  }
})

test('documents are found by several statuses, the person responsible and words of their name, and say where they belong', async () => {
  const [first, second] = await everything({ q: 'internal audit' })
  expect([first?.document_name, second?.document_name].sort()[0]).toMatch(/Internal Audit/)
  expect(await everything({ q: '%' })).toEqual([])
  await ines.api.documents.update({ document_id: first?.id ?? '', assigned_to: ines.me.user.id })
  expect(await everything({ assigned_to: 'me' })).toMatchObject([
    {
      id: first?.id,
      assignee: { id: ines.me.user.id, name: 'Ines Duarte' },
      customer_name: first?.customer_name,
      plan_name: first?.plan_name,
    },
  ])
  expect(await everything({ assigned_to: 'nobody' })).toHaveLength(ids.length - 1)
  await world.sql(`update customer_document set status = 'rejected' where id = $1`, [ids[0]])
  await world.sql(`update customer_document set status = 'approved' where id = $1`, [ids[1]])
  expect((await everything({ status: ['rejected', 'approved'] })).map(({ id }) => id)).toEqual(ids.slice(0, 2))
})

test('a cursor of another order is refused', async () => {
  const { next_cursor } = await ines.api.documents.list({ sort: 'updated', limit: 1 })
  for (const cursor of [...garbage, next_cursor ?? ''])
    expect((await problemOf(ines.api.documents.list({ sort: 'due_date', cursor }))).code).toBe('invalid_input')
})
