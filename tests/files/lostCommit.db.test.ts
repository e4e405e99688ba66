import { newId } from '@certloom/shared/ids'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { bytesOf, download } from '../exports/finishedExport.ts'
import { makeDocument } from '../support/documents.ts'
import { type Person, signUp } from '../support/people.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { filesOnDisk, send } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let proxy: PostgresProxy
let olivia: Person
beforeAll(async () => {
  world = await startWorld({}, async (url) => {
    proxy = await openPostgresProxy(url)
    return proxy.url
  })
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterEach(() => proxy.restore())
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

/** The transaction with such a statement is committed, and its connection ends before the server says so. */
function loseCommitOf(statement: RegExp): void {
  let writing: object | null = null
  proxy.decide((sql, connection) => {
    if (writing === null && statement.test(sql)) writing = connection
    if (writing !== connection || !/^commit/i.test(sql)) return 'pass'
    proxy.decide(() => 'pass')
    return 'cut unanswered'
  })
}

test('an upload whose commit was not answered keeps its bytes, and sent again it is there once', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const id = newId()
  const before = filesOnDisk(world).kept
  loseCommitOf(/^insert into .*"storage_file"/i)
  expect((await send(olivia, customer_id, 'proof.txt', 'proof', { id })).status).toBe(503)
  expect(proxy.restore()).toBe(1)
  const again = await send(olivia, customer_id, 'proof.txt', 'proof', { id })
  expect([again.status, await again.json()]).toMatchObject([201, { file: { id } }])
  expect(await (await olivia.fetch(`/api/v1/files/${id}/download`)).text()).toBe('proof')
  expect(filesOnDisk(world)).toEqual({ kept: before + 1, incoming: 0 })
})

test('an export whose commit was not answered keeps its file', async () => {
  const { id: document_id } = await makeDocument(olivia, 'Beta Inc')
  loseCommitOf(/^update .*"export_job" set .*"storage_key"/i)
  const { id } = await olivia.api.exports.exportDocument({ document_id, format: 'docx' })
  await vi.waitFor(async () => expect(await olivia.api.exports.get({ export_id: id })).toMatchObject({ status: 'done' }), 20_000)
  await world.app.services.exports.stop() // what went wrong after the commit has had its way
  expect(proxy.restore()).toBe(1)
  const answer = await download(olivia, { id })
  expect(answer.status).toBe(200)
  expect((await bytesOf(answer)).subarray(0, 2).toString()).toBe('PK')
})
