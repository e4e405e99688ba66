import { createHash } from 'node:crypto'
import { emptyTrash } from '@certloom/server/files/trash'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceSectionOf } from '../evidence/evidenceSectionOf.ts'
import { walk } from '../plans/walk.ts'
import { problemOf, type Visitor } from '../support/client.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { filesOnDisk, send, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let sten: Person
let bea: Person
let document: DocumentDetail
let other: DocumentDetail
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  sten = await signUp(world, 'Sten', 'Northlight Advisors')
  document = await makeDocument(olivia, 'Acme: Corp')
  other = await makeDocument(olivia, 'Beta Inc')
  bea = await invite(world, olivia, 'Bea', 'manager', other.customer_id)
})
afterAll(() => world.stop())

const acme = () => document.customer_id
const attach = async (name: string, content = name, more: object = {}) =>
  (await upload(olivia, acme(), name, content, { file_type: 'attachment', ...more })).file.id
const makeFolder = (name: string, parent_id: string | null = null) => olivia.api.folders.create({ customer_id: acme(), name, parent_id })
const zipOf = (by: Visitor, query: string, customer = acme()) => by.fetch(`/api/v1/customers/${customer}/files/zip?${query}`)
const day = 86_400_000

describe('folders', () => {
  test('are made, renamed, moved and taken away, and nothing in them is lost', async () => {
    const audits = await makeFolder('Audits')
    const year = await makeFolder('2026', audits.id)
    const file = await attach('report.txt', 'r', { folder_id: year.id })
    expect(await olivia.api.folders.update({ folder_id: year.id, name: 'Year 2026', parent_id: null })).toEqual({
      id: year.id,
      parent_id: null,
      name: 'Year 2026',
      file_count: 1,
    })
    await olivia.api.folders.update({ folder_id: year.id, parent_id: audits.id })
    await olivia.api.folders.delete({ folder_id: year.id })
    expect(await olivia.api.files.get({ file_id: file })).toMatchObject({ folder_id: audits.id })
    await olivia.api.files.move({ customer_id: acme(), file_ids: [file], folder_id: null })
    expect(await olivia.api.files.get({ file_id: file })).toMatchObject({ folder_id: null })
  })

  test.each([
    '../etc',
    'a/b',
    'a\\b',
    '..',
    '.',
    '.hidden',
    'end.',
    'CON',
    'lpt1.txt',
    'a:b',
    'tab\there',
    'up\u202egpj.exe',
    '   ',
    'x'.repeat(101),
  ])('are never called %j', async (name) => {
    expect(await problemOf(makeFolder(name))).toMatchObject({ code: 'invalid_input', issues: [{ path: 'name' }] })
  })

  test('do not lie in themselves, too deep, in another customer’s, or beside one of their name', async () => {
    const above = await makeFolder('Above')
    const below = await makeFolder('Below', above.id)
    expect(await problemOf(olivia.api.folders.update({ folder_id: above.id, parent_id: below.id }))).toMatchObject({
      code: 'invalid_input',
    })
    expect(await problemOf(makeFolder('ABOVE'))).toMatchObject({ code: 'conflict' })
    const foreign = await olivia.api.folders.create({ customer_id: other.customer_id, name: 'Beta’s' })
    expect(await problemOf(makeFolder('Mine', foreign.id))).toMatchObject({ code: 'not_found' })
    const file = await attach('a.txt')
    const move = olivia.api.files.move({ customer_id: acme(), file_ids: [file], folder_id: foreign.id })
    expect(await problemOf(move)).toMatchObject({ code: 'not_found' })
    expect((await send(olivia, acme(), 'b.txt', 'b', { file_type: 'attachment', folder_id: foreign.id })).status).toBe(404)
    let deepest = below.id
    for (let depth = 3; depth <= 8; depth++) deepest = (await makeFolder(`Level ${depth}`, deepest)).id
    expect(await problemOf(makeFolder('Level 9', deepest))).toMatchObject({ code: 'invalid_input' })
    expect(await problemOf(olivia.api.folders.update({ folder_id: above.id, parent_id: (await makeFolder('Top')).id }))).toMatchObject({
      code: 'invalid_input',
    })
  })

  test('put into each other at once make no circle', async () => {
    const [a, b] = [await makeFolder('Circle A'), await makeFolder('Circle B')]
    const moves = await Promise.allSettled([
      olivia.api.folders.update({ folder_id: a.id, parent_id: b.id }),
      olivia.api.folders.update({ folder_id: b.id, parent_id: a.id }),
    ])
    expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('of plans and documents follow from what evidence is for', async () => {
    const target = { document_id: document.id, section_id: evidenceSectionOf(document) }
    const { file } = await upload(olivia, acme(), 'chart.txt', 'chart', target)
    const tree = await olivia.api.folders.tree({ customer_id: acme() })
    expect(tree.plans).toMatchObject([
      { plan_id: document.plan_id, file_count: 1, documents: [{ document_id: document.id, file_count: 1 }] },
    ])
    for (const filter of [{ plan_id: document.plan_id }, { document_id: document.id }]) {
      const { data } = await olivia.api.files.list({ customer_id: acme(), ...filter })
      expect(data.map(({ id }) => id)).toEqual([file.id])
    }
    expect((await olivia.api.files.list({ customer_id: acme(), limit: 200 })).data).toHaveLength(tree.all_count)
    expect((await olivia.api.files.list({ customer_id: acme(), folder_id: 'none', limit: 200 })).data).toHaveLength(tree.unfiled_count)
  })

  test.each(['newest', 'name', 'size'] as const)('list files page by page as at once, sorted by %s', async (sort) => {
    const whole = await olivia.api.files.list({ customer_id: acme(), sort, limit: 200 })
    const paged = await walk((cursor) => olivia.api.files.list({ customer_id: acme(), sort, limit: 2, cursor }))
    expect(paged.map(({ id }) => id)).toEqual(whole.data.map(({ id }) => id))
  })
})

describe('the trash', () => {
  test('gives back what was deleted, and nobody opens what is in it', async () => {
    const id = await attach('minutes.txt', 'the minutes')
    expect(await olivia.api.files.deleteMany({ customer_id: acme(), file_ids: [id] })).toEqual({ deleted: [id], kept: [] })
    expect((await olivia.fetch(`/api/v1/files/${id}/download`)).status).toBe(404)
    expect((await zipOf(olivia, `file_ids=${id}`)).status).toBe(404)
    expect((await olivia.api.files.list({ customer_id: acme(), state: 'trash' })).data).toMatchObject([
      { id, deleted_at: expect.any(String) },
    ])
    expect(await olivia.api.files.restore({ customer_id: acme(), file_ids: [id] })).toEqual({ restored: [id] })
    expect(await (await olivia.fetch(`/api/v1/files/${id}/download`)).text()).toBe('the minutes')
  })

  test('is emptied after thirty days, and not before', async () => {
    const id = await attach('old.txt')
    await olivia.api.files.delete({ file_id: id })
    const before = filesOnDisk(world).kept
    await emptyTrash(world.app.services, Date.now() + 29 * day)
    expect(filesOnDisk(world).kept).toBe(before)
    await Promise.all([31, 31].map((days) => emptyTrash(world.app.services, Date.now() + days * day)))
    expect(filesOnDisk(world).kept).toBe(before - 1)
    expect(await olivia.api.files.restore({ customer_id: acme(), file_ids: [id] })).toEqual({ restored: [] })
    const { data } = await olivia.api.activity.list({ entity_id: id })
    expect(data.map(({ action, actor }) => `${actor.name}: ${action}`).slice(0, 2)).toEqual([
      'Certloom: file.purged',
      'Olivia: file.deleted',
    ])
  })

  test('takes nothing that evidence rests on, nor what an approved version shows', async () => {
    const target = { document_id: document.id, section_id: evidenceSectionOf(document) }
    const free = await attach('free.txt')
    const { file, evidence } = await upload(olivia, acme(), 'approved.txt', 'approved', { ...target, title: 'Approved chart' })
    const both = () => olivia.api.files.deleteMany({ customer_id: acme(), file_ids: [file.id, free] })
    expect(await both()).toEqual({
      deleted: [free],
      kept: [{ file_id: file.id, filename: 'approved.txt', detail: expect.stringContaining('“Approved chart” rests on this file') }],
    })
    await world.sql(
      `insert into document_version (id, organization_id, customer_id, document_id, revision, document_version, kind, contributor_ids, changed_sections, content_hash, schema_version)
       select $1, organization_id, customer_id, id, 900, 1, 'approved', '{}', '{}', 'x', 2 from customer_document where id = $2`,
      [newId(), document.id],
    )
    await olivia.api.evidence.archive({ evidence_id: evidence?.id ?? '' })
    expect((await both()).kept).toMatchObject([{ detail: expect.stringContaining('approved version') }])
    expect(await problemOf(olivia.api.files.delete({ file_id: file.id }))).toMatchObject({ code: 'conflict' })
    const later = await upload(olivia, acme(), 'later.txt', 'later', target)
    await olivia.api.evidence.archive({ evidence_id: later.evidence?.id ?? '' })
    await olivia.api.files.delete({ file_id: later.file.id })
  })
})

describe('an archive of files', () => {
  test('has every file under a safe name of its own, and sums that fit', async () => {
    const folder = await makeFolder('Audit 2026')
    const ids = [
      await attach('report.txt', 'one'),
      await attach('report.txt', 'two'),
      await attach('REPORT.txt', 'three'),
      await attach('a<b>|c.txt', 'four'),
      await attach('sha256sums.txt', 'five'),
      await attach('report.txt', 'six', { folder_id: folder.id }),
    ]
    const response = await zipOf(olivia, `file_ids=${ids.join(',')}`)
    expect(response.headers.get('content-disposition')).toContain('filename="Acme_ Corp files.zip"')
    const entries = await unzip(Buffer.from(await response.arrayBuffer()))
    const sums = entries.get('SHA256SUMS.txt')
    entries.delete('SHA256SUMS.txt')
    expect(Object.fromEntries(entries)).toEqual({
      'report.txt': 'one',
      'report (2).txt': 'two',
      'REPORT (3).txt': 'three',
      'a_b__c.txt': 'four',
      'sha256sums (2).txt': 'five',
      'Audit 2026/report.txt': 'six',
    })
    const expected = [...entries].map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    expect(sums).toBe(expected.join(''))
  })

  test('can be of a whole folder, and is none of what is not there or is another’s', async () => {
    const folder = await makeFolder('Whole')
    const id = await attach('in.txt', 'in', { folder_id: folder.id })
    const whole = await unzip(Buffer.from(await (await zipOf(olivia, `folder_id=${folder.id}`)).arrayBuffer()))
    expect([...whole.keys()]).toEqual(['Whole/in.txt', 'SHA256SUMS.txt'])
    for (const [by, query, customer] of [
      [olivia, `file_ids=${id},${newId()}`, acme()],
      [olivia, `folder_id=${newId()}`, acme()],
      [olivia, `file_ids=${id}`, other.customer_id],
      [sten, `file_ids=${id}`, acme()],
      [bea, `file_ids=${id}`, acme()],
      [bea, `file_ids=${id}`, other.customer_id],
    ] as const)
      expect((await zipOf(by, query, customer)).status).toBe(404)
    expect((await zipOf(olivia, 'file_ids=nonsense')).status).toBe(400)
  })

  test('breaks off where a file’s bytes are gone, rather than look whole', async () => {
    const id = await attach('lost.txt')
    const [row] = await world.sql<{ storage_key: string }>('select storage_key from storage_file where id = $1', [id])
    await world.app.services.files.delete(row?.storage_key ?? '')
    const reading = zipOf(olivia, `file_ids=${id}`).then(async (response) => unzip(Buffer.from(await response.arrayBuffer())))
    await expect(reading).rejects.toThrow()
  })
})

test('a customer’s people walk through ids and find only their own files', async () => {
  const id = await attach('secret.txt')
  const folder = await makeFolder('Secret')
  const calls = [
    bea.api.files.get({ file_id: id }),
    bea.api.files.delete({ file_id: id }),
    bea.api.files.list({ customer_id: acme() }),
    bea.api.files.storage({ customer_id: acme() }),
    bea.api.files.deleteMany({ customer_id: acme(), file_ids: [id] }),
    bea.api.folders.tree({ customer_id: acme() }),
    bea.api.folders.update({ folder_id: folder.id, name: 'Mine' }),
    bea.api.folders.delete({ folder_id: folder.id }),
    sten.api.folders.update({ folder_id: folder.id, name: 'Mine' }),
  ]
  for (const { code } of await Promise.all(calls.map(problemOf))) expect(code).toBe('not_found')
  for (const address of ['download', 'thumbnail']) expect((await bea.fetch(`/api/v1/files/${id}/${address}`)).status).toBe(404)
  const own = { customer_id: other.customer_id, file_ids: [id] }
  expect(await bea.api.files.deleteMany(own)).toEqual({ deleted: [], kept: [] })
  expect(await bea.api.files.restore(own)).toEqual({ restored: [] })
  await bea.api.files.move({ ...own, folder_id: null })
  expect(await olivia.api.files.get({ file_id: id })).toMatchObject({ deleted_at: null })
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  const forbidden = [
    vera.api.folders.update({ folder_id: folder.id, name: 'x' }),
    vera.api.files.deleteMany({ customer_id: acme(), file_ids: [id] }),
    vera.api.files.move({ customer_id: acme(), file_ids: [id], folder_id: null }),
  ]
  for (const { code } of await Promise.all(forbidden.map(problemOf))) expect(code).toBe('forbidden')
})

describe('storage', () => {
  test('is counted by customer and organization, the trash included, until its limit', async () => {
    const owner = await signUp(world, 'Lena', 'Small Firm')
    const { id: acmeOfLena } = await owner.api.customers.create({ company_name: 'Acme' })
    const { id: betaOfLena } = await owner.api.customers.create({ company_name: 'Beta' })
    const carl = await invite(world, owner, 'Carl', 'contributor', betaOfLena)
    const first = await upload(owner, acmeOfLena, 'a.txt', 'x'.repeat(600), { file_type: 'attachment' })
    await owner.api.organizations.changeSettings({ storage_limit_bytes: 1000 })
    expect((await send(carl, betaOfLena, 'b.txt', 'x'.repeat(401))).status).toBe(413)
    await upload(carl, betaOfLena, 'b.txt', 'x'.repeat(400))
    expect((await send(owner, acmeOfLena, 'c.txt', 'x')).status).toBe(413)
    await owner.api.files.delete({ file_id: first.file.id })
    expect(await owner.api.organizations.storage()).toEqual({
      used_bytes: 1000,
      trash_bytes: 600,
      file_count: 1,
      limit_bytes: 1000,
      customers: [
        { customer_id: acmeOfLena, customer_name: 'Acme', used_bytes: 600, trash_bytes: 600, file_count: 0 },
        { customer_id: betaOfLena, customer_name: 'Beta', used_bytes: 400, trash_bytes: 0, file_count: 1 },
      ],
    })
    expect(await carl.api.files.storage({ customer_id: betaOfLena })).toEqual({ used_bytes: 400, trash_bytes: 0, file_count: 1 })
    expect(await problemOf(carl.api.organizations.storage())).toMatchObject({ code: 'forbidden' })
    await emptyTrash(world.app.services, Date.now() + 31 * day)
    await upload(owner, acmeOfLena, 'd.txt', 'x'.repeat(600))
  })
})
