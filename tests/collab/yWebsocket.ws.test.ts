import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, password, signUp } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

const run = promisify(execFile)

let world: World
let olivia: Person
let ben: Person
const programs: WebsocketProvider[] = []

beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterEach(() => {
  for (const program of programs.splice(0)) program.destroy()
})
afterAll(() => world.stop())

type Closing = { code: number; reason: string }

/** A program with y-websocket's own client, as the README shows it. */
async function connect(person: Person, room: string, version: number | null = schemaVersion) {
  const { ticket } = await person.api.collab.ticket(version === null ? { rooms: [room] } : { rooms: [room], schema_version: version })
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${world.url.replace('http', 'ws')}/yjs`, room, doc, {
    params: { ticket },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  programs.push(provider)
  const closings: Closing[] = []
  provider.on('connection-close', (event) => {
    if (event) closings.push({ code: event.code, reason: event.reason })
    provider.shouldConnect = false // its ticket is used up
  })
  return { doc, provider, closings }
}

const synced = (provider: WebsocketProvider): Promise<void> =>
  vi.waitFor(() => expect(provider.synced).toBe(true), { timeout: 5_000, interval: 10 })

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

test('a program and a person write in one document, and what the program writes is saved under its login', async () => {
  const { id, room } = await makeDocument(olivia, 'Together')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'By Olivia.')
  await editor.saved()
  const { doc, provider } = await connect(ben, room)
  await synced(provider)
  expect(textSection(doc, objectives).toString()).toContain('By Olivia.')
  textSection(doc, objectives).insert(1, [paragraph('By a program of Ben’s.')])
  await vi.waitFor(() => expect(editor.words(objectives)).toBe('By Olivia.\nBy a program of Ben’s.'))
  editor.type(objectives, ' More.')
  await vi.waitFor(() => expect(textSection(doc, objectives).toString()).toContain('By Olivia. More.'))
  await vi.waitFor(async () => {
    const logged = await world.sql<{ user_id: string }>('select user_id from live_update where room = $1 order by id', [room])
    expect(logged.map((row) => row.user_id)).toContain(ben.me.user.id)
  })
  await world.app.services.live.store(room)
  expect(textOf(await readDocument(olivia, id), objectives)).toContain('By a program of Ben’s.')
  const { data } = await olivia.api.activity.list({ entity_id: id })
  expect(data.filter(({ action }) => action === 'section.edited').map(({ actor }) => actor.name)).toContain('Ben')
  editor.leave()
})

test('a program is shown as the person whose login it uses, whatever it says', async () => {
  const { room } = await makeDocument(olivia, 'Presence')
  const editor = await join(world, olivia, room)
  const { doc, provider } = await connect(ben, room)
  await synced(provider)
  provider.awareness.setLocalState({ user: { id: olivia.me.user.id, name: 'Olivia', color: '#ffffff' }, section: objectives })
  const shown = () => editor.provider.awareness?.getStates().get(doc.clientID)
  await vi.waitFor(() => expect(shown()).toMatchObject({ user: { id: ben.me.user.id, name: 'Ben' }, section: objectives }))
  editor.leave()
})

test('a program that names no schema version reads, and what it writes goes nowhere', async () => {
  const { room } = await makeDocument(olivia, 'Reading')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Read this.')
  await editor.saved()
  const { doc, provider } = await connect(ben, room, null)
  await synced(provider)
  expect(textSection(doc, objectives).toString()).toContain('Read this.')
  textSection(doc, objectives).insert(0, [paragraph('Written without knowing the schema.')])
  editor.type(objectives, ' And this.')
  await vi.waitFor(() => expect(textSection(doc, objectives).toString()).toContain('And this.'))
  expect(editor.words(objectives)).toBe('Read this. And this.')
  const hocuspocus = await openRawSocket(world)
  expect(await hocuspocus.join(room, (await ben.api.collab.ticket({ rooms: [room] })).ticket)).toBe('denied outdated')
  hocuspocus.close()
  editor.leave()
})

test('a program is refused what its person may not write, with a code that says so', async () => {
  const { room } = await makeDocument(olivia, 'Refused')
  const { doc, provider, closings } = await connect(ben, room)
  await synced(provider)
  doc.getMap('meta').set('hacked', true)
  await vi.waitFor(() => expect(closings).toEqual([{ code: 4403, reason: 'not_allowed' }]))
})

test('a right taken away closes a program’s connection too', async () => {
  const { room } = await makeDocument(olivia, 'Revoked')
  const leaver = await invite(world, olivia, 'Lea', 'member')
  const { provider, closings } = await connect(leaver, room)
  await synced(provider)
  await leaver.api.accounts.logout()
  await vi.waitFor(() => expect(closings).toEqual([{ code: 4401, reason: 'signed_out' }]))
})

test('a ticket opens its own room, once', async () => {
  const [{ room }, other] = [await makeDocument(olivia, 'One'), await makeDocument(olivia, 'Other')]
  const { ticket } = await ben.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  const open = (path: string) => openRawSocket(world, { path })
  await expect(open(`/yjs/${other.room}?ticket=${ticket}`)).rejects.toThrow('401')
  await expect(open(`/yjs/${room}`)).rejects.toThrow('401')
  await expect(open(`/yjs/${room}?ticket=${ticket.slice(0, -2)}AA`)).rejects.toThrow('401')
  await expect(open(`/yjs/${room}/more?ticket=${ticket}`)).rejects.toThrow('404')
  const first = await open(`/yjs/${encodeURIComponent(room)}?ticket=${ticket}`)
  const second = await open(`/yjs/${room}?ticket=${ticket}`)
  const closed = await Promise.race([first.closed(), second.closed()])
  expect(closed).toBe(4403)
  expect([first, second].filter((socket) => socket.isOpen())).toHaveLength(1)
  for (const socket of [first, second]) socket.close()
})

test('a program hears something every quarter of a minute: it takes a line for dead that is silent for half of one', async () => {
  const { room } = await makeDocument(olivia, 'Quiet')
  const { ticket } = await ben.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/yjs/${room}?ticket=${ticket}`)
  const heard: string[] = []
  socket.on('message', (data: Buffer) => heard.push(data.toString('hex')))
  await once(socket, 'open')
  vi.advanceTimersByTime(30_000)
  vi.useRealTimers()
  const nobodysPresence = '010100'
  await vi.waitFor(() => expect(heard.filter((message) => message === nobodysPresence)).toHaveLength(2))
  socket.terminate()
})

