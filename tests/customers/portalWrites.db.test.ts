import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { furnish, type Place, staff } from './furnish.ts'
import { type Schema, sampleInput } from './sampleInput.ts'

let world: World
let own: Place
let others: Place[]
const people: Person[] = []

beforeAll(async () => {
  world = await startWorld()
  const ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  const stranger = await signUp(world, 'Sten Berg', 'Heron Advisors')
  const add = async (by: Person, company_name: string) => (await by.api.customers.create({ company_name })).id
  const acme = await add(ines, 'Acme Corp')
  own = await staff(world, ines, await furnish(world, ines, acme, 'one’s own customer', 'Acme'), 'Acme')
  others = [
    await staff(world, ines, await furnish(world, ines, await add(ines, 'Heron Ltd'), 'another customer', 'Heron'), 'Heron'),
    await staff(
      world,
      stranger,
      await furnish(world, stranger, await add(stranger, 'Heron Inc'), 'another organization', 'Heron'),
      'Heron',
    ),
  ]
  for (const role of ['manager', 'contributor', 'viewer'] as const) people.push(await invite(world, ines, `Acme ${role}`, role, acme))
})
afterAll(() => world.stop())

type Operation = { requestBody?: { content: Record<string, { schema: Schema }> } }
type Write = { method: string; path: string; json: Schema | undefined; isForm: boolean }

/** What anybody may ask without a place to belong to, or what is of a person themself. */
const isOther = (path: string): boolean => /^\/(auth|guest|share|notifications|development)\//.test(path) || path.includes('{token}')

/** Every way to write something, from the description that the server gives of itself. */
async function writes(): Promise<Write[]> {
  const { paths } = (await (await fetch(`${world.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'get' && !isOther(path))
      .map(([method, { requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        json: requestBody?.content['application/json']?.schema,
        isForm: requestBody?.content['multipart/form-data'] !== undefined,
      })),
  )
}

type Request = { address: string; init: RequestInit; takesIds: boolean }

/** What a person would send with these ids in hand. */
function requestWith({ method, path, json, isForm }: Write, ids: Record<string, string>): Request {
  const address = `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? newId()))}`
  const takesIdInPath = /\{\w+_id\}/.test(path)
  if (isForm) {
    const form = new FormData()
    form.append('file', new Blob(['planted']), 'planted.txt')
    return { address, init: { method, body: form }, takesIds: takesIdInPath }
  }
  const body = json === undefined ? undefined : JSON.stringify(sampleInput(json, ids))
  const takesIds = takesIdInPath || Object.values(ids).some((id) => id.length === 36 && body?.includes(id))
  return { address, init: { method, ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }) }, takesIds }
}

/** The answer without what names the request. */
async function answerTo(person: Person | undefined, { address, init }: Request): Promise<{ status: number; code: unknown; text: string }> {
  const answer = await person?.fetch(address, init)
  const text = (await answer?.text()) ?? ''
  const code = text.startsWith('{') ? (JSON.parse(text) as { code?: unknown }).code : undefined
  return { status: answer?.status ?? 0, code, text }
}

/** Everything written about these places: no transaction that writes leaves no activity. */
const written = async (): Promise<unknown[]> =>
  world.sql(
    `select customer_id, count(*)::int as count from activity where customer_id = any($1) or organization_id <> $2 group by 1 order by 1`,
    [others.map(({ ids }) => ids.customer_id), people[0]?.me.organization.id],
  )

const nothing = (): Record<string, string> =>
  Object.fromEntries(Object.entries(own.ids).map(([name, id]) => [name, id.length === 36 && name !== 'requirement_id' ? newId() : id]))

test('the walk knows every write, and sends what the interface takes', async () => {
  const all = await writes()
  const told = all.map(({ method, path }) => `${method} ${path}`)
  expect(told).toEqual(
    expect.arrayContaining([
      'DELETE /customers/{customer_id}',
      'PUT /customer-documents/{document_id}',
      'POST /tasks',
      'POST /customers/{customer_id}/files/upload',
      'DELETE /tasks/{task_id}/evidence/{file_id}',
    ]),
  )
})

test.each(['manager', 'contributor', 'viewer'])(
  'with the ids of others a %s changes nothing, and hears what they would hear of nothing at all',
  async (role) => {
    const person = people.find(({ me }) => me.role === role)
    const before = await written()
    const wrong: string[] = []
    for (const write of await writes())
      for (const place of others) {
        const foreign = requestWith(write, place.ids)
        if (!foreign.takesIds) continue
        const [answer, missing] = [await answerTo(person, foreign), await answerTo(person, requestWith(write, nothing()))]
        const isRefused = answer.status === 404 || answer.status === 403
        const isAlike = answer.status === missing.status && answer.code === missing.code
        if (!isRefused || !isAlike)
          wrong.push(
            `${write.method} ${write.path} of ${place.name}: ${answer.text.slice(0, 300)}; of nothing: ${missing.text.slice(0, 120)}`,
          )
      }
    expect(wrong).toEqual([])
    expect(await written()).toEqual(before)
  },
)
