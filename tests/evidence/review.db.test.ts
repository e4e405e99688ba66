import { noteExpiry } from '@certloom/server/evidence/noteExpiry'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { dayAfter } from '@certloom/shared/evidence/validity'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let world: World
let olivia: Person
let rita: Person
let mona: Person
let maria: Person
let sten: Person
let document: DocumentDetail
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  sten = await signUp(world, 'Sten', 'Northlight Advisors')
  document = await makeDocument(olivia, 'Acme Corp')
  rita = await invite(world, olivia, 'Rita', 'reviewer')
  mona = await invite(world, olivia, 'Mona', 'member')
  maria = await invite(world, olivia, 'Maria', 'manager', document.customer_id)
})
afterAll(() => world.stop())

const give = (by: Person, title: string) =>
  by.api.evidence.addLink({ customer_id: document.customer_id, title, url: 'https://files.example/x', targets: [] })
const inboxOf = async (person: Person, title: string) => {
  const { data } = await person.api.notifications.list({ limit: 200 })
  return data.filter(({ sentence }) => sentence.includes(`“${title}”`)).map(({ sentence, path }) => ({ sentence, path }))
}
const mailsTo = async (person: Person) =>
  (await world.sql<{ subject: string }>('select subject from mail where "to" = $1', [person.email])).map(({ subject }) => subject)

test('whoever reviews is told of what waits, in the inbox and by mail; nobody else is', async () => {
  const { id } = await give(maria, 'Access log')
  const notice = { sentence: 'gave “Access log” for Acme Corp; it waits for your review', path: `/evidence/${id}` }
  expect(await inboxOf(rita, 'Access log')).toEqual([notice])
  expect(await inboxOf(olivia, 'Access log')).toEqual([notice])
  expect(await mailsTo(rita)).toContain('Maria gave “Access log” for Acme Corp; it waits for your review')
  expect([...(await inboxOf(mona, 'Access log')), ...(await inboxOf(maria, 'Access log'))]).toEqual([])
  await give(mona, 'Needs no review')
  expect(await inboxOf(rita, 'Needs no review')).toEqual([])
})

test('whoever gave it hears each decision, with the reason of a rejection', async () => {
  const { id } = await give(maria, 'Backup test')
  await rita.api.evidence.reject({ evidence_id: id, reason: 'Not signed' })
  await rita.api.evidence.accept({ evidence_id: id })
  await rita.api.evidence.accept({ evidence_id: id })
  expect((await inboxOf(maria, 'Backup test')).map(({ sentence }) => sentence)).toEqual([
    'accepted “Backup test”',
    'rejected “Backup test”: Not signed',
  ])
  expect(await mailsTo(maria)).toContain('Rita rejected “Backup test”: Not signed')
})

test('what waits fills its section, and completes its task only once it is accepted', async () => {
  const section = { document_id: document.id, section_id: evidenceSectionOf(document) }
  const taskHere = async () => (await olivia.api.tasks.list({ customer_id: document.customer_id, ...section })).data[0]
  const { id } = await maria.api.evidence.addLink({
    customer_id: document.customer_id,
    title: 'Chart',
    url: 'https://files.example/chart',
    targets: [section],
  })
  await world.app.services.live.store(document.room)
  expect(await taskHere()).toMatchObject({ task_type: 'fillable_section', status: 'in_progress', evidence_uploaded: true })
  await rita.api.evidence.accept({ evidence_id: id })
  expect(await taskHere()).toMatchObject({ status: 'completed', completed_by: { name: 'Rita' } })
})

test('what a customer’s people rename or give other dates waits again, and is told each time; a description is not', async () => {
  const { id: evidence_id } = await give(maria, 'Firewall rules')
  const state = async () => {
    const { status, reviewed_by } = await maria.api.evidence.get({ evidence_id })
    return [status, reviewed_by?.name]
  }
  await rita.api.evidence.accept({ evidence_id })
  await maria.api.evidence.update({ evidence_id, description: 'Of the head office' })
  expect(await state()).toEqual(['accepted', 'Rita'])
  await maria.api.evidence.update({ evidence_id, title: 'Firewall rules of all sites' })
  expect(await state()).toEqual(['pending', undefined])
  await rita.api.evidence.accept({ evidence_id })
  await maria.api.evidence.update({ evidence_id, valid_from: '2026-01-01' })
  expect(await state()).toEqual(['pending', undefined])
  const again = {
    sentence: 'changed “Firewall rules of all sites” for Acme Corp; it waits for your review',
    path: `/evidence/${evidence_id}`,
  }
  expect(await inboxOf(rita, 'Firewall rules of all sites')).toEqual([again, again])
  const { data } = await rita.api.activity.list({ entity_id: evidence_id })
  expect(data[0]).toMatchObject({ action: 'evidence.changed', before: { status: 'accepted' }, after: { status: 'pending' } })
  await rita.api.evidence.accept({ evidence_id })
  await mona.api.evidence.update({ evidence_id, title: 'Firewall rules by staff' })
  expect((await state())[0]).toBe('accepted')
})

