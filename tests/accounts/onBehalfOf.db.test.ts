import { onBehalfOf, onBehalfOfHeader } from '@certloom/shared/accounts/onBehalfOf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, type Person, password, signUp } from '../support/people.ts'
import { ask, forAnybody, forGuests, procedures } from '../support/procedures.ts'
import { startWorld, type World } from '../support/world.ts'
import { joinAsKnown } from './joinAsKnown.ts'

let world: World
let mateo: Person
let priya: Person
beforeAll(async () => {
  world = await startWorld()
  mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
  priya = await invite(world, mateo, 'Priya Nair', 'owner')
})
afterAll(() => world.stop())

/** The page of somebody, whoever is signed in by now. */
const pageOf = ({ me: { user, organization } }: Person): Record<string, string> => ({
  [onBehalfOfHeader]: onBehalfOf({ userId: user.id, organizationId: organization.id }),
})

const codeOf = (text: string): unknown => (text.startsWith('{') ? (JSON.parse(text) as { code?: unknown }).code : undefined)

test('a page opened for one person does nothing in the name of another who is signed in by now, at any address', async () => {
  const forOthers = new Set([...forGuests, ...forAnybody])
  const headers = { cookie: priya.cookie(), ...pageOf(mateo) }
  const done: string[] = []
  for (const procedure of procedures) {
    if (forOthers.has(procedure.name)) continue
    const { status, text } = await ask(world, procedure, { customer_id: crypto.randomUUID() }, headers)
    if (status !== 409 || codeOf(text) !== 'other_person') done.push(`${procedure.name} ${status}`)
  }
  expect(done).toEqual([])
  expect((await priya.api.accounts.me()).user.id).toBe(priya.me.user.id)
})

test('a page of the person who is signed in, and a program that says nothing of a page, are answered', async () => {
  expect((await priya.fetch('/api/v1/auth/me', { headers: pageOf(priya) })).status).toBe(200)
  expect((await priya.fetch('/api/v1/auth/me')).status).toBe(200)
})

test('somebody signs in on a page that was another’s', async () => {
  const answer = await priya.fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...pageOf(mateo) },
    body: JSON.stringify({ email: priya.email, password }),
  })
  expect(answer.status).toBe(200)
})

test('whoever signs in again on their page goes on in its organization, and on any other in the first by name', async () => {
  const tariq = await signUp(world, 'Tariq Aziz', 'Zenith Quality')
  const page = pageOf(tariq)
  const amara = await signUp(world, 'Amara Bello', 'Alder Advisors')
  await joinAsKnown(world, tariq, amara, 'member')
  const signIn = async (headers: Record<string, string>): Promise<unknown> => {
    const answer = await tariq.fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email: tariq.email, password }),
    })
    return answer.json()
  }
  expect(await signIn(page)).toMatchObject({ organization: { name: 'Zenith Quality' } })
  expect(await signIn(pageOf(mateo))).toMatchObject({ organization: { name: 'Alder Advisors' } })
  expect(await signIn({})).toMatchObject({ organization: { name: 'Alder Advisors' } })
})

test('a page of one organization does nothing in another the same person has switched to', async () => {
  const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
  const before = pageOf(mateo)
  await joinAsKnown(world, mateo, amara, 'viewer')
  const answer = await mateo.fetch('/api/v1/customers', { headers: before })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    code: 'other_person',
    detail: 'This browser has been switched to another organization',
    next: 'Nothing was done. Reload the page to go on as whoever is signed in now.',
  })
})
