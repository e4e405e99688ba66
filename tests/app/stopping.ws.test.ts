import { sectionLock } from '@certloom/shared/collab/documentDoc'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { makeDocument, objectives, readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { signUp } from '../support/people.ts'
import { startWorld } from '../support/world.ts'

test('a server that is asked to stop answers what it was asked before, and takes no more', async () => {
  const world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { id, room } = await makeDocument(olivia)
  const holder = new pg.Client({ connectionString: world.database.superuserUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from customer_document where id = $1 for update', [id])
  const locking = olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await vi.waitFor(async () => {
    const waiting = await world.sql("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
    expect(waiting).toHaveLength(1)
  })
  const stopped = world.app.close()
  const late = await olivia.fetch('/api/v1/server-info')
  expect([late.status, (await late.json()).code]).toEqual([503, 'unavailable'])
  await holder.query('commit')
  await holder.end()
  await locking
  await stopped

  await world.restart()
  expect((await readDocument(olivia, id)).content.fillable_sections.find((section) => section.id === objectives)?.lock).not.toBeNull()
  const editor = await join(world, olivia, room)
  expect(sectionLock(editor.doc, objectives)).toBeDefined()
  editor.leave()
  await world.stop()
})
