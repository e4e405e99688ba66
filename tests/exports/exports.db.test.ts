import { removeOldExports } from '@certloom/server/exports/removeOld'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { filesOnDisk } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { bytesOf, download, ended } from './finishedExport.ts'
import { readPdf } from './readPdf.ts'

let world: World
let olivia: Person
let sten: Person
let carla: Person
let bea: Person
let document: DocumentDetail
let other: DocumentDetail
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  sten = await signUp(world, 'Sten', 'Northlight Advisors')
  document = await makeDocument(olivia, 'Acme: Corp')
  other = await makeDocument(olivia, 'Beta Inc')
  carla = await invite(world, olivia, 'Carla', 'viewer', document.customer_id)
  bea = await invite(world, olivia, 'Bea', 'manager', other.customer_id)
})
afterAll(() => world.stop())

const exportOf = async (by: Person, format: 'docx' | 'pdf', revision?: number) =>
  ended(by, await by.api.exports.exportDocument({ document_id: document.id, format, revision }))
const planOf = ({ customer_id, plan_id }: DocumentDetail) => ({ customer_id, plan_id })

describe('a document', () => {
  test('is exported as it is at this moment, with words nobody has stored yet', async () => {
    const editor = await join(world, olivia, document.room)
    editor.type(objectives, 'We protect what customers give us.')
    await editor.saved()
    const job = await exportOf(olivia, 'docx')
    editor.leave()
    expect(job).toMatchObject({ status: 'done', name: document.document_name, format: 'docx', documents_done: 1, documents_total: 1 })
    expect(job.revision).toBeGreaterThan(0)
    const parts = await unzip(await bytesOf(await download(olivia, job)))
    expect(parts.get('word/document.xml')).toContain('We protect what customers give us.')
  })

  test('is exported as a revision left it', async () => {
    const job = await exportOf(olivia, 'pdf', 0)
    expect(job).toMatchObject({ status: 'done', revision: 0 })
    const { text } = await readPdf(await bytesOf(await download(olivia, job)))
    expect(text).toContain('Nothing is filled in here.')
    expect(text).not.toContain('We protect what customers give us.')
    expect(text).toContain('Draft, not approved')
  })

  test('comes with headers that let nothing in it run, and under its own name', async () => {
    const job = await exportOf(olivia, 'docx', 0)
    const { headers } = await download(olivia, job)
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="Information Security Policy v1 draft 0\.docx"/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(job).toMatchObject({ file_size_bytes: Number(headers.get('content-length')), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('whose stored words do not match their hash is not exported', async () => {
    const { id } = await makeDocument(olivia, 'Damaged Ltd')
    await world.sql(`update document_version set content_hash = 'other' where document_id = $1`, [id])
    const job = await ended(olivia, await olivia.api.exports.exportDocument({ document_id: id, format: 'docx', revision: 0 }))
    expect(job).toMatchObject({ status: 'failed', failure: 'What is stored of revision 0 does not match its checksum.', filename: null })
    expect(await problemOf(olivia.fetch(`/api/v1/exports/${job.id}/download`).then(rejectProblem))).toMatchObject({ code: 'conflict' })
  })

  test('has no revision that was never stored', async () => {
    expect(await problemOf(olivia.api.exports.exportDocument({ document_id: document.id, format: 'pdf', revision: 9_999 }))).toMatchObject({
      code: 'not_found',
    })
  })

  test('that was exported is on record, with who did it', async () => {
    const { data } = await olivia.api.activity.list({ entity_id: document.id, limit: 200 })
    expect(data.filter(({ action }) => action === 'export.requested')[0]).toMatchObject({
      actor: { name: 'Olivia' },
      after: { name: document.document_name, format: 'docx' },
    })
  })
})

describe('only those who may see a customer', () => {
  test('export its documents: also a customer’s readers, for their own', async () => {
    expect((await exportOf(carla, 'docx')).status).toBe('done')
    for (const stranger of [sten, bea]) {
      expect(await problemOf(stranger.api.exports.exportDocument({ document_id: document.id, format: 'docx' }))).toMatchObject({
        code: 'not_found',
      })
      expect(await problemOf(stranger.api.exports.exportPlan({ ...planOf(document), format: 'docx' }))).toMatchObject({ code: 'not_found' })
    }
  })

  test('see an export and have its file, and nobody who is not signed in', async () => {
    const job = await exportOf(olivia, 'docx')
    expect((await download(carla, job)).status).toBe(200)
    for (const stranger of [sten, bea]) {
      expect(await problemOf(stranger.api.exports.get({ export_id: job.id }))).toMatchObject({ code: 'not_found' })
      expect((await download(stranger, job)).status).toBe(404)
    }
    expect((await fetch(`${world.url}/api/v1/exports/${job.id}/download`)).status).toBe(401)
  })

  test('are sent its link, in their inbox and by mail', async () => {
    const job = await exportOf(olivia, 'docx')
    expect(await problemOf(olivia.api.exports.send({ export_id: job.id, user_ids: [carla.me.user.id, bea.me.user.id] }))).toMatchObject({
      code: 'invalid_input',
    })
    expect(await mailsTo(carla)).toEqual([])
    await olivia.api.exports.send({ export_id: job.id, user_ids: [carla.me.user.id] })
    expect(await mailsTo(carla)).toEqual([expect.stringContaining(`/exports/${job.id}`)])
    expect(await mailsTo(bea)).toEqual([])
    expect((await carla.api.notifications.list({})).data[0]).toMatchObject({ kind: 'export_sent', path: `/exports/${job.id}` })
  })

  test('are sent its link each time somebody sends it, and once, also on record, where the answer to a sending was lost', async () => {
    const job = await exportOf(olivia, 'docx')
    const mails = async () => (await mailsTo(carla)).filter((text) => text.includes(job.id)).length
    const send = (id?: string) => olivia.api.exports.send({ export_id: job.id, id, user_ids: [carla.me.user.id] })
    await send()
    await send()
    expect(await mails()).toBe(2)
    const id = newId()
    await send(id)
    await send(id)
    expect(await mails()).toBe(3)
    const { data } = await carla.api.notifications.list({})
    expect(data.filter(({ path }) => path === `/exports/${job.id}`)).toHaveLength(3)
    const vera = await invite(world, olivia, 'Vera', 'viewer')
    await olivia.api.exports.send({ export_id: job.id, id, user_ids: [carla.me.user.id, vera.me.user.id] })
    expect(await mails()).toBe(3)
    const onRecord = `select after->'user_ids' as told from activity where action = 'export.sent' and after->>'sending_id' = $1 order by id`
    expect(await world.sql(onRecord, [id])).toEqual([{ told: [carla.me.user.id] }, { told: [vera.me.user.id] }])
  })
})

const mailsTo = async (person: Person): Promise<string[]> =>
  (await world.sql<{ text: string }>(`select text from mail where "to" = $1 and text like '%/exports/%'`, [person.email])).map(
    ({ text }) => text,
  )

const rejectProblem = async (answer: Response) => {
  const { ORPCError } = await import('@orpc/client')
  const body = (await answer.json()) as { code: string; status: number }
  throw new ORPCError(body.code, { status: body.status, data: body })
}

describe('an export', () => {
  test('tells those who may know of it how far it is', async () => {
    const stopping = new AbortController()
    const heard: { type: string; id: string }[] = []
    const events = await carla.api.events.subscribe({}, { signal: stopping.signal })
    const listening = (async () => {
      for await (const event of events) heard.push(event)
    })().catch(() => {})
    const job = await exportOf(olivia, 'docx')
    await vi.waitFor(() => expect(heard.filter(({ type, id }) => type === 'export.changed' && id === job.id).length).toBeGreaterThan(1))
    stopping.abort()
    await listening
  })

  test('that is called off leaves nothing, and only who asked for it calls it off', async () => {
    const job = await exportOf(olivia, 'docx')
    expect(await problemOf(carla.api.exports.cancel({ export_id: job.id }))).toMatchObject({ code: 'forbidden' })
    const before = filesOnDisk(world).kept
    await olivia.api.exports.cancel({ export_id: job.id })
    expect(filesOnDisk(world).kept).toBe(before - 1)
    expect(await problemOf(olivia.api.exports.get({ export_id: job.id }))).toMatchObject({ code: 'not_found' })
  })

  test('that a crash interrupted is made by whoever finds it, and given up after three times', async () => {
    const { id } = await exportOf(olivia, 'docx')
    const interrupt = (attempts: number) =>
      world.sql(`update export_job set status = 'running', attempts = $2, leased_until = now() - interval '1 second' where id = $1`, [
        id,
        attempts,
      ])
    await interrupt(1)
    world.app.services.exports.nudge()
    expect((await ended(olivia, { id })).status).toBe('done')
    await interrupt(3)
    world.app.services.exports.nudge()
    expect(await ended(olivia, { id })).toMatchObject({ status: 'failed', failure: expect.stringContaining('several times') })
  })

  test('that waits while the server stops is made after the next start', async () => {
    const { id } = await olivia.api.exports.exportDocument({ document_id: document.id, format: 'pdf' })
    await world.restart()
    expect((await ended(olivia, { id })).status).toBe('done')
  })

  test('can be had for a day, and then its file is gone', async () => {
    const job = await exportOf(olivia, 'docx')
    expect(Date.parse(job.expires_at) - Date.parse(job.created_at)).toBeCloseTo(86_400_000, -4)
    await world.sql(`update export_job set expires_at = now() where id = $1`, [job.id])
    expect((await download(olivia, job)).status).toBe(404)
    const before = filesOnDisk(world).kept
    await removeOldExports(world.app.services)
    expect(filesOnDisk(world).kept).toBeLessThan(before)
    expect(await world.sql('select 1 from export_job where id = $1', [job.id])).toEqual([])
  })
})
