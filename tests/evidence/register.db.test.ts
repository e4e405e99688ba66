import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { dayAfter } from '@certloom/shared/evidence/validity'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { makeDocument } from '../support/documents.ts'
import { png } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let world: World
let olivia: Person
let sten: Person
let carl: Person
let document: DocumentDetail
let other: DocumentDetail
let section: string
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  sten = await signUp(world, 'Sten', 'Northlight Advisors')
  document = await makeDocument(olivia, 'Acme Corp')
  other = await makeDocument(olivia, 'Beta Inc')
  section = evidenceSectionOf(document)
  carl = await invite(world, olivia, 'Carl', 'contributor', document.customer_id)
})
afterAll(() => world.stop())

const today = new Date().toISOString().slice(0, 10)
const acme = () => document.customer_id
const here = () => ({ document_id: document.id, section_id: section })
const giveLink = (by: Person, title: string, more: object = {}) =>
  by.api.evidence.addLink({ customer_id: acme(), title, url: 'https://files.example/x', targets: [], ...more })
const required = async () => {
  const rows = await walk((cursor) => olivia.api.evidence.requirements({ customer_id: acme(), limit: 3, cursor }))
  return rows.find((row) => row.section_id === section)
}
const stateHere = async () => (await required())?.state

describe('what is required', () => {
  test('stands as well as the best of what is linked to it', async () => {
    expect(await stateHere()).toBe('missing')
    const rejected = await giveLink(carl, 'Old chart', { targets: [here()] })
    await olivia.api.evidence.reject({ evidence_id: rejected.id, reason: 'Too old' })
    expect(await stateHere()).toBe('rejected')
    await giveLink(olivia, 'Ended', { targets: [here()], valid_until: dayAfter(today, -1) })
    expect(await stateHere()).toBe('expired')
    await giveLink(carl, 'New chart', { targets: [here()] })
    expect(await stateHere()).toBe('waiting')
    await giveLink(olivia, 'Ends soon', { targets: [here()], valid_until: dayAfter(today, 30) })
    expect(await stateHere()).toBe('expiring')
    await giveLink(olivia, 'Chart', { targets: [here()], valid_until: dayAfter(today, 31) })
    expect(await required()).toMatchObject({
      state: 'present',
      document_name: document.document_name,
      evidence: [
        { title: 'Chart', status: 'accepted', validity: 'valid', rejection_reason: null },
        { title: 'Ends soon', status: 'accepted', validity: 'expiring' },
        { title: 'New chart', status: 'pending', validity: 'unlimited' },
        { title: 'Ended', status: 'accepted', validity: 'expired' },
        { title: 'Old chart', status: 'rejected', rejection_reason: 'Too old' },
      ],
    })
  })

  test('is counted by state, plan and document, and every count is its list', async () => {
    const summary = await olivia.api.evidence.summary({ customer_id: acme() })
    expect(summary.required).toBeGreaterThan(2)
    expect(summary.present).toBe(1)
    expect(summary.by_document).toContainEqual(expect.objectContaining({ document_id: document.id, present: 1 }))
    expect(summary.by_plan.find(({ plan_id }) => plan_id === document.plan_id)).toMatchObject({ present: 1 })
    for (const state of ['missing', 'present', 'waiting'] as const) {
      const { data } = await olivia.api.evidence.requirements({ customer_id: acme(), state, limit: 200 })
      expect(data).toHaveLength(summary[state])
    }
    const ofDocument = await olivia.api.evidence.requirements({ customer_id: acme(), document_id: document.id })
    expect(ofDocument.data.every(({ document_id }) => document_id === document.id)).toBe(true)
    const found = await olivia.api.evidence.requirements({ customer_id: acme(), q: 'organization chart' })
    expect(found.data.length).toBeGreaterThan(0)
  })

  test('is nobody’s business but the customer’s', async () => {
    const bea = await invite(world, olivia, 'Bea', 'manager', other.customer_id)
    for (const { api } of [sten, bea]) {
      expect(await problemOf(api.evidence.requirements({ customer_id: acme() }))).toMatchObject({ code: 'not_found' })
      expect(await problemOf(api.evidence.summary({ customer_id: acme() }))).toMatchObject({ code: 'not_found' })
    }
    expect((await carl.api.evidence.summary({ customer_id: acme() })).required).toBeGreaterThan(2)
  })
})

