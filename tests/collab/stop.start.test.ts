import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { visit } from '../support/client.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { inviteByOutbox, type Person, password } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { randomNumbers } from '../support/random.ts'
import { askingAt, expectOnRecord } from '../support/record.ts'
import { newDataDir, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'
import { cloneDatabase, type Database } from '../support/world.ts'
import { Writer } from '../support/writer.ts'

/** Whoever runs the server kills it when it has not stopped after this long, in milliseconds. */
const patience = 15_000

let database: Database
let proxy: PostgresProxy
let dataDir: string
let port: number

beforeEach(async () => {
  database = await cloneDatabase()
  proxy = await openPostgresProxy(database.appUrl)
  dataDir = newDataDir()
  port = await freePort()
})
afterEach(async () => {
  await proxy.close()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const start = (): Promise<ServerProcess> =>
  startServerProcess({ port, dataDir, env: { DATABASE_URL: proxy.url, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: 'warn' } })

async function signUpAt(url: string): Promise<Person> {
  const visitor = visit({ url })
  const email = 'olivia@example.test'
  const me = await visitor.api.accounts.signUp({ name: 'Olivia', email, organization_name: 'Harbor Compliance', password })
  return { ...visitor, me, email } as Person
}

/** The rooms that it says it could not store. */
function notStored(output: string): string[] {
  const line = output.split('\n').find((said) => said.includes('rooms were not stored before the deadline'))
  return line === undefined ? [] : (JSON.parse(line) as { rooms: string[] }).rooms
}

test.each<[string, (trouble: PostgresProxy) => void, boolean]>([
  ['answers nothing', (trouble: PostgresProxy) => trouble.slowDown(600_000), true],
  ['is slow', (trouble: PostgresProxy) => trouble.slowDown(100), false],
])(
  'a server asked to stop under load while its database %s stops in time, and nothing called saved is lost, nor who wrote it',
  async (_name, make, isStuck) => {
    let server = await start()
    const olivia = await signUpAt(server.url)
    const ben = await inviteByOutbox(server, olivia, 'Ben', 'member')
    const { id, room } = await makeDocument(olivia)
    const first = await join(server, olivia, room)
    first.type(objectives, '.')
    await first.saved()
    const random = randomNumbers(1)
    const writers = await Promise.all(
      [olivia, ben].map(async (person) => new Writer(person.me.user.name, await join(server, person, room))),
    )
    const writing = Promise.all(writers.map((writer) => writer.write(random)))
    const isHeard = ({ acknowledged }: Writer): boolean => acknowledged.inserted > 0
    await vi.waitFor(() => expect(writers.every(isHeard)).toBe(true), { timeout: 30_000, interval: 10 })
    make(proxy)
    await pause(300)
    const asked = performance.now()
    const stopping = server.stop()
    await pause(200)
    for (const writer of writers) writer.rest()
    await writing
    const { exitCode, output } = await stopping
    for (const writer of writers) writer.stop()
    expect(performance.now() - asked).toBeLessThan(patience)
    expect(exitCode).toBe(0)
    if (isStuck) expect(notStored(output)).toEqual([room])
    for (const { leave } of [first, ...writers.map(({ editor }) => editor)]) leave()
    proxy.restore()

    server = await start()
    const reader = await join(server, olivia, room)
    for (const writer of writers) expect(writer.contradictions(reader.words(objectives))).toEqual([])
    await expectOnRecord(
      askingAt(() => database.superuserUrl),
      { id, room },
      [olivia, ben],
      10_000,
    )
    reader.leave()
    await server.stop()
  },
)