test('a task to renew evidence ends when the later end a customer’s people say is accepted', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const { id: evidence_id } = await give(maria, 'Penetration test')
  await maria.api.evidence.update({ evidence_id, valid_until: dayAfter(today, 5) })
  await rita.api.evidence.accept({ evidence_id })
  await noteExpiry(world.app.services, today)
  const renewals = async () => {
    const { data } = await olivia.api.tasks.list({ customer_id: document.customer_id, q: 'Renew evidence: Penetration test' })
    return data.map(({ status }) => status)
  }
  await maria.api.evidence.update({ evidence_id, valid_until: dayAfter(today, 400) })
  await maria.api.evidence.update({ evidence_id, valid_until: dayAfter(today, 500) })
  expect(await renewals()).toEqual(['pending'])
  await rita.api.evidence.accept({ evidence_id })
  expect(await renewals()).toEqual(['completed'])
})

test.each(['', '   '])('nothing is rejected for the reason %j', async (reason) => {
  const { id } = await give(maria, 'Without a reason')
  expect(await problemOf(rita.api.evidence.reject({ evidence_id: id, reason }))).toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'reason' }],
  })
  expect(await maria.api.evidence.get({ evidence_id: id })).toMatchObject({ status: 'pending' })
})

test('a customer’s people review nothing, least of all their own', async () => {
  const { id } = await give(maria, 'Mine')
  expect(await problemOf(maria.api.evidence.accept({ evidence_id: id }))).toMatchObject({ code: 'forbidden' })
  expect(await problemOf(maria.api.evidence.reject({ evidence_id: id, reason: 'x' }))).toMatchObject({ code: 'forbidden' })
  expect(await problemOf(maria.api.evidence.acceptMany({ evidence_ids: [id] }))).toMatchObject({ code: 'forbidden' })
  expect(await problemOf(mona.api.evidence.acceptMany({ evidence_ids: [id] }))).toMatchObject({ code: 'forbidden' })
})

test('several are accepted at once; what cannot be is told and holds up no other', async () => {
  const [a, b] = [await give(maria, 'First'), await give(maria, 'Second')]
  const gone = await give(maria, 'Gone')
  await olivia.api.evidence.archive({ evidence_id: gone.id })
  const unknown = newId()
  expect(await rita.api.evidence.acceptMany({ evidence_ids: [a.id, gone.id, unknown, b.id, a.id] })).toEqual({
    accepted: [a.id, b.id],
    refused: [gone.id, unknown].map((evidence_id) => ({ evidence_id, code: 'not_found', detail: expect.any(String) })),
  })
  expect(await inboxOf(maria, 'Second')).toHaveLength(1)
  const stens = await sten.api.evidence.acceptMany({ evidence_ids: [a.id] })
  expect(stens).toMatchObject({ accepted: [], refused: [{ code: 'not_found' }] })
})

test('the queue of the organization holds what waits of every customer', async () => {
  const other = await olivia.api.customers.create({ company_name: 'Beta Inc' })
  const ben = await invite(world, olivia, 'Ben', 'contributor', other.id)
  await ben.api.evidence.addLink({ customer_id: other.id, title: 'Of Beta', url: 'https://files.example/b', targets: [] })
  const { data } = await rita.api.evidence.list({ status: 'pending', limit: 200 })
  expect(new Set(data.map(({ customer_name }) => customer_name))).toEqual(new Set(['Acme Corp', 'Beta Inc']))
  expect((await ben.api.evidence.list({ status: 'pending' })).data.map(({ title }) => title)).toEqual(['Of Beta'])
  expect(await rita.api.evidence.countPending()).toEqual({ count: data.length })
  expect(await problemOf(ben.api.evidence.countPending())).toMatchObject({ code: 'forbidden' })
})

test('evidence of an archived customer waits and ends for nobody until the customer comes back', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Resting Ltd' })
  const cody = await invite(world, olivia, 'Cody', 'contributor', customer_id)
  const url = 'https://files.example/resting'
  await cody.api.evidence.addLink({ customer_id, title: 'Waits', url, targets: [] })
  await olivia.api.evidence.addLink({ customer_id, title: 'Ended', url, valid_until: '2020-01-01', targets: [] })
  const standing = async () => {
    const { pending, expired } = (await olivia.api.progress.figures({})).evidence
    const listed = async (status: 'pending' | 'expired') => (await rita.api.evidence.list({ status, limit: 200 })).data.length
    return [(await rita.api.evidence.countPending()).count, pending, await listed('pending'), expired, await listed('expired')]
  }
  const before = await standing()
  await olivia.api.customers.archive({ customer_id })
  expect(await standing()).toEqual(before.map((count) => count - 1))
  await olivia.api.customers.unarchive({ customer_id })
  expect(await standing()).toEqual(before)
})

test('owners and admins decide whether what customers give waits, and it is on record', async () => {
  expect(await maria.api.organizations.settings()).toMatchObject({ review_customer_evidence: true, storage_limit_bytes: null })
  for (const { api } of [rita, mona, maria])
    expect(await problemOf(api.organizations.changeSettings({ review_customer_evidence: false }))).toMatchObject({ code: 'forbidden' })
  await olivia.api.organizations.changeSettings({ review_customer_evidence: false })
  expect(await give(maria, 'Taken at once')).toMatchObject({ status: 'accepted' })
  expect(await inboxOf(rita, 'Taken at once')).toEqual([])
  expect(await sten.api.organizations.settings()).toMatchObject({ review_customer_evidence: true })
  await olivia.api.organizations.changeSettings({ review_customer_evidence: true })
  const { data } = await olivia.api.activity.list({ entity_id: olivia.me.organization.id })
  expect(data[0]).toMatchObject({ action: 'organization.changed', before: { review_customer_evidence: false } })
})