describe('the register', () => {
  test('finds evidence by type, plan, person, words and end', async () => {
    const picture = await upload(carl, acme(), '100%_floor.png', png, { ...here(), title: 'Floor plan' })
    const list = async (filter: object) => {
      const { data } = await olivia.api.evidence.list({ customer_id: acme(), limit: 200, ...filter })
      return data.map(({ title }) => title)
    }
    expect(await list({ type: 'image' })).toEqual(['Floor plan'])
    expect(await list({ type: 'link' })).not.toContain('Floor plan')
    expect(await list({ uploaded_by: carl.me.user.id, type: 'image' })).toEqual(['Floor plan'])
    expect(await list({ q: '0%_FLOOR' })).toEqual(['Floor plan'])
    expect(await list({ q: '%' })).toEqual(['Floor plan'])
    expect(await list({ status: 'expired' })).toEqual(['Ended'])
    expect(await list({ status: 'expiring' })).toEqual(['Ends soon'])
    expect(await list({ plan_id: other.plan_id })).toEqual([])
    expect(await list({ plan_id: document.plan_id, status: 'pending' })).toEqual(['Floor plan', 'New chart'])
    expect(picture.evidence).toMatchObject({ customer_name: 'Acme Corp', links: [{ document_name: document.document_name }] })
  })

  test.each(['newest', 'title', 'valid_until'] as const)('is the same page by page as at once, sorted by %s', async (sort) => {
    const whole = await olivia.api.evidence.list({ customer_id: acme(), sort, limit: 200 })
    const paged = await walk((cursor) => olivia.api.evidence.list({ customer_id: acme(), sort, limit: 2, cursor }))
    expect(paged.map(({ id }) => id)).toEqual(whole.data.map(({ id }) => id))
    expect(whole.data.length).toBeGreaterThan(4)
  })

  test('refuses the cursor of another order', async () => {
    const { next_cursor } = await olivia.api.evidence.list({ customer_id: acme(), sort: 'title', limit: 1 })
    const call = olivia.api.evidence.list({ customer_id: acme(), sort: 'valid_until', limit: 1, cursor: next_cursor ?? '' })
    expect(await problemOf(call)).toMatchObject({ code: 'invalid_input' })
  })
})

test('one piece serves several sections and tasks, and several serve one', async () => {
  const rows = await walk((cursor) => olivia.api.evidence.requirements({ customer_id: acme(), state: 'missing', limit: 5, cursor }))
  const [first, second] = rows
  if (!first || !second) throw new Error('Nothing is missing.')
  const { id } = await giveLink(olivia, 'Serves two')
  for (const { task_id } of [first, second]) await olivia.api.evidence.attach({ evidence_id: id, target: { task_id } })
  const { links } = await olivia.api.evidence.get({ evidence_id: id })
  expect(links.map(({ task_title }) => task_title)).toEqual([first.title, second.title])
  const after = await walk((cursor) => olivia.api.evidence.requirements({ customer_id: acme(), state: 'present', cursor }))
  expect(after.map(({ task_id }) => task_id)).toEqual(expect.arrayContaining([first.task_id, second.task_id]))
})

test('evidence of another customer or tenant is never attached, in either direction', async () => {
  const ours = await giveLink(olivia, 'Acme’s')
  const foreign = { document_id: other.id, section_id: evidenceSectionOf(other) }
  expect(await problemOf(olivia.api.evidence.attach({ evidence_id: ours.id, target: foreign }))).toMatchObject({ code: 'not_found' })
  expect(await problemOf(sten.api.evidence.attach({ evidence_id: ours.id, target: here() }))).toMatchObject({ code: 'not_found' })
  const renewal = olivia.api.evidence.addLink({
    customer_id: other.customer_id,
    title: 'Renewed',
    url: 'https://files.example/y',
    replaces_id: ours.id,
  })
  expect(await problemOf(renewal)).toMatchObject({ code: 'not_found' })
})
