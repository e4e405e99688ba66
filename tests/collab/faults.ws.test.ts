import { setTimeout as pause } from 'node:timers/promises'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let proxy: PostgresProxy
let olivia: Person
let ben: Person

beforeAll(async () => {
  world = await startWorld({}, async (url) => {
    proxy = await openPostgresProxy(url)
    return proxy.url
  })
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterEach(() => {
  proxy.restore()
  vi.useRealTimers()
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

const readiness = async (): Promise<{ status: number; update_log: boolean }> => {
  const answer = await fetch(`${world.url}/readyz`)
  return { status: answer.status, update_log: ((await answer.json()) as { update_log: boolean }).update_log }
}

/** Fails the first statement of this shape, as a server that stumbles once. */
function failOnce(shape: RegExp): void {
  let isDone = false
  proxy.decide((sql) => {
    if (isDone || !shape.test(sql)) return 'pass'
    isDone = true
    return { sqlState: 'P0001' }
  })
}

test.each([
  'insert into .*live_client',
  'insert into .*live_update',
  'select snapshots from live_document',
  'update .*live_document',
  'update .*section_projection',
  'update .*customer_document',
  'insert into .*document_version',
  'insert into .*activity',
  'delete from .*live_update',
])('a save in which “%s” fails once is made up for without help, with its authors', async (shape) => {
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  failOnce(new RegExp(shape, 'i'))
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  a.type(objectives, 'By Olivia. ')
  await a.saved()
  await vi.waitFor(() => expect(b.words(objectives)).toBe('By Olivia. '))
  b.type(objectives, 'By Ben.')
  await b.saved()
  for (const editor of [a, b]) editor.leave()
  await vi.waitFor(async () => expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([]), { timeout: 8_000 })
  expect(proxy.restore()).toBe(1)
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('By Olivia. By Ben.')
  const { data } = await olivia.api.activity.list({ entity_id: id })
  const edits = data.filter(({ action }) => action === 'section.edited').map(({ actor }) => actor.name)
  expect(new Set(edits)).toEqual(new Set(['Olivia', 'Ben']))
})

test.each(['identity_find_session', 'identity_use_ticket', 'customer_document', 'live_update'])(
  'whoever joins while “%s” cannot be asked is told to come back, and is let in then',
  async (shape) => {
    const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
    const { ticket } = await olivia.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
    failOnce(new RegExp(shape, 'i'))
    const refused = await join(world, olivia, room, { waitForSync: false, ticket })
    await vi.waitFor(() => expect(refused.refusal()).toBe('unavailable'))
    refused.leave()
    const editor = await join(world, olivia, room)
    editor.type(objectives, 'In.')
    await editor.saved()
    editor.leave()
  },
)

test('the server says that it is not ready only while the log cannot append, and takes it back', async () => {
  const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Before. ')
  await editor.saved()
  proxy.decide((sql) => (/^update .*live_document/i.test(sql) ? { sqlState: '53100' } : 'pass'))
  await world.app.services.live.store(room).catch(() => {})
  editor.type(objectives, 'Not in a snapshot. ')
  await editor.saved()
  expect(await readiness()).toEqual({ status: 200, update_log: true })
  proxy.decide((sql) => (/^insert into .*live_update|^update .*live_document/i.test(sql) ? { sqlState: '53100' } : 'pass'))
  editor.type(objectives, 'Not in the log.')
  const saved = editor.saved()
  await vi.waitFor(async () => expect(await readiness()).toEqual({ status: 503, update_log: false }), { timeout: 8_000, interval: 100 })
  proxy.restore()
  await saved
  await vi.waitFor(async () => expect(await readiness()).toEqual({ status: 200, update_log: true }), { timeout: 3_000 })
  editor.leave()
})

test('people who leave and come back while the room is being put away find and keep everything', async () => {
  const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  let expected = ''
  for (let round = 0; round < 12; round++) {
    proxy.slowDown(round % 4 === 0 ? 0 : round * 2)
    const editor = await join(world, round % 2 === 0 ? olivia : ben, room)
    expect(editor.words(objectives)).toBe(expected)
    editor.type(objectives, `${round} `)
    expected += `${round} `
    await editor.saved()
    editor.leave()
    await pause(round * 7) // the moment of the return is what is varied here
  }
  proxy.restore()
  const reader = await join(world, olivia, room)
  expect(reader.words(objectives)).toBe(expected)
  expect(reader.refusal()).toBeUndefined()
  reader.leave()
})

test.each([
  ['forward', 2 * 3_600_000],
  ['back', -2 * 3_600_000],
])('a clock that is set %s while people write delays and loses nothing', async (_way, jump) => {
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Before. ')
  proxy.decide((sql) => (/^insert into .*live_update/i.test(sql) ? { sqlState: '53100' } : 'pass'))
  editor.type(objectives, 'At the jump. ')
  const early = editor.saved()
  await pause(150) // the log has failed and set its next try
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + jump })
  editor.type(objectives, 'After.')
  const late = editor.saved()
  proxy.restore()
  const restored = performance.now()
  await Promise.all([early, late])
  expect(performance.now() - restored).toBeLessThan(1_500) // the next try of the log, not the next snapshot
  expect((await readiness()).status).toBe(200)
  await vi.waitFor(async () => expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([]), {
    timeout: 6_000,
    interval: 50,
  })
  vi.useRealTimers()
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('Before. At the jump. After.')
  editor.leave()
})
