import { readFileSync } from 'node:fs'
import path from 'node:path'
import { factText } from '@certloom/shared/collab/factsDoc'
import pg from 'pg'
import { expect, test } from 'vitest'
import { join } from '../support/live.ts'
import { signUp } from '../support/people.ts'
import { startWorld } from '../support/world.ts'

/** What the migration does for customers that are there, as the owner of the tables, who is no superuser. */
const migration = readFileSync(path.resolve(import.meta.dirname, '../../prisma/migrations/20261121112456_facts/migration.sql'), 'utf8')
const backfill = migration.slice(migration.indexOf('ALTER TABLE "customer" NO FORCE'))

test('a customer from before there were facts gets a room for them that people can write in', async () => {
  const world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme GmbH' })
  await world.sql(`delete from live_document where kind = 'facts'`)
  await world.sql('delete from fact')
  const owner = new pg.Client({ connectionString: world.database.ownerUrl })
  await owner.connect()
  await owner.query(backfill)
  await owner.end()
  const forced = await world.sql<{ forced: boolean }>(
    `select relforcerowsecurity as forced from pg_class where relname in ('customer', 'live_document')`,
  )
  expect(forced).toEqual([{ forced: true }, { forced: true }])
  const { room } = await olivia.api.facts.get({ customer_id: id })
  const editor = await join(world, olivia, room)
  factText(editor.doc, 'isms_manager').insert(0, 'Jana Weber')
  await editor.saved()
  editor.leave()
  const { facts } = await olivia.api.facts.say({ customer_id: id, key: 'sites', text: 'Hamburg' })
  expect(facts.filter(({ text }) => text !== '').map(({ text }) => text)).toEqual(['Hamburg', 'Jana Weber'])
  await world.stop()
})
