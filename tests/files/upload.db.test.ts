import { createHash } from 'node:crypto'
import { utimesSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sweepFiles } from '@certloom/server/files/sweep'
import { emptyTrash } from '@certloom/server/files/trash'
import { fileSizeLimit } from '@certloom/shared/files/limits'
import { isId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { docx, pdf, png, program } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { filesOnDisk, send, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  acme = (await olivia.api.customers.create({ company_name: 'Acme Corp' })).id
})
afterAll(() => world.stop())

const rows = async (): Promise<number> => (await world.sql('select 1 from storage_file')).length
const download = (by: Person, id: string, init?: RequestInit, query = '') => by.fetch(`/api/v1/files/${id}/download${query}`, init)

/** Where the bytes of a file lie in the store. */
async function keyOf(fileId: string): Promise<string> {
  const [row] = await world.sql<{ storage_key: string }>('select storage_key from storage_file where id = $1', [fileId])
  return row?.storage_key ?? ''
}

/** Whatever happens in between leaves neither bytes nor rows behind. */
async function leavesNothing(work: () => Promise<void>): Promise<void> {
  const before = { disk: filesOnDisk(world), rows: await rows() }
  await work()
  await vi.waitFor(async () => expect({ disk: filesOnDisk(world), rows: await rows() }).toEqual(before))
}

