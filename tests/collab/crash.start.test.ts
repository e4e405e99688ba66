import { rmSync } from 'node:fs'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { fiveColleagues } from '../support/colleagues.ts'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { randomNumbers } from '../support/random.ts'
import { askingAt, expectOnRecord } from '../support/record.ts'
import { bundledUrl, newDataDir, postmasterOf, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'
import { Writer } from '../support/writer.ts'

/** More rounds with `CRASH_ROUNDS`; the seed of a failing run is in its message. */
const rounds = Number(process.env.CRASH_ROUNDS ?? 12)
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 100_000)

let dataDir: string
let port: number
let server: ServerProcess
let people: Person[]

beforeAll(async () => {
  dataDir = newDataDir()
  port = await freePort()
  server = await startServerProcess({ port, dataDir })
  people = await fiveColleagues(server)
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test.each(Array.from({ length: rounds }, (_, round) => round))(
  `nothing that was called saved is lost when the server dies: round %i, seed ${seed}`,
  async (round) => {
    const random = randomNumbers(seed + round)
    const { id, room } = await makeDocument(people[0] as Person, `Round ${round}`)
    const first = await join(server, people[0] as Person, room)
    first.type(objectives, '.')
    await first.saved()
    const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(server, person, room))))
    const writing = writers.map((writer) => writer.write(random))
    await new Promise((resolve) => setTimeout(resolve, random() * 500)) // the moment of the crash is what is drawn here
    await server.crash({ andPostgres: round % 3 === 2 })
    for (const writer of writers) writer.stop()
    await Promise.all(writing)
    for (const { editor } of [...writers, { editor: first }]) editor.leave()

    server = await startServerProcess({ port, dataDir })
    const reader = await join(server, people[0] as Person, room)
    const words = reader.words(objectives)
    expect(writers.flatMap((writer) => writer.contradictions(words))).toEqual([])

    // The log's edits get their version and their activity from the first save after the crash, under the names of those who wrote them.
    const authors = writers.filter((writer) => writer.acknowledged.inserted > 0).map((writer) => writer.name)
    await vi.waitFor(
      async () => {
        const { data } = await (people[0] as Person).api.activity.list({ entity_id: id, limit: 200 })
        const named = new Set(data.filter((activity) => activity.action === 'section.edited').map((activity) => activity.actor.name))
        for (const author of authors) expect(named).toContain(author)
      },
      { timeout: 10_000, interval: 100 },
    )
    reader.leave()
  },
)

test('what a program wrote by y-websocket is there after a crash, once somebody who saw it was told that all is saved', async () => {
  const [olivia] = people as [Person]
  const { room } = await makeDocument(olivia, 'By a program')
  const editor = await join(server, olivia, room)
  const { ticket } = await olivia.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  const program = new WebsocketProvider(`${server.url.replace('http', 'ws')}/yjs`, room, new Y.Doc(), {
    params: { ticket },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  await vi.waitFor(() => expect(program.synced).toBe(true))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Written by a program.')])
  textSection(program.doc, objectives).push([paragraph])
  await vi.waitFor(() => expect(editor.words(objectives)).toBe('Written by a program.'), { interval: 5 })
  await editor.saved()
  await server.crash({ andPostgres: true })
  program.destroy()
  editor.leave()
  server = await startServerProcess({ port, dataDir })
  const reader = await join(server, olivia, room)
  expect(reader.words(objectives)).toBe('Written by a program.')
  reader.leave()
})

test('a server that is asked to stop stores every open document first', async () => {
  const [olivia] = people as [Person]
  const { id, room } = await makeDocument(olivia, 'Asked to stop')
  const editor = await join(server, olivia, room)
  editor.type(objectives, 'Typed just before.')
  await editor.saved()
  expect((await server.stop()).exitCode).toBe(0)
  editor.leave()
  server = await startServerProcess({ port, dataDir })
  const document = await readDocument(olivia, id)
  expect(document.revision).toBe(1)
  expect(textOf(document, objectives)).toBe('Typed just before.')
})

/** Loaded ahead of the server, as nothing of the product is: leaves a promise to fail when told. */
const failOnSignal = `data:text/javascript,${encodeURIComponent(`process.once('SIGUSR2', () => void Promise.reject(new Error('planted')))`)}`

test('a server in which a promise is left to fail says so, stores every open document and ends with an error', async () => {
  const [olivia, ana] = people as [Person, Person]
  await server.stop()
  server = await startServerProcess({ port, dataDir, env: { NODE_OPTIONS: `--import=${failOnSignal}` } })
  const { id, room } = await makeDocument(olivia, 'Left to fail')
  const editors = await Promise.all([join(server, olivia, room), join(server, ana, room)])
  editors[0].type(objectives, 'By Olivia. ')
  await editors[0].saved()
  await vi.waitFor(() => expect(editors[1].words(objectives)).toBe('By Olivia. '))
  editors[1].type(objectives, 'By Ana, just before.')
  await editors[1].saved()
  const { exitCode, output } = await server.stop('SIGUSR2')
  for (const editor of editors) editor.leave()
  expect(exitCode).toBe(1)
  expect(output).toContain('a promise was left to fail') // the log is written beside what is said, in no order
  expect(output).toMatch(/Stopping: open documents are being stored[\s\S]+Stopped/)
  server = await startServerProcess({ port, dataDir })
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('By Olivia. By Ana, just before.')
  await expectOnRecord(
    askingAt(() => bundledUrl(dataDir)),
    { id, room },
    [olivia, ana],
    1_000,
  )
})

test('the bundled database outlives a killed server, and the next start takes it over', async () => {
  const before = postmasterOf(dataDir)
  await server.crash()
  server = await startServerProcess({ port, dataDir })
  expect(postmasterOf(dataDir)).toBe(before)
})
