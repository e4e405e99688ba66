import { factText } from '@certloom/shared/collab/factsDoc'
import type { FactKey } from '@certloom/shared/facts/catalogue'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { filledPolicy, goal, submit } from '../reviews/submittable.ts'
import { problemOf } from '../support/client.ts'
import { readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let rita: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita', 'reviewer')
})
afterAll(() => world.stop())

const purpose = 'Kept by {{isms_manager}}, reviewed {{review_cadence}}.'
const say = (customer_id: string, key: FactKey, text: string) => olivia.api.facts.say({ customer_id, key, text })
const driftOf = async (by: Person, customer_id: string) => (await by.api.facts.drift({ customer_id })).data

/** A policy of a customer whose ISMS manager is Jana, approved. */
async function approvedPolicy() {
  const { id: customerId } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  await say(customerId, 'isms_manager', 'Jana Weber')
  const document = await filledPolicy(world, olivia, customerId, purpose)
  const version_hash = await submit(olivia, document.id)
  await rita.api.reviews.approve({ document_id: document.id, version_hash })
  return { customerId, document: await readDocument(olivia, document.id), version_hash }
}

async function exportedWords(document_id: string, revision?: number): Promise<string> {
  const { id } = await olivia.api.exports.exportDocument({ document_id, format: 'docx', revision })
  await vi.waitFor(async () => expect((await olivia.api.exports.get({ export_id: id })).status).toBe('done'), {
    timeout: 30_000,
    interval: 30,
  })
  const answer = await olivia.fetch(`/api/v1/exports/${id}/download`)
  const parts = await unzip(Buffer.from(await answer.arrayBuffer()))
  return (parts.get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
}

test('an approved version keeps what the facts said, the draft and the list of what drifted tell what they say now', async () => {
  const { customerId, document } = await approvedPolicy()
  expect(await driftOf(olivia, customerId)).toEqual([])
  await say(customerId, 'isms_manager', 'Tim Krüger')
  expect(await driftOf(olivia, customerId)).toMatchObject([
    {
      document_id: document.id,
      document_version: 1,
      revision: document.revision,
      facts: [{ key: 'isms_manager', label: 'ISMS manager', before: 'Jana Weber', after: 'Tim Krüger' }],
    },
  ])
  const approved = await olivia.api.documents.version({ document_id: document.id, revision: document.revision })
  const compared = await olivia.api.documents.compare({ document_id: document.id, from: document.revision })
  expect(compared.facts).toEqual([{ key: 'isms_manager', label: 'ISMS manager', before: 'Jana Weber', after: 'Tim Krüger' }])
  expect(approved).toMatchObject({ kind: 'approved', facts: { isms_manager: 'Jana Weber', review_cadence: '' } })
  expect((await readDocument(olivia, document.id)).facts?.texts.isms_manager).toBe('Tim Krüger')
  expect(await exportedWords(document.id)).toContain('Kept by Jana Weber, reviewed [Review cadence].')
  await say(customerId, 'isms_manager', ' Jana Weber')
  expect(await driftOf(olivia, customerId)).toEqual([])
})

test('a dashboard counts the approved documents that show older facts, and its number opens as many', async () => {
  const lena = await signUp(world, 'Lena', 'Northlight Advisors')
  const ron = await invite(world, lena, 'Ron', 'reviewer')
  const say = (customer_id: string, key: FactKey, text: string) => lena.api.facts.say({ customer_id, key, text })
  const customers = []
  for (const name of ['Acme Corp', 'Beta Inc']) {
    const { id } = await lena.api.customers.create({ company_name: name })
    await say(id, 'isms_manager', 'Jana Weber')
    const document = await filledPolicy(world, lena, id, purpose)
    await ron.api.reviews.approve({ document_id: document.id, version_hash: await submit(lena, document.id) })
    customers.push({ id, document: document.id, plan: document.plan_id })
  }
  const [acme, beta] = customers
  const older = async (of: { customer_id?: string; plan_id?: string } = {}) => {
    const { data } = await lena.api.documents.list({ ...of, facts: 'older' })
    expect((await lena.api.progress.figures(of)).documents.with_older_facts).toBe(data.length)
    return data.map(({ id }) => id)
  }
  expect(await older()).toEqual([])
  await say(acme?.id ?? '', 'isms_manager', 'Tim Krüger')
  await say(beta?.id ?? '', 'isms_manager', '\u00a0Jana Weber \u2003')
  expect(await older()).toEqual([acme?.document])
  expect(await older({ customer_id: beta?.id ?? '' })).toEqual([])
  expect(await older({ plan_id: acme?.plan ?? '' })).toEqual([acme?.document])
  const carl = await invite(world, lena, 'Carl', 'viewer', beta?.id)
  expect((await carl.api.progress.figures({})).documents.with_older_facts).toBe(0)
  await say(beta?.id ?? '', 'review_cadence', 'every year')
  expect(await older()).toHaveLength(2)
  expect((await carl.api.progress.figures({})).documents.with_older_facts).toBe(1)
})

test('a fact that nobody shows makes nothing drift, and a withdrawn approval or an archived document none either', async () => {
  const { customerId, document, version_hash } = await approvedPolicy()
  await say(customerId, 'headcount', '65')
  expect(await driftOf(olivia, customerId)).toEqual([])
  await say(customerId, 'review_cadence', 'every year')
  expect(await driftOf(olivia, customerId)).toHaveLength(1)
  await rita.api.reviews.withdraw({ document_id: document.id, version_hash, reason: 'Wrong person' })
  expect(await driftOf(olivia, customerId)).toEqual([])
})

test('what a fact says is part of what is approved: with another fact the same words are another version', async () => {
  const { customerId, document, version_hash } = await approvedPolicy()
  expect((await problemOf(submit(olivia, document.id))).code).toBe('conflict')
  await say(customerId, 'isms_manager', 'Tim Krüger')
  const next = await submit(olivia, document.id)
  expect(next).not.toBe(version_hash)
  expect((await problemOf(rita.api.reviews.approve({ document_id: document.id, version_hash }))).code).toBe('conflict')
  await say(customerId, 'isms_manager', 'Somebody else')
  await rita.api.reviews.approve({ document_id: document.id, version_hash: next })
  const { revision } = await readDocument(olivia, document.id)
  const approved = await olivia.api.documents.version({ document_id: document.id, revision })
  expect(approved).toMatchObject({ content_hash: next, document_version: 2, facts: { isms_manager: 'Tim Krüger' } })
  expect((await driftOf(olivia, customerId)).map(({ facts }) => facts)).toMatchObject([[{ before: 'Tim Krüger', after: 'Somebody else' }]])
})

test('submitting takes a fact as it is at this moment, keystrokes included that nobody has stored', async () => {
  const { customerId, document } = await approvedPolicy()
  const { room } = await olivia.api.facts.get({ customer_id: customerId })
  const editor = await join(world, olivia, room)
  factText(editor.doc, 'review_cadence').insert(0, 'every twelve months')
  await editor.saved()
  await submit(olivia, document.id)
  editor.leave()
  const { revision } = await readDocument(olivia, document.id)
  expect((await olivia.api.documents.version({ document_id: document.id, revision })).facts?.review_cadence).toBe('every twelve months')
})

test('somebody who falsifies what an approved version showed is found out', async () => {
  const { document } = await approvedPolicy()
  await world.sql('alter table document_version disable trigger document_version_kept')
  await world.sql(
    `update document_version set facts = '{"isms_manager": "Mallory", "review_cadence": ""}' where document_id = $1 and revision = $2`,
    [document.id, document.revision],
  )
  await world.sql('alter table document_version enable trigger document_version_kept')
  expect((await problemOf(olivia.api.documents.version({ document_id: document.id, revision: document.revision }))).code).toBe('damaged')
})

test('a draft is exported with the facts as they are said now, whether it was stored long ago or has a name', async () => {
  const { id: customerId } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const document = await filledPolicy(world, olivia, customerId, purpose)
  await say(customerId, 'isms_manager', 'Jana Weber')
  expect(await exportedWords(document.id)).toContain('Kept by Jana Weber, reviewed [Review cadence].')
  const named = await olivia.api.documents.nameVersion({ document_id: document.id, label: 'For the board' })
  await say(customerId, 'isms_manager', 'Tim Krüger')
  expect(await exportedWords(document.id, named.revision)).toContain('Kept by Jana Weber')
  expect(await exportedWords(document.id)).toContain('Kept by Tim Krüger')
  await fillSection(world, olivia, document.room, goal, 'More.')
  expect(await exportedWords(document.id)).toContain('Kept by Tim Krüger')
})
