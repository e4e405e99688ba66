import { textSection } from '@certloom/shared/collab/documentDoc'
import { Document } from '@hocuspocus/server'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
const lines: string[] = []
beforeAll(async () => {
  world = await startWorld({}, undefined, pino({}, { write: (line: string) => lines.push(line) }))
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** Edits whose snapshot was never written, as after a crash: a room that is only in the log. */
async function roomInTheLog(): Promise<string> {
  const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const [before] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Only in the log.')
  await editor.saved()
  const logged = await world.sql<{ update: Buffer }>('select * from live_update where room = $1', [room])
  await world.app.services.live.store(room)
  editor.leave()
  await vi.waitFor(async () => expect(await loadedRooms()).toBe(0))
  await world.sql('update live_document set state = $2 where room = $1', [room, before?.state])
  for (const row of logged)
    await world.sql(`insert into live_update select (jsonb_populate_record(null::live_update, $1::jsonb)).*`, [
      JSON.stringify({ ...row, update: `\\x${row.update.toString('hex')}` }),
    ])
  return room
}

async function loadedRooms(): Promise<number> {
  const metrics = await (await fetch(`${world.url}/metrics`)).text()
  return Number(/^certloom_live_rooms (\d+)/m.exec(metrics)?.[1])
}

test('a room loaded while another process saves it has everything that was in the log', async () => {
  const room = await roomInTheLog()
  const other = new pg.Client({ connectionString: world.database.superuserUrl })
  await other.connect()
  await other.query('begin')
  await other.query('lock table live_update in access exclusive mode')
  const joining = join(world, olivia, room)
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect(await world.sql(waiting)).toHaveLength(1))
  await saveInstead(other, room)
  await other.query('commit')
  await other.end()
  const editor = await joining
  expect(editor.words(objectives)).toBe('Only in the log.')
  editor.type(objectives, ' And more.')
  await editor.saved()
  await world.app.services.live.store(room)
  editor.leave()
})

test('what another process saved while a room was open is merged by the next save, and shown', async () => {
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Written here.')
  await editor.saved()
  await world.app.services.live.store(room)
  const elsewhere = new Y.Doc()
  const [row] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  Y.applyUpdate(elsewhere, new Uint8Array(row?.state ?? []))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Written elsewhere.')])
  textSection(elsewhere, objectives).push([paragraph])
  await world.sql('update live_document set state = $2, snapshots = snapshots + 1 where room = $1', [
    room,
    Buffer.from(Y.encodeStateAsUpdate(elsewhere)),
  ])
  editor.type(objectives, ' And more.')
  await editor.saved()
  await world.app.services.live.store(room)
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('Written here. And more.\nWritten elsewhere.')
  await vi.waitFor(() => expect(editor.words(objectives)).toBe('Written here. And more.\nWritten elsewhere.'))
  editor.leave()
})

test('a room that cannot be loaded leaves nothing of it in memory', async () => {
  const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  await world.sql(`update live_document set state = '\\xffffff' where room = $1`, [room])
  const destroy = vi.spyOn(Document.prototype, 'destroy')
  onTestFinished(() => destroy.mockRestore())
  const refused = await join(world, olivia, room, { waitForSync: false })
  await vi.waitFor(() => expect(refused.refusal()).toBe('unavailable'))
  expect(destroy.mock.contexts.map((document) => (document as Document).name)).toContain(room)
  refused.leave()
})

test('a room whose log has lost an edit opens, and is named in the log', async () => {
  const room = await roomInTheLog()
  const complete = await roomInTheLog()
  const [row] = await world.sql<{ update: Buffer }>('select "update" from live_update where room = $1', [room])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(row?.update ?? []))
  textSection(doc, objectives).push([new Y.XmlElement('paragraph')])
  const known = Y.encodeStateVector(doc)
  textSection(doc, objectives).push([new Y.XmlElement('paragraph')])
  await world.sql('update live_update set "update" = $2 where room = $1', [room, Buffer.from(Y.encodeStateAsUpdate(doc, known))])
  const editors = [await join(world, olivia, room), await join(world, olivia, complete)]
  const told = lines.filter((line) => line.includes('an edit of a live document is missing')).map((line) => JSON.parse(line).room)
  expect(told).toEqual([room])
  for (const editor of editors) editor.leave()
})

/** What a save in another process does: state with the log's edits, and the log without them. */
async function saveInstead(client: pg.Client, room: string): Promise<void> {
  const doc = new Y.Doc()
  const { rows } = await client.query<{ state: Buffer }>('select state from live_document where room = $1', [room])
  Y.applyUpdate(doc, new Uint8Array(rows[0]?.state ?? []))
  const log = await client.query<{ update: Buffer }>('select update from live_update where room = $1', [room])
  for (const { update } of log.rows) Y.applyUpdate(doc, new Uint8Array(update))
  await client.query('update live_document set state = $2, snapshots = snapshots + 1 where room = $1', [
    room,
    Buffer.from(Y.encodeStateAsUpdate(doc)),
  ])
  await client.query('delete from live_update where room = $1', [room])
}
