import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives, readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { send, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let world: World
let olivia: Person
let sten: Person
let carl: Person
let bea: Person
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
  bea = await invite(world, olivia, 'Bea', 'manager', other.customer_id)
})
afterAll(() => world.stop())

const here = () => ({ document_id: document.id, section_id: section })
const giveLink = (by: Person, title = 'Audit report', targets: object[] = [here()]) =>
  by.api.evidence.addLink({ customer_id: document.customer_id, title, url: 'https://files.example/report', targets: targets as never })
const setPolicy = (column: 'evidence_policy' | 'review_customer_evidence', value: string) =>
  world.sql(`update organization set ${column} = $1 where id = $2`, [value, olivia.me.organization.id])

async function newTask(customerId = document.customer_id): Promise<string> {
  const id = newId()
  await world.sql(
    `insert into task (id, organization_id, customer_id, scope, type, title, created_by_id) values ($1, $2, $3, 'customer', 'evidence_required', 'Collect logs', $4)`,
    [id, olivia.me.organization.id, customerId, olivia.me.user.id],
  )
  return id
}
const hasEvidence = async (task: string): Promise<unknown> =>
  (await world.sql<{ has_evidence: boolean }>('select has_evidence from task where id = $1', [task]))[0]?.has_evidence

describe('a link', () => {
  test('is evidence from the start, for a section and a task at once', async () => {
    const task = await newTask()
    const evidence = await giveLink(olivia, 'Audit report', [here(), { task_id: task }])
    expect(evidence).toMatchObject({
      customer_id: document.customer_id,
      kind: 'link',
      title: 'Audit report',
      url: 'https://files.example/report',
      file: null,
      status: 'accepted',
      reviewed_by: null,
      created_by: { name: 'Olivia' },
      links: [
        { document_id: document.id, section_id: section, task_id: null },
        { document_id: null, section_id: null, task_id: task },
      ],
    })
    expect(await olivia.api.evidence.get({ evidence_id: evidence.id })).toEqual(evidence)
    expect(await hasEvidence(task)).toBe(true)
  })

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'ftp://files.example/a', 'no address'])(
    'cannot be %s',
    async (url) => {
      const call = olivia.api.evidence.addLink({ customer_id: document.customer_id, title: 'Bad', url, targets: [] })
      expect(await problemOf(call)).toMatchObject({ code: 'invalid_input', issues: [{ path: 'url' }] })
    },
  )

  test('cannot be for what the customer does not have', async () => {
    const foreign = [
      { document_id: other.id, section_id: section },
      { document_id: document.id, section_id: 'no-such-section' },
      { document_id: newId(), section_id: section },
      { task_id: await newTask(other.customer_id) },
    ]
    const before = await world.sql('select 1 from evidence')
    for (const target of foreign) expect(await problemOf(giveLink(olivia, 'Lost', [target]))).toMatchObject({ code: 'not_found' })
    expect(await world.sql('select 1 from evidence')).toHaveLength(before.length)
  })

  test('is linked once, taken away, and linked again', async () => {
    const task = await newTask()
    const { id } = await giveLink(olivia, 'Once', [])
    const first = await olivia.api.evidence.attach({ evidence_id: id, target: { task_id: task } })
    const [second, third] = await Promise.all(
      [olivia, olivia].map((person) => person.api.evidence.attach({ evidence_id: id, target: { task_id: task } })),
    )
    expect([second, third]).toEqual([first, first])
    await olivia.api.evidence.detach({ evidence_id: id, link_id: first.id })
    expect(await hasEvidence(task)).toBe(false)
    expect(await problemOf(olivia.api.evidence.detach({ evidence_id: id, link_id: first.id }))).toMatchObject({ code: 'not_found' })
    await olivia.api.evidence.attach({ evidence_id: id, target: { task_id: task } })
    expect(await hasEvidence(task)).toBe(true)
  })
})

describe('an organization that takes links only', () => {
  test('refuses files as evidence and says what to do, and takes links and attachments', async () => {
    await setPolicy('evidence_policy', 'links_only')
    const refused = await send(olivia, document.customer_id, 'proof.txt', 'proof')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      code: 'forbidden',
      detail: expect.stringMatching(/Harbor Compliance takes links.*give its link/),
    })
    expect(await giveLink(olivia)).toMatchObject({ status: 'accepted' })
    await upload(olivia, document.customer_id, 'minutes.txt', 'minutes', { file_type: 'attachment' })
    await setPolicy('evidence_policy', 'uploads')
    await upload(olivia, document.customer_id, 'proof.txt', 'proof')
  })
})

