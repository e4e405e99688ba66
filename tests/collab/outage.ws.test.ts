import { textSection } from '@certloom/shared/collab/documentDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const readiness = async (): Promise<number> => (await fetch(`${world.url}/readyz`)).status

test('edits that one organization cannot write hold up nobody else, and are kept until they can be written', async () => {
  const bert = await signUp(world, 'Bert', 'Broken Ltd')
  const [sick, well] = [await makeDocument(bert, 'Sick'), await makeDocument(olivia, 'Well')]
  const [broken, healthy] = await Promise.all([join(world, bert, sick.room), join(world, olivia, well.room)])
  await world.sql(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.organization_id = '${bert.me.organization.id}' then raise exception 'refused'; end if; return new; end $$`)
  await world.sql('create trigger refuse_log before insert on live_update for each row execute function refuse()')
  await world.sql('create trigger refuse_snapshot before update on live_document for each row execute function refuse()')
  broken.type(objectives, 'Kept.')
  const confirmed = broken.saved()
  let isConfirmed = false
  void confirmed.then(() => {
    isConfirmed = true
  })
  for (let edit = 0; edit < 10; edit++) {
    healthy.type(objectives, 'x')
    await healthy.saved()
  }
  expect(isConfirmed).toBe(false)
  expect(await readiness()).toBe(200)
  await world.sql('drop trigger refuse_log on live_update')
  await world.sql('drop trigger refuse_snapshot on live_document')
  await confirmed
  await world.app.services.live.store(sick.room)
  expect(textOf(await readDocument(bert, sick.id), objectives)).toBe('Kept.')
  for (const editor of [broken, healthy]) editor.leave()
})

/** Writes in the document as the server does for Olivia. */
const editAsServer = (room: string, change: (doc: Y.Doc) => void): Promise<void> => {
  const actor = { kind: 'staff', userId: olivia.me.user.id, organizationId: olivia.me.organization.id, role: 'owner' } as const
  return world.app.services.live.edit(room, { person: olivia.me.user, actor }, change)
}

/** Plants a fault from which Yjs does not recover. */
const getStuck = (room: string): Promise<void> =>
  editAsServer(room, (doc) => {
    doc.once('update', () => {
      throw new Error('planted: the first listener fails')
    })
    textSection(doc, objectives).insert(textSection(doc, objectives).length, [new Y.XmlElement('paragraph')])
  })

test('a document whose machinery got stuck is loaded anew, and nothing confirmed is lost', async () => {
  const { room } = await makeDocument(olivia, 'Stuck')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Before. ')
  await editor.saved()
  const plant = getStuck(room)
  await expect(plant).rejects.toThrow()
  editor.type(objectives, 'After.')
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), { timeout: 5_000 })
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(true), { timeout: 5_000 })
  await editor.saved()
  const reader = await join(world, await invite(world, olivia, 'Rita', 'viewer'), room)
  expect(reader.words(objectives)).toContain('Before. After.')
  for (const each of [editor, reader]) each.leave()
})

test('what the server writes in a document that got stuck is in the document if it is said to be', async () => {
  const { room } = await makeDocument(olivia, 'Stuck in the server')
  await expect(getStuck(room)).rejects.toThrow()
  const write = () =>
    editAsServer(room, (doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('By the server.')])
      textSection(doc, objectives).insert(0, [paragraph])
    })
  await vi.waitFor(write, { timeout: 5_000 }) // may be told that it is not there at the moment
  const reader = await join(world, olivia, room)
  expect(reader.words(objectives)).toContain('By the server.')
  reader.leave()
})

test('a document that is deleted with unsaved words in it goes from memory too, and its writer is told', async () => {
  const { room } = await makeDocument(olivia, 'Deleted')
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Too late.')
  await editor.saved()
  let isReleased = false
  await editAsServer(room, (doc) => {
    doc.once('destroy', () => {
      isReleased = true
    })
  })
  await world.sql('delete from live_document where room = $1', [room])
  await world.app.services.live.store(room)
  await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'), { timeout: 5_000 })
  editor.leave()
  expect(isReleased).toBe(true)
  const metrics = async () => (await fetch(`${world.url}/metrics`)).text()
  await vi.waitFor(async () => expect(await metrics()).toMatch(/^certloom_live_rooms 0$/m), { timeout: 5_000 })
})

test('words that a colleague brings back after a crash stay their writer’s, who can go on', async () => {
  const { room } = await makeDocument(olivia, 'Relay')
  const [anna, ben] = [await invite(world, olivia, 'Anna', 'member'), await invite(world, olivia, 'Ben', 'member')]
  const first = await join(world, olivia, room)
  first.type(objectives, 'Base.')
  await first.saved()
  // Anna wrote, Ben heard it, and the server died before anything was committed: both still have it.
  const hers = new Y.Doc()
  Y.applyUpdate(hers, Y.encodeStateAsUpdate(first.doc))
  const text = (textSection(hers, objectives).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(text.length, ' Anna’s words.')
  const his = new Y.Doc()
  Y.applyUpdate(his, Y.encodeStateAsUpdate(hers))
  const b = await join(world, ben, room, { doc: his })
  await b.saved()
  const a = await join(world, anna, room, { doc: hers })
  a.type(objectives, ' And more.')
  await a.saved()
  await vi.waitFor(() => expect(first.words(objectives)).toBe('Base. Anna’s words. And more.'))
  expect(a.refusal()).toBeUndefined()
  const owners = await world.sql<{ user_id: string }>('select user_id from live_client where room = $1 and client_id = $2', [
    room,
    hers.clientID,
  ])
  expect(owners).toEqual([{ user_id: anna.me.user.id }])
  for (const editor of [first, a, b]) editor.leave()
})

test('a room that cannot be loaded says so, and can be joined once it can', async () => {
  const { room } = await makeDocument(olivia, 'Unloadable')
  const [kept] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  await world.sql(`update live_document set state = '\\xffffff' where room = $1`, [room])
  const refused = await join(world, olivia, room, { waitForSync: false })
  await vi.waitFor(() => expect(refused.refusal()).toBe('unavailable'))
  refused.leave()
  await world.sql('update live_document set state = $2 where room = $1', [room, kept?.state])
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'Back.')
  await editor.saved()
  editor.leave()
})