test('the program in the README reads and writes as it says', async () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8')
  const program = /## For programs.*?```js\n(.*?)```/s.exec(readme)?.[1] ?? ''
  const { id, room } = await makeDocument(olivia, 'README')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'What is there.')
  await editor.saved()
  const args = ['program.mjs', world.url, ben.email, password, id, objectives]
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, '--', ...args], {
    cwd: path.resolve(import.meta.dirname, '..'),
    timeout: 20_000,
  })
  expect(stdout).toContain('<paragraph>What is there.</paragraph>')
  expect(editor.words(objectives)).toBe('What is there.\nWritten by a program.')
  editor.leave()
})

test('a ticket in an address is not logged', async () => {
  const lines: string[] = []
  const { room } = await makeDocument(olivia, 'Log')
  const { ticket } = await ben.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  const other = await startWorld({}, undefined, pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }))
  await expect(openRawSocket(other, { path: `/yjs/${room}?ticket=${ticket}` })).rejects.toThrow('401')
  const owner = await signUp(other, 'Olivia', 'Harbor Compliance')
  const own = await makeDocument(owner)
  const good = await owner.api.collab.ticket({ rooms: [own.room], schema_version: schemaVersion })
  const socket = await openRawSocket(other, { path: `/yjs/${own.room}?ticket=${good.ticket}` })
  socket.sendBytes(new Uint8Array([9]))
  await socket.closed()
  const refused = await openRawSocket(other, { path: `/yjs/${own.room}?ticket=${good.ticket}` })
  await refused.closed()
  other.app.services.log.info('the last line')
  await other.stop()
  expect(lines.join()).toContain('the last line')
  for (const secret of [ticket, good.ticket]) expect(lines.join()).not.toContain(secret)
})

test('a program that sends what is no message of the protocol is told so', async () => {
  const { room } = await makeDocument(olivia, 'Malformed')
  for (const bytes of [new Uint8Array(), new Uint8Array([5, 1, 65]), new Uint8Array([2, 0, 1, 65]), new Uint8Array([0, 2, 200, 1])]) {
    const { ticket } = await ben.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
    const socket = await openRawSocket(world, { path: `/yjs/${room}?ticket=${ticket}` })
    socket.sendBytes(bytes)
    expect(await socket.closed()).toBe(4400)
  }
})