describe('what a customer gives', () => {
  test('waits for a reviewer, who accepts it or says why not', async () => {
    const task = await newTask()
    const { evidence } = await upload(carl, document.customer_id, 'log.csv', 'at;who', { task_id: task, title: 'Access log' })
    const id = evidence?.id ?? ''
    expect(evidence).toMatchObject({ status: 'pending', title: 'Access log', links: [{ task_id: task }] })
    expect(await problemOf(carl.api.evidence.accept({ evidence_id: id }))).toMatchObject({ code: 'forbidden' })
    await olivia.api.evidence.reject({ evidence_id: id, reason: 'It is last year’s.' })
    expect(await carl.api.evidence.get({ evidence_id: id })).toMatchObject({
      status: 'rejected',
      rejection_reason: 'It is last year’s.',
      reviewed_by: { name: 'Olivia' },
      reviewed_at: expect.any(String),
    })
    expect(await hasEvidence(task)).toBe(false)
    await olivia.api.evidence.accept({ evidence_id: id })
    await olivia.api.evidence.accept({ evidence_id: id })
    expect(await carl.api.evidence.get({ evidence_id: id })).toMatchObject({ status: 'accepted', rejection_reason: null })
    expect(await hasEvidence(task)).toBe(true)
    const { data } = await olivia.api.activity.list({ entity_id: id })
    expect(data.map(({ action, actor }) => `${actor.name}: ${action}`)).toEqual([
      'Olivia: evidence.accepted',
      'Olivia: evidence.rejected',
      'Carl: evidence.linked',
      'Carl: evidence.added',
    ])
  })

  test('is accepted at once where the organization switched review off', async () => {
    await setPolicy('review_customer_evidence', 'false')
    expect(await giveLink(carl)).toMatchObject({ status: 'accepted' })
    await setPolicy('review_customer_evidence', 'true')
    expect(await giveLink(carl)).toMatchObject({ status: 'pending' })
  })
})

test('title and validity can be mended, but nothing ends before it begins', async () => {
  const { id } = await giveLink(olivia, 'Certifcate')
  const changed = await olivia.api.evidence.update({ evidence_id: id, title: 'Certificate', valid_until: '2027-01-31' })
  expect(changed).toMatchObject({ title: 'Certificate', description: '', valid_from: null, valid_until: '2027-01-31' })
  expect(await problemOf(olivia.api.evidence.update({ evidence_id: id, valid_from: '2027-02-01' }))).toMatchObject({
    code: 'invalid_input',
  })
  expect(await olivia.api.evidence.update({ evidence_id: id, valid_until: null })).toMatchObject({ valid_until: null })
})

test('archived evidence is gone from lists, links and tasks', async () => {
  const task = await newTask()
  const { id } = await giveLink(olivia, 'Old', [here(), { task_id: task }])
  await olivia.api.evidence.archive({ evidence_id: id })
  expect(await problemOf(olivia.api.evidence.get({ evidence_id: id }))).toMatchObject({ code: 'not_found' })
  expect((await olivia.api.evidence.list({ task_id: task })).data).toEqual([])
  expect(await hasEvidence(task)).toBe(false)
})

test('lists are filtered, newest first, page by page', async () => {
  const task = await newTask()
  const made = [await giveLink(olivia, 'One', [{ task_id: task }]), await giveLink(carl, 'Two', [{ task_id: task }])].map(({ id }) => id)
  const page = await olivia.api.evidence.list({ task_id: task, limit: 1 })
  const rest = await olivia.api.evidence.list({ task_id: task, limit: 1, cursor: page.next_cursor ?? '' })
  expect([...page.data, ...rest.data].map(({ id }) => id)).toEqual([...made].reverse())
  expect((await olivia.api.evidence.list({ task_id: task, status: 'pending' })).data.map(({ title }) => title)).toEqual(['Two'])
  const ofSection = await olivia.api.evidence.list({ document_id: document.id, section_id: section })
  expect(ofSection.data.every(({ links }) => links.some(({ section_id }) => section_id === section))).toBe(true)
  expect((await olivia.api.evidence.list({ document_id: document.id, section_id: objectives })).data).toEqual([])
})

