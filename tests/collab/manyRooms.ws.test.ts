import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const openDocument = async (customer: string) => {
  const { room } = await makeDocument(olivia, customer)
  return { room, editor: await join(world, olivia, room) }
}

/** Saves that wait for the row of their room. */
async function waitingSaves(): Promise<number> {
  const waiting = await world.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  return waiting.length
}

test('however many documents are due to be saved, what is typed is committed without waiting for them', async () => {
  const many = await Promise.all(Array.from({ length: 14 }, (_, n) => openDocument(`Customer ${n}`)))
  const another = await openDocument('Another customer')
  const other = new pg.Client({ connectionString: world.database.superuserUrl })
  await other.connect()
  await other.query('begin')
  await other.query('select 1 from live_document where room = any($1) for update', [many.map(({ room }) => room)])
  for (const { editor } of many) editor.type(objectives, 'Due.')
  await Promise.all(many.map(({ editor }) => editor.saved()))
  for (const { editor } of many) editor.leave()
  await expect.poll(waitingSaves).toBe(4)
  another.editor.type(objectives, 'Typed meanwhile.')
  await another.editor.saved()
  expect(await waitingSaves()).toBe(4)
  await other.query('rollback')
  await other.end()
  await expect.poll(() => world.sql('select 1 from live_update')).toEqual([])
  another.editor.leave()
})