describe('a file', () => {
  test('comes back byte for byte, with its hash, under the name it was given', async () => {
    const { file, evidence } = await upload(olivia, acme, 'Prüfbericht “Q1” 審査.docx', docx(), { description: 'First quarter' })
    const sha256 = createHash('sha256').update(docx()).digest('hex')
    expect(file).toMatchObject({
      customer_id: acme,
      file_type: 'evidence',
      original_filename: 'Prüfbericht “Q1” 審査.docx',
      mime_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      file_size_bytes: docx().length,
      sha256,
      description: 'First quarter',
      uploaded_by: { name: 'Olivia' },
    })
    expect(evidence).toMatchObject({ kind: 'file', title: 'Prüfbericht “Q1” 審査', status: 'accepted', file: { id: file.id }, links: [] })
    const response = await download(olivia, file.id)
    expect(Buffer.from(await response.arrayBuffer()).equals(docx())).toBe(true)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': file.mime_type,
      'content-length': String(docx().length),
      'content-disposition': `attachment; filename="Pru_fbericht _Q1_ __.docx"; filename*=UTF-8''${encodeURIComponent(file.original_filename)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-cache',
      etag: `"${sha256}"`,
    })
  })

  test('is sent in part, or not at all to who has it', async () => {
    const { file } = await upload(olivia, acme, 'ten.txt', '0123456789')
    const ranged = async (range: string) => {
      const response = await download(olivia, file.id, { headers: { range } })
      return [response.status, response.headers.get('content-range'), response.status === 416 ? '' : await response.text()]
    }
    expect(await ranged('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await ranged('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await ranged('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await ranged('bytes=0-999')).toEqual([206, 'bytes 0-9/10', '0123456789'])
    expect(await ranged('bytes=10-')).toEqual([416, 'bytes */10', ''])
    expect(await ranged('bytes=0-1,3-4')).toEqual([200, null, '0123456789'])
    expect((await download(olivia, file.id, { headers: { 'if-none-match': `"${file.sha256}"` } })).status).toBe(304)
    const head = await download(olivia, file.id, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
  })

  test('is shown in a page only if it is an image', async () => {
    const shown = async (name: string, content: Uint8Array<ArrayBuffer>) => {
      const { file } = await upload(olivia, acme, name, content)
      return (await download(olivia, file.id, {}, '?inline=1')).headers.get('content-disposition')?.split(';')[0]
    }
    expect(await shown('a.png', png)).toBe('inline')
    expect(await shown('a.pdf', pdf)).toBe('attachment')
  })

  test('loses every path in its name', async () => {
    const { file } = await upload(olivia, acme, '../../../etc/cron.d/job.txt', 'words')
    expect(file.original_filename).toBe('job.txt')
    const [organization, name, ...deeper] = (await keyOf(file.id)).split('/')
    expect([organization, isId(name ?? ''), deeper]).toEqual([olivia.me.organization.id, true, []])
  })

  test('that is an attachment is no evidence', async () => {
    const { file, evidence } = await upload(olivia, acme, 'minutes.md', '# Minutes', { file_type: 'attachment' })
    expect([file.file_type, evidence]).toEqual(['attachment', null])
    const { data } = await olivia.api.files.list({ customer_id: acme, file_type: 'attachment' })
    expect(data.map(({ id }) => id)).toEqual([file.id])
  })

  test('is deleted, unless evidence rests on it; its bytes go with the trash', async () => {
    const { file, evidence } = await upload(olivia, acme, 'proof.txt', 'proof')
    expect(await problemOf(olivia.api.files.delete({ file_id: file.id }))).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('“proof” rests on this file'),
    })
    await olivia.api.evidence.archive({ evidence_id: evidence?.id ?? '' })
    const before = filesOnDisk(world).kept
    await olivia.api.files.delete({ file_id: file.id })
    expect((await download(olivia, file.id)).status).toBe(404)
    expect(filesOnDisk(world).kept).toBe(before)
    await emptyTrash(world.app.services, Date.now() + 31 * 86_400_000)
    expect(filesOnDisk(world).kept).toBe(before - 1)
    expect(await problemOf(olivia.api.files.get({ file_id: file.id }))).toMatchObject({ code: 'not_found' })
    const { data } = await olivia.api.activity.list({ entity_id: file.id })
    expect(data.map(({ action }) => action)).toEqual(['file.purged', 'file.deleted', 'file.uploaded'])
  })
})

describe('refused, with nothing stored, is', () => {
  test.each<[string, string, BlobPart, number, RegExp]>([
    ['an empty file', 'empty.pdf', '', 400, /empty/],
    ['a program called a PDF', 'report.pdf', program, 400, /not a PDF document/],
    ['a file that explodes', 'bomb.docx', docx({ name: 'word/bomb.xml', data: Buffer.alloc(60_000_000) }), 400, /unfolds to far more/],
    ['a page', 'page.html', '<html></html>', 400, /\.html are not taken/],
    ['a file of 51 MB', 'big.txt', 'x'.repeat(51 * 1024 * 1024), 413, /at most 50 MB/],
    ['one byte too much', 'big.txt', 'x'.repeat(fileSizeLimit + 1), 413, /at most 50 MB/],
  ])('%s', (_what, name, content, status, detail) =>
    leavesNothing(async () => {
      const response = await send(olivia, acme, name, content)
      expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
      expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(detail), next: expect.any(String) })
    }),
  )

  test('a form that is none, has no file, or says what cannot be', () =>
    leavesNothing(async () => {
      const post = (body: BodyInit, headers: Record<string, string> = {}) =>
        olivia.fetch(`/api/v1/customers/${acme}/files/upload`, { method: 'POST', body, headers })
      expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(400)
      expect((await post('garbage', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400)
      expect((await post('garbage', { 'content-type': 'multipart/form-data' })).status).toBe(400)
      const form = new FormData()
      form.append('title', 'No file')
      expect((await post(form)).status).toBe(400)
      const half = await send(olivia, acme, 'a.txt', 'a', { section_id: 's1' })
      expect(await half.json()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'section_id' }] })
      expect((await send(olivia, acme, 'a.txt', 'a', { file_type: 'attachment', task_id: crypto.randomUUID() })).status).toBe(400)
      expect((await send(olivia, 'no-id', 'a.txt', 'a')).status).toBe(400)
    }))

  test('a file from another site, from nobody, for another customer, and from who may only read', () =>
    leavesNothing(async () => {
      const sten = await signUp(world, 'Sten', 'Northlight Advisors')
      const beta = (await olivia.api.customers.create({ company_name: 'Beta Inc' })).id
      const bea = await invite(world, olivia, 'Bea', 'manager', beta)
      const vera = await invite(world, olivia, 'Vera', 'viewer')
      expect((await send(sten, acme, 'a.txt', 'a')).status).toBe(404)
      expect((await send(bea, acme, 'a.txt', 'a')).status).toBe(404)
      expect((await send(vera, acme, 'a.txt', 'a')).status).toBe(403)
      const form = new FormData()
      form.append('file', new Blob(['a']), 'a.txt')
      const upload = (init: RequestInit) =>
        fetch(`${world.url}/api/v1/customers/${acme}/files/upload`, { method: 'POST', body: form, ...init })
      expect((await upload({})).status).toBe(401)
      expect((await upload({ headers: { cookie: olivia.cookie(), origin: 'https://evil.example' } })).status).toBe(403)
    }))

  test('a large body anywhere else', async () => {
    const response = await olivia.fetch(`/api/v1/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(1_200_000),
    })
    expect(response.status).toBe(413)
  })
})

