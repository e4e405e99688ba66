import { noteExpiry } from '@certloom/server/evidence/noteExpiry'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { dayAfter, validityOn } from '@certloom/shared/evidence/validity'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument, readDocument } from '../support/documents.ts'
import { pdf } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { send, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let world: World
let olivia: Person
let carl: Person
let document: DocumentDetail
let section: string
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  document = await makeDocument(olivia, 'Acme Corp')
  section = evidenceSectionOf(document)
  carl = await invite(world, olivia, 'Carl', 'contributor', document.customer_id)
})
afterAll(() => world.stop())

const today = new Date().toISOString().slice(0, 10)
const give = (by: Person, title: string, more: object = {}) =>
  by.api.evidence.addLink({ customer_id: document.customer_id, title, url: 'https://files.example/x', ...more })
const note = (day = today) => noteExpiry(world.app.services, day)
const renewals = async (title: string) => {
  const { data } = await olivia.api.tasks.list({ customer_id: document.customer_id, q: `Renew evidence: ${title}` })
  return data
}
const toldTo = async (person: Person, title: string) => {
  const { data } = await person.api.notifications.list({ limit: 200 })
  return data.filter((row) => row.kind === 'evidence_expiring' && row.sentence.includes(`“${title}”`)).map((row) => row.sentence)
}
const actionsOf = async (id: string) => {
  const { data } = await olivia.api.activity.list({ entity_id: id })
  return data.map(({ action, actor }) => `${actor.name}: ${action}`)
}

describe('evidence that ends', () => {
  test.each([
    [null, 'unlimited'],
    ['2027-03-01', 'expiring'],
    ['2027-01-30', 'expiring'],
    ['2027-01-29', 'expired'],
    ['2027-03-02', 'valid'],
  ] as const)('on 30 January: until %s is %s', (until, validity) => {
    expect(validityOn(until, '2027-01-30')).toBe(validity)
  })

  test('is noted once, with one task and one notice, however often and wherever it is looked for', async () => {
    const { id } = await give(carl, 'Certificate', { valid_until: dayAfter(today, 12) })
    await Promise.all([note(), note(), note()])
    await note()
    expect(await renewals('Certificate')).toMatchObject([
      {
        title: 'Renew evidence: Certificate',
        status: 'pending',
        task_scope: 'customer',
        requires_evidence: true,
        assignee: { name: 'Carl' },
        due_date: dayAfter(today, 12),
      },
    ])
    expect(await toldTo(carl, 'Certificate')).toEqual([
      `reminds you that “Certificate” of Acme Corp is valid until ${dayAfter(today, 12)} only`,
    ])
    expect(await actionsOf(id)).toEqual(['Certloom: evidence.expiring', 'Carl: evidence.added'])
    await note(dayAfter(today, 13))
    await note(dayAfter(today, 14))
    expect(await actionsOf(id)).toEqual(['Certloom: evidence.expired', 'Certloom: evidence.expiring', 'Carl: evidence.added'])
    expect(await renewals('Certificate')).toHaveLength(1)
    expect(await toldTo(carl, 'Certificate')).toHaveLength(2)
  })

  test('is told to those who review where whoever gave it is gone', async () => {
    const dora = await invite(world, olivia, 'Dora', 'contributor', document.customer_id)
    await give(dora, 'Policy of Dora', { valid_until: dayAfter(today, 1) })
    await olivia.api.members.remove({ user_id: dora.me.user.id })
    await note()
    expect(await toldTo(olivia, 'Policy of Dora')).toHaveLength(1)
    expect(await renewals('Policy of Dora')).toMatchObject([{ assignee: null }])
  })

  test('holds again when its dates are mended, and may end again', async () => {
    const { id } = await give(olivia, 'Contract', { valid_until: dayAfter(today, 5) })
    await note()
    await olivia.api.evidence.update({ evidence_id: id, valid_until: dayAfter(today, 400) })
    expect(await renewals('Contract')).toMatchObject([{ status: 'completed' }])
    await note()
    expect(await toldTo(olivia, 'Contract')).toHaveLength(1)
    await note(dayAfter(today, 380))
    expect((await renewals('Contract')).map(({ status }) => status).sort()).toEqual(['completed', 'pending'])
  })

  test('is passed over when it was rejected or archived', async () => {
    const rejected = await give(carl, 'Rejected one', { valid_until: today })
    await olivia.api.evidence.reject({ evidence_id: rejected.id, reason: 'No' })
    const archived = await give(carl, 'Archived one', { valid_until: today })
    await olivia.api.evidence.archive({ evidence_id: archived.id })
    await note()
    expect([...(await renewals('Rejected one')), ...(await renewals('Archived one'))]).toEqual([])
  })

  test('keeps filled what it filled, and completes nothing new', async () => {
    const task = (await olivia.api.evidence.requirements({ customer_id: document.customer_id, state: 'missing' })).data[0]
    const targets = [{ document_id: document.id, section_id: section }]
    await give(olivia, 'Was valid', { targets, valid_until: dayAfter(today, -3) })
    await world.app.services.live.store(document.room)
    const { content } = await readDocument(olivia, document.id)
    expect(content.fillable_sections.find(({ id }) => id === section)?.state).toBe('done')
    await give(olivia, 'Ended long ago', { targets: [{ task_id: task?.task_id ?? '' }], valid_until: '2020-01-01' })
    expect(await olivia.api.tasks.get({ task_id: task?.task_id ?? '' })).toMatchObject({ status: 'pending', evidence_uploaded: true })
  })
})

