import { expect, test } from 'vitest'
import { visit } from '../support/client.ts'
import { startWorld } from '../support/world.ts'

const signIn = (visitor: ReturnType<typeof visit>, email: string) =>
  visitor.fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a guess' }),
  })

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