test('strangers and other customers’ people see no file', async () => {
  const { file } = await upload(olivia, acme, 'secret.txt', 'secret')
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  const beta = (await olivia.api.customers.create({ company_name: 'Gamma Inc' })).id
  const bea = await invite(world, olivia, 'Bea', 'manager', beta)
  const carl = await invite(world, olivia, 'Carl', 'viewer', acme)
  for (const person of [sten, bea]) {
    expect((await download(person, file.id)).status).toBe(404)
    expect(await problemOf(person.api.files.get({ file_id: file.id }))).toMatchObject({ code: 'not_found' })
    expect(await problemOf(person.api.files.list({ customer_id: acme }))).toMatchObject({ code: 'not_found' })
    expect(await problemOf(person.api.files.delete({ file_id: file.id }))).toMatchObject({ code: 'not_found' })
  }
  expect(await (await download(carl, file.id)).text()).toBe('secret')
  expect(await problemOf(carl.api.files.delete({ file_id: file.id }))).toMatchObject({ code: 'forbidden' })
})

/** An upload of text, sent piece by piece as the test says. */
function sendSlowly(bytes: number) {
  const boundary = 'slowly'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="log.txt"\r\n\r\n`
  const tail = `\r\n--${boundary}--\r\n`
  const outgoing = request(`${world.url}/api/v1/customers/${acme}/files/upload`, {
    method: 'POST',
    headers: {
      cookie: olivia.cookie(),
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + bytes + tail.length,
    },
  })
  outgoing.on('error', () => {}) // it is cut off on purpose
  outgoing.write(head)
  const write = (piece: Buffer | string) => new Promise<void>((resolve) => outgoing.write(piece, () => resolve()))
  return { outgoing, write, finish: () => outgoing.end(tail) }
}

test('a connection lost in the middle of an upload leaves nothing', () =>
  leavesNothing(async () => {
    const upload = sendSlowly(5_000_000)
    await upload.write('x'.repeat(2_000_000))
    await vi.waitFor(() => expect(filesOnDisk(world).incoming).toBe(1))
    upload.outgoing.destroy()
    await vi.waitFor(() => expect(filesOnDisk(world).incoming).toBe(0))
  }))

test('a row that cannot be written leaves no bytes either', () =>
  leavesNothing(async () => {
    await world.sql("create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$")
    await world.sql('create trigger refused before insert on evidence for each row execute function refuse()')
    expect((await send(olivia, acme, 'proof.txt', 'proof')).status).toBe(500)
    await world.sql('drop trigger refused on evidence')
  }))

test('memory stays flat while a file of 49 MB comes in', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = () => {
    collect()
    return process.memoryUsage().arrayBuffers
  }
  const piece = Buffer.alloc(1024 * 1024, 'text ')
  const upload = sendSlowly(49 * piece.length)
  const answer = new Promise<number | undefined>((resolve) => upload.outgoing.on('response', ({ statusCode }) => resolve(statusCode)))
  const before = held()
  let most = 0
  for (let sent = 0; sent < 49; sent++) {
    await upload.write(piece)
    if (sent % 4 === 0) most = Math.max(most, held() - before)
  }
  upload.finish()
  expect(await answer).toBe(201)
  expect(most).toBeLessThan(12 * piece.length)
})

test('what a crash left is cleared away, and what is needed stays', async () => {
  const { file } = await upload(olivia, acme, 'needed.txt', 'needed')
  const { files, db } = world.app.services
  async function* words(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('no row was written for this')
  }
  const orphan = `${olivia.me.organization.id}/${crypto.randomUUID()}`
  await (await files.stage(words())).keep(orphan)
  const needed = await keyOf(file.id)
  await sweepFiles({ files, db })
  expect(await files.exists(orphan)).toBe(true) // it may be an upload under way
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const key of [orphan, needed]) utimesSync(path.join(world.config.dataDir, 'files/kept', key), yesterday, yesterday)
  await sweepFiles({ files, db })
  expect([await files.exists(orphan), await files.exists(needed)]).toEqual([false, true])
})

test('upload and download are described with the rest of the interface', async () => {
  const description = (await (await olivia.fetch('/openapi.json')).json()) as { paths: Record<string, Record<string, object>> }
  expect(description.paths['/customers/{customer_id}/files/upload']?.post).toMatchObject({
    requestBody: { content: { 'multipart/form-data': { schema: { properties: { file: { type: 'string' } }, required: ['file'] } } } },
  })
  expect(description.paths['/files/{file_id}/download']?.get).toBeDefined()
})