describe('a renewal', () => {
  const renewed = async (title: string) => {
    const old = await give(olivia, title, {
      targets: [{ document_id: document.id, section_id: section }],
      valid_until: dayAfter(today, 3),
    })
    await note()
    return old
  }

  test('takes the place of what it renews at once, completes its task and keeps the history', async () => {
    const old = await renewed('ISO certificate 2026')
    const { evidence } = await upload(olivia, document.customer_id, 'Certificate 2027.pdf', pdf, {
      replaces_id: old.id,
      valid_from: today,
      valid_until: dayAfter(today, 365),
    })
    const id = evidence?.id ?? ''
    expect(await olivia.api.evidence.get({ evidence_id: id })).toMatchObject({
      validity: 'valid',
      replaces_id: old.id,
      links: expect.arrayContaining([expect.objectContaining({ document_id: document.id, section_id: section })]),
    })
    expect(await problemOf(olivia.api.evidence.get({ evidence_id: old.id }))).toMatchObject({ code: 'not_found' })
    expect((await olivia.api.evidence.history({ evidence_id: id })).data.map(({ title }) => title)).toEqual(['ISO certificate 2026'])
    expect(await renewals('ISO certificate 2026')).toMatchObject([{ status: 'completed' }])
    expect(await actionsOf(old.id)).toContain('Olivia: evidence.replaced')
    const next = await give(olivia, 'ISO certificate 2028', { replaces_id: id })
    const { data } = await carl.api.evidence.history({ evidence_id: next.id })
    expect(data.map(({ title }) => title)).toEqual(['Certificate 2027', 'ISO certificate 2026'])
  })

  test('that a customer gives waits, and what it renews counts until it is accepted', async () => {
    const old = await renewed('Insurance 2026')
    const fresh = await give(carl, 'Insurance 2027', { replaces_id: old.id })
    expect(await olivia.api.evidence.get({ evidence_id: old.id })).toMatchObject({ status: 'accepted' })
    expect(await renewals('Insurance 2026')).toMatchObject([{ status: 'pending', evidence_uploaded: true }])
    await olivia.api.evidence.accept({ evidence_id: fresh.id })
    expect(await problemOf(olivia.api.evidence.get({ evidence_id: old.id }))).toMatchObject({ code: 'not_found' })
    expect(await renewals('Insurance 2026')).toMatchObject([{ status: 'completed' }])
    expect((await olivia.api.evidence.get({ evidence_id: fresh.id })).links).toHaveLength(2)
  })

  test('that was given before anybody was reminded completes the task of the reminder when it is accepted', async () => {
    const old = await give(olivia, 'Licence 2026', { valid_until: dayAfter(today, 40) })
    const fresh = await give(carl, 'Licence 2027', { replaces_id: old.id })
    await note(dayAfter(today, 15))
    expect(await renewals('Licence 2026')).toMatchObject([{ status: 'pending' }])
    await olivia.api.evidence.accept({ evidence_id: fresh.id })
    expect(await renewals('Licence 2026')).toMatchObject([{ status: 'completed' }])
  })

  test('that was given with an end in the past takes the place once its end is mended', async () => {
    const old = await renewed('Audit report 2026')
    const fresh = await give(olivia, 'Audit report 2027', { replaces_id: old.id, valid_until: dayAfter(today, -365) })
    expect(await renewals('Audit report 2026')).toMatchObject([{ status: 'pending' }])
    await olivia.api.evidence.update({ evidence_id: fresh.id, valid_until: dayAfter(today, 365) })
    expect(await renewals('Audit report 2026')).toMatchObject([{ status: 'completed' }])
    expect(await problemOf(olivia.api.evidence.get({ evidence_id: old.id }))).toMatchObject({ code: 'not_found' })
    const { links } = await olivia.api.evidence.get({ evidence_id: fresh.id })
    expect(links).toContainEqual(expect.objectContaining({ document_id: document.id, section_id: section }))
    const { data } = await olivia.api.evidence.list({ document_id: document.id, section_id: section, limit: 200 })
    expect(data.map(({ title }) => title)).toContain('Audit report 2027')
  })

  test('takes over a place that is being given to what it renews at that moment', async () => {
    const old = await give(olivia, 'Map 2026')
    const fresh = await give(carl, 'Map 2027', { replaces_id: old.id })
    const linker = new pg.Client({ connectionString: world.database.superuserUrl })
    await linker.connect()
    await linker.query('begin')
    await linker.query('select 1 from evidence where id = $1 for update', [old.id])
    await linker.query(
      `insert into evidence_link (id, organization_id, customer_id, evidence_id, document_id, section_id, created_by_id)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
      [olivia.me.organization.id, document.customer_id, old.id, document.id, section, olivia.me.user.id],
    )
    const accepting = olivia.api.evidence.accept({ evidence_id: fresh.id })
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitFor(async () => expect(await world.sql(waiting)).not.toEqual([]), { timeout: 4_000 })
    await linker.query('commit')
    await linker.end()
    await accepting
    expect((await olivia.api.evidence.get({ evidence_id: fresh.id })).links).toMatchObject([
      { document_id: document.id, section_id: section },
    ])
  })

  test('does not take a place in a locked section, nor one twice', async () => {
    const old = await renewed('Chart 2026')
    await olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked: true })
    expect(await problemOf(give(olivia, 'Chart 2027', { replaces_id: old.id }))).toMatchObject({ code: 'conflict' })
    await olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked: false })
    await give(olivia, 'Chart 2027', { replaces_id: old.id })
    expect(await problemOf(give(olivia, 'Chart 2028', { replaces_id: old.id }))).toMatchObject({ code: 'not_found' })
  })
})

test('nothing ends before it begins, also while it is given', async () => {
  const period = { valid_from: '2027-02-01', valid_until: '2027-01-31' }
  expect(await problemOf(give(olivia, 'Backwards', period))).toMatchObject({ code: 'invalid_input' })
  expect((await send(olivia, document.customer_id, 'Backwards.pdf', pdf, period)).status).toBe(400)
  expect((await olivia.api.evidence.list({ customer_id: document.customer_id, q: 'Backwards' })).data).toEqual([])
})
