import http from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { visit } from '../support/client.ts'
import { startWorld, type World } from '../support/world.ts'

const signIn = (visitor: ReturnType<typeof visit>, email: string) =>
  visitor.fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a guess' }),
  })

type Answer = { status: number; body: string }

/** A request to exactly this path: `fetch` would tidy it up first. */
const sendTo = (
  world: World,
  path: string,
  { method = 'POST', body = '{}', headers = {} }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.url)
    const sent = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers }
    const request = http.request({ hostname, port, path, method, headers: sent, agent: false }, (response) => {
      text(response).then((words) => resolve({ status: response.statusCode ?? 0, body: words }), reject)
    })
    request.on('error', reject)
    request.end(method === 'GET' ? undefined : body)
  })

const guess = JSON.stringify({ email: 'somebody@example.test', password: 'a guess' })

test('one address gets few guesses a minute, whomever it guesses at, and is told how long to wait', async () => {
  const world = await startWorld({ guessesPerMinute: 3 })
  const visitor = visit(world)
  for (const name of ['a', 'b', 'c']) expect((await signIn(visitor, `${name}@example.test`)).status).toBe(401)
  const refused = await signIn(visitor, 'd@example.test')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  expect((await visitor.fetch('/api/v1/server-info')).status).toBe(200)
  await world.stop()
})

test('one address cannot flood the server', async () => {
  const world = await startWorld({ requestsPerMinute: 20 })
  const answers = await Promise.all(Array.from({ length: 30 }, () => visit(world).fetch('/api/v1/server-info')))
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(10)
  await world.stop()
})

test('a body that is too large, or does not say how large it is, is refused unread', async () => {
  const world = await startWorld()
  const send = (body: BodyInit, extra: object = {}) =>
    visit(world).fetch('/api/v1/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body, ...extra })
  expect((await send('x'.repeat(1_200_000))).status).toBe(413)
  const unknownLength = await send(new Blob(['{}']).stream(), { duplex: 'half' })
  expect(unknownLength.status).toBe(400)
  expect((await send('{"email":')).status).toBe(400)
  await world.stop()
})

test('a page is any address that is no interface; a file that is gone is not one', async () => {
  const world = await startWorld()
  const status = async (path: string) => (await visit(world).fetch(path)).status
  expect(await status('/documents/anything')).toBe(200)
  expect(await status('/assets/gone-12345.js')).toBe(404)
  expect(await status('/api/v1/nothing')).toBe(404)
  expect(await status('/api/other')).toBe(404)
  await world.stop()
})

test('an address is served as it is written, or not at all: no detour leads round the limit of guesses', async () => {
  const world = await startWorld({ guessesPerMinute: 1 })
  expect((await sendTo(world, '/api/v1/auth/login', { body: guess })).status).toBe(401)
  for (const detour of [
    '/api/v1/./auth/login',
    '/api/v1/openapi.json/../auth/login',
    '/api/v1/%2e/auth/login',
    '/api/v1/openapi.json/%2E%2e/auth/login',
    '/api/v1/auth\\login',
    '/collab/../auth/login',
    `${world.url}/api/v1/auth/login`,
  ]) {
    const { status, body } = await sendTo(world, detour, { body: guess })
    expect(status, detour).toBe(404)
    expect(JSON.parse(body), detour).toMatchObject({ code: 'not_found', detail: expect.stringContaining('in full') })
  }
  expect((await sendTo(world, '/api/v1/auth/login?dots=../.', { body: guess })).status).toBe(429)
  await world.stop()
})

test('what may be large is a checklist alone, not what is reached by a detour over its address', async () => {
  const world = await startWorld()
  const body = JSON.stringify({ email: 'somebody@example.test', password: 'x'.repeat(1_200_000) })
  expect((await sendTo(world, '/api/v1/readiness-projects/x/import/../../../auth/login', { body })).status).toBe(404)
  expect((await sendTo(world, '/api/v1/auth/login', { body })).status).toBe(413)
  await world.stop()
})

test('tickets for live documents are had at the short address too', async () => {
  const world = await startWorld()
  const [short, full] = [await visit(world).fetch('/collab/schema-version'), await visit(world).fetch('/api/v1/collab/schema-version')]
  expect([short.status, full.status]).toEqual([200, 200])
  expect(await short.json()).toEqual(await full.json())
  expect((await sendTo(world, '/collab/tickets', { body: '{"rooms":[]}' })).status).toBe(
    (await sendTo(world, '/api/v1/collab/tickets', { body: '{"rooms":[]}' })).status,
  )
  await world.stop()
})

test('whoever has a whole network of addresses has one share of guesses and requests, as it is one network', async () => {
  const world = await startWorld({ trustProxy: 1, guessesPerMinute: 2, requestsPerMinute: 4 })
  const guessFrom = async (address: string) =>
    (await sendTo(world, '/api/v1/auth/login', { body: guess, headers: { 'x-forwarded-for': address } })).status
  const readFrom = async (address: string) =>
    (await sendTo(world, '/api/v1/server-info', { method: 'GET', headers: { 'x-forwarded-for': address } })).status
  expect(await guessFrom('2001:db8:0:1::1')).toBe(401)
  expect(await guessFrom('2001:db8:0:1:ffff::2')).toBe(401)
  expect(await guessFrom('2001:db8::1:0:0:0:3')).toBe(429)
  expect(await readFrom('2001:db8:0:1::4')).toBe(200)
  expect(await readFrom('2001:db8:0:1::5')).toBe(429)
  expect(await guessFrom('2001:db8:0:2::1')).toBe(401)
  expect(await guessFrom('203.0.113.1')).toBe(401)
  expect(await guessFrom('203.0.113.2')).toBe(401)
  await world.stop()
})
