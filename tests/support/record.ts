import { textSection } from '@certloom/shared/collab/documentDoc'
import pg from 'pg'
import { expect, vi } from 'vitest'
import * as Y from 'yjs'
import { objectives } from './documents.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

export type Sql = World['sql']

/** Asks a database that may be gone the next moment: on a new connection each time. */
export const askingAt =
  (url: () => string): Sql =>
  async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url(), connectionTimeoutMillis: 5_000 })
    client.on('error', () => {}) // it may be killed while we ask
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

/** The words of a room as PostgreSQL has them at this moment, asked past everything that stands in between. */
export async function storedWords(sql: Sql, room: string): Promise<string> {
  const doc = new Y.Doc()
  const [row] = await sql<{ state: Buffer; updates: Buffer[] | null }>(
    `select state, (select array_agg(update order by id) from live_update where room = $1) as updates from live_document where room = $1`,
    [room],
  )
  Y.applyUpdate(doc, new Uint8Array(row?.state ?? []))
  for (const update of row?.updates ?? []) Y.applyUpdate(doc, new Uint8Array(update))
  const paragraph = textSection(doc, objectives).get(0)
  return paragraph instanceof Y.XmlElement ? paragraph.toArray().join('') : ''
}

/** The log is empty because a version has it all, and versions and activity name everybody who wrote, and nobody else. */
export async function expectOnRecord(sql: Sql, document: { id: string; room: string }, writers: readonly Person[], timeout: number) {
  const everybody = writers.map((person) => person.me.user.id).sort()
  await vi.waitFor(
    async () => {
      expect(await sql('select 1 from live_update where room = $1', [document.room])).toEqual([])
      const contributors = await sql<{ id: string }>(
        'select distinct unnest(contributor_ids) as id from document_version where document_id = $1 order by 1',
        [document.id],
      )
      expect(contributors.map(({ id }) => id)).toEqual(everybody)
      const actors = await sql<{ id: string }>(
        `select distinct actor_id as id from activity where entity_id = $1 and action = 'section.edited' order by 1`,
        [document.id],
      )
      expect(actors.map(({ id }) => id)).toEqual(everybody)
    },
    { timeout, interval: 50 },
  )
}

/** What is done in this many milliseconds, or an error. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('not recovered in time')), milliseconds).unref())
  return Promise.race([work, late])
}