test('nothing is linked to a locked section or taken from it', async () => {
  const { id, links } = await giveLink(olivia, 'Before')
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked: true })
  expect(await problemOf(giveLink(olivia, 'After'))).toMatchObject({ code: 'conflict', detail: expect.stringContaining('locked') })
  expect((await send(olivia, document.customer_id, 'after.txt', 'after', here())).status).toBe(409)
  expect(await problemOf(olivia.api.evidence.detach({ evidence_id: id, link_id: links[0]?.id ?? '' }))).toMatchObject({ code: 'conflict' })
  expect(await problemOf(olivia.api.evidence.archive({ evidence_id: id }))).toMatchObject({ code: 'conflict' })
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked: false })
  await olivia.api.evidence.archive({ evidence_id: id })
})

test('evidence that a locked section names keeps its name, and only that', async () => {
  const { id: evidence_id } = await giveLink(olivia, 'Named in the section')
  const lock = (locked: boolean) => olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked })
  const said = async () => {
    await world.app.services.live.store(document.room)
    return (await readDocument(olivia, document.id)).content.fillable_sections.find(({ id }) => id === section)?.text
  }
  await lock(true)
  const before = await said()
  expect(before).toContain('Named in the section')
  const problem = await problemOf(olivia.api.evidence.update({ evidence_id, title: 'Something else' }))
  expect(await said()).toBe(before)
  expect(problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining(`locked section of “${document.document_name}”`) })
  await olivia.api.evidence.update({ evidence_id, title: 'Named in the section', valid_until: '2099-12-31' })
  expect(await olivia.api.evidence.get({ evidence_id })).toMatchObject({ title: 'Named in the section', valid_until: '2099-12-31' })
  await lock(false)
  await olivia.api.evidence.update({ evidence_id, title: 'Something else' })
  expect(await said()).toContain('Something else')
  await olivia.api.evidence.archive({ evidence_id })
})

test('strangers and other customers’ people see nothing of it and change nothing', async () => {
  const { id, links } = await giveLink(olivia, 'Ours')
  for (const { api } of [sten, bea]) {
    const attempts = [
      api.evidence.get({ evidence_id: id }),
      api.evidence.attach({ evidence_id: id, target: here() }),
      api.evidence.detach({ evidence_id: id, link_id: links[0]?.id ?? '' }),
      api.evidence.update({ evidence_id: id, title: 'Mine' }),
      api.evidence.accept({ evidence_id: id }),
      api.evidence.reject({ evidence_id: id, reason: 'No' }),
      api.evidence.archive({ evidence_id: id }),
      api.evidence.addLink({ customer_id: document.customer_id, title: 'Mine', url: 'https://a.example', targets: [] }),
    ]
    for (const { code } of await Promise.all(attempts.map(problemOf))) expect(code).toBe('not_found')
    expect((await api.evidence.list({ document_id: document.id })).data).toEqual([])
    expect((await api.evidence.list({})).data).toEqual([])
  }
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  expect(await vera.api.evidence.get({ evidence_id: id })).toMatchObject({ title: 'Ours' })
  const forbidden = [
    giveLink(vera),
    vera.api.evidence.archive({ evidence_id: id }),
    vera.api.evidence.update({ evidence_id: id, title: 'x' }),
  ]
  for (const { code } of await Promise.all(forbidden.map(problemOf))) expect(code).toBe('forbidden')
})

test('the document’s history tells what was linked to which section', async () => {
  const { id, links } = await giveLink(olivia, 'For the history')
  await olivia.api.evidence.detach({ evidence_id: id, link_id: links[0]?.id ?? '' })
  const { data } = await olivia.api.activity.list({ entity_id: document.id })
  const { content } = await readDocument(olivia, document.id)
  const title = content.fillable_sections.find((candidate) => candidate.id === section)?.title
  expect(data.filter(({ action }) => action.startsWith('evidence.')).slice(0, 2)).toMatchObject([
    {
      action: 'evidence.unlinked',
      entity_name: document.document_name,
      section: { id: section, title },
      before: { title: 'For the history' },
    },
    { action: 'evidence.linked', section: { id: section, title }, after: { title: 'For the history', evidence_id: id } },
  ])
})
