import { sessionNotes } from '@certloom/shared/collab/internalDoc'
import { decisions } from '@certloom/shared/collab/sessionDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let rita: Person
let carl: Person
let vera: Person
let session: Awaited<ReturnType<Person['api']['interviews']['create']>>
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const document = await makeDocument(olivia, 'Acme')
  const { customer_id } = document
  ;[rita, vera, carl] = (await Promise.all([
    invite(world, olivia, 'Rita', 'member'),
    invite(world, olivia, 'Vera', 'viewer'),
    invite(world, olivia, 'Carl', 'manager', customer_id),
  ])) as [Person, Person, Person]
  session = await olivia.api.interviews.create({ customer_id, document_id: document.id })
})
afterAll(() => world.stop())

const write = (doc: Y.Doc, words: string) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  sessionNotes(doc).push([paragraph])
}

test('staff write notes together that outlive a restart; a customer’s people are told of no such room and let into none', async () => {
  const room = session.notes_room ?? ''
  expect((await rita.api.interviews.get({ session_id: session.id })).notes_room).toBe(room)
  expect((await carl.api.interviews.get({ session_id: session.id })).notes_room).toBeNull()
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, rita, room)])
  write(a.doc, 'They have never tested a backup.')
  await vi.waitFor(() => expect(sessionNotes(b.doc).toString()).toContain('never tested'))
  await a.saved()
  for (const person of [carl, vera]) {
    const outside = await join(world, person, room, { waitForSync: false })
    await vi.waitFor(() => expect(outside.refusal()).toBe('not_found'))
    expect(sessionNotes(outside.doc).toString()).toBe('')
    outside.leave()
  }
  for (const editor of [a, b]) editor.leave()
  await world.restart()
  const again = await join(world, rita, room)
  expect(sessionNotes(again.doc).toString()).toContain('never tested')
  decisions(again.doc).set('x', { text: 'Said in the wrong room' } as never)
  await vi.waitFor(() => expect(again.refusal()).toBe('not_allowed'))
  again.leave()
})

test('nothing of the notes is in a row that a customer’s people could read', async () => {
  const rows = await world.sql<{ customer_id: string | null }>(
    `select customer_id from live_document where room = $1 union all select customer_id from live_update where room = $1
     union all select customer_id from live_client where room = $1`,
    [session.notes_room],
  )
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.map(({ customer_id }) => customer_id)).toEqual(rows.map(() => null))
})
