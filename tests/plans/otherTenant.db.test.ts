import { contract, streamedContract } from '@certloom/shared/contract'
import { isContractProcedure } from '@orpc/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from '../comments/saying.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { iso9001, planFor } from './planFor.ts'

let world: World
let ids: Record<string, string>
let strangers: Person[]

beforeAll(async () => {
  world = await startWorld()
  const ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  const customer = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const neighbour = await ines.api.customers.create({ company_name: 'Beta Inc' })
  const plan = await planFor(ines, customer.id, iso9001)
  const [document] = (await ines.api.documents.list({ plan_id: plan.id })).data
  const { file, evidence } = await upload(ines, customer.id, 'proof.txt', 'proof')
  const task = await ines.api.tasks.create({ customer_id: customer.id, title: 'Call the auditor' })
  const project = await ines.api.readiness.create({ customer_id: customer.id, iso_standard_id: iso9001 })
  const [answer] = (await ines.api.readiness.answers({ project_id: project.id })).data
  const thread = await say(ines, document?.id ?? '', 'Not for you.')
  const session = await ines.api.interviews.create({ customer_id: customer.id, document_ids: [document?.id ?? ''] })
  const { link } = await ines.api.shares.create({ project_id: project.id, label: 'For the auditor' })
  const exported = await ines.api.exports.exportDocument({ document_id: document?.id ?? '', format: 'docx' })
  ids = {
    session_id: session.id,
    link_id: link.id,
    export_id: exported.id,
    customer_id: customer.id,
    plan_id: plan.id,
    document_id: document?.id ?? '',
    file_id: file.id,
    evidence_id: evidence?.id ?? '',
    task_id: task.id,
    thread_id: thread.id,
    project_id: project.id,
    requirement_id: answer?.requirement_id ?? '',
  }
  strangers = [omar, await invite(world, ines, 'Sofia Lindqvist', 'manager', neighbour.id)]
})
afterAll(() => world.stop())

/**
 * Addresses that read one tenant's thing. The catalogue is everybody's, whoever holds an invitation's token may read it, and what a person would leave
 * behind is counted where the reader is. What is for guests knows no login at all.
 */
const shared = ['{framework_id}', '{template_id}', '{token}', '{user_id}']
const readingRoutes = Object.values({ ...contract, streamedContract })
  .flatMap((noun) => Object.values(noun))
  .filter(isContractProcedure)
  .flatMap((procedure) => {
    const { method, path } = procedure['~orpc'].route
    return method === 'GET' && path?.includes('{') && !path.startsWith('/guest/') && !shared.some((parameter) => path.includes(parameter))
      ? [path]
      : []
  })

test('the walk below meets every address with an id of a tenant in it', () => {
  expect(readingRoutes).toEqual(
    expect.arrayContaining([
      '/customers/{customer_id}',
      '/customers/{customer_id}/iso-plans',
      '/customers/{customer_id}/iso-plans/{plan_id}',
      '/customer-documents/{document_id}',
      '/files/{file_id}/download',
      '/tasks/{task_id}',
    ]),
  )
})

/** What an address asks for besides its ids. */
const queries: Readonly<Record<string, string>> = {
  '/customer-documents/{document_id}/compare': '?from=0&to=0',
  '/readiness-projects/{project_id}/export': '?format=csv',
}

test.each(readingRoutes)("GET %s answers not_found to another organization and to another customer's manager", async (route) => {
  const address = route.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const id = { ...ids, revision: '0' }[name]
    if (id === undefined) throw new Error(`Give this test an id for {${name}}.`)
    return id
  })
  for (const stranger of strangers) {
    const response = await stranger.fetch(`/api/v1${address}${queries[route] ?? ''}`)
    expect(response.status, address).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  }
})

test("lists that are filtered by another tenant's ids show nothing of it", async () => {
  const [omar, sofia] = strangers
  for (const query of [`plan_id=${ids.plan_id}`, 'status=not_started', '']) {
    for (const stranger of strangers) {
      const response = await stranger.fetch(`/api/v1/customer-documents?${query}`)
      expect(await response.json(), query).toEqual({ data: [], next_cursor: null })
    }
  }
  expect(await omar?.api.documents.list({ customer_id: ids.customer_id })).toEqual({ data: [], next_cursor: null })
  expect((await sofia?.fetch(`/api/v1/customer-documents?customer_id=${ids.customer_id}`))?.status).toBe(404)
  for (const stranger of strangers) {
    for (const entity_id of Object.values(ids)) expect((await stranger.api.activity.list({ entity_id })).data).toEqual([])
  }
})
