import { documentMeta, evidenceSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { fillSection } from '../documents/fillSection.ts'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives, projects, readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let world: World
let olivia: Person
let ben: Person
let ada: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
  ada = await invite(world, olivia, 'Ada', 'member')
})
afterAll(() => world.stop())

async function newDocument(): Promise<{ document: DocumentDetail; section: string }> {
  const document = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  return { document, section: evidenceSectionOf(document) }
}

const giveLink = (by: Person, document: DocumentDetail, title: string, ...sections: string[]) =>
  by.api.evidence.addLink({
    customer_id: document.customer_id,
    title,
    url: `https://files.example/${encodeURIComponent(title)}`,
    targets: sections.map((section_id) => ({ document_id: document.id, section_id })),
  })

const titlesIn = (doc: Y.Doc, section: string): string[] => linkedEvidence(evidenceSection(doc, section)).map(({ title }) => title)
const sectionOf = async (document: DocumentDetail, section: string) =>
  (await readDocument(olivia, document.id)).content.fillable_sections.find(({ id }) => id === section)
const store = (document: DocumentDetail): Promise<void> => world.app.services.live.store(document.room)

/** What the rows say is linked to a section. */
const linkedRows = (document: DocumentDetail, section: string): Promise<{ id: string; title: string; status: string }[]> =>
  world.sql(
    `select e.id, e.title, e.status::text from evidence e join evidence_link l on l.evidence_id = e.id
      where l.document_id = $1 and l.section_id = $2 and e.archived_at is null order by e.created_at, e.id`,
    [document.id, section],
  )

const linkedIn = (doc: Y.Doc, section: string) =>
  linkedEvidence(evidenceSection(doc, section)).map(({ id, title, status }) => ({ id, title, status }))

test('whoever has the document open sees at once what is linked, and as what', async () => {
  const { document, section } = await newDocument()
  const editor = await join(world, ben, document.room)
  const { file, evidence } = await upload(olivia, document.customer_id, 'Organigramm.txt', 'chart', {
    document_id: document.id,
    section_id: section,
  })
  await vi.waitFor(() => expect(titlesIn(editor.doc, section)).toEqual(['Organigramm']), { timeout: 2_000 })
  expect(linkedEvidence(evidenceSection(editor.doc, section))).toEqual([
    {
      id: evidence?.id,
      title: 'Organigramm',
      kind: 'file',
      status: 'accepted',
      url: null,
      file: { id: file.id, name: 'Organigramm.txt', media_type: 'text/plain', size_bytes: 5 },
      added_by: { id: olivia.me.user.id, name: 'Olivia' },
      added_at: evidence?.created_at,
    },
  ])
  await olivia.api.evidence.update({ evidence_id: evidence?.id ?? '', title: 'Organization chart' })
  await vi.waitFor(() => expect(titlesIn(editor.doc, section)).toEqual(['Organization chart']))
  await olivia.api.evidence.archive({ evidence_id: evidence?.id ?? '' })
  await vi.waitFor(() => expect(titlesIn(editor.doc, section)).toEqual([]))
  editor.leave()
})

test('an evidence section is filled by what is linked, and emptied when the only item is rejected', async () => {
  const { document, section } = await newDocument()
  const carl = await invite(world, olivia, 'Carl', 'contributor', document.customer_id)
  const { id } = await giveLink(carl, document, 'Chart', section)
  await store(document)
  expect(await sectionOf(document, section)).toMatchObject({
    state: 'done',
    content: [{ evidence_id: id, title: 'Chart' }],
    text: 'Chart',
    filled_by: { name: 'Carl' },
  })
  const filled = await readDocument(olivia, document.id)
  expect(filled).toMatchObject({ status: 'in_progress', revision: 1 })
  await olivia.api.evidence.reject({ evidence_id: id, reason: 'Out of date' })
  await store(document)
  expect(await sectionOf(document, section)).toMatchObject({ state: 'in_progress', text: 'Chart', filled_at: null })
  const [row] = await world.sql('select is_filled from section_projection where document_id = $1 and section_id = $2', [
    document.id,
    section,
  ])
  expect(row).toEqual({ is_filled: false })
  await olivia.api.evidence.accept({ evidence_id: id })
  await store(document)
  expect(await sectionOf(document, section)).toMatchObject({ state: 'done' })
  await olivia.api.evidence.archive({ evidence_id: id })
  await store(document)
  expect(await sectionOf(document, section)).toMatchObject({ state: 'not_started', content: null, text: '' })
})

test('a mandatory evidence section moves the document’s completion with it', async () => {
  const { document, section } = await newDocument()
  await world.sql('update section_projection set is_mandatory = (section_id = $2) where document_id = $1', [document.id, section])
  const { id } = await giveLink(olivia, document, 'Chart', section)
  await store(document)
  expect(await readDocument(olivia, document.id)).toMatchObject({ completion_percentage: 100, mandatory_sections_completed: 1 })
  await olivia.api.evidence.reject({ evidence_id: id, reason: 'No' })
  await store(document)
  expect(await readDocument(olivia, document.id)).toMatchObject({ completion_percentage: 0, mandatory_sections_completed: 0 })
})

test('evidence for a text is shown with it, fills nothing, and makes nobody an author of the text', async () => {
  const { document } = await newDocument()
  await giveLink(olivia, document, 'Signed objectives', objectives)
  await store(document)
  expect(await sectionOf(document, objectives)).toMatchObject({ state: 'not_started', content: null })
  expect(await readDocument(olivia, document.id)).toMatchObject({ revision: 0, status: 'not_started' })

  const editor = await join(world, ben, document.room)
  expect(titlesIn(editor.doc, objectives)).toEqual(['Signed objectives'])
  await giveLink(olivia, document, 'Minutes', objectives)
  await fillSection(world, ben, document.room, objectives, 'No leaks.')
  const { data: history } = await olivia.api.documents.history({ document_id: document.id })
  expect(history[0]?.contributors.map(({ name }) => name)).toEqual(['Ben'])
  const { data: activities } = await olivia.api.activity.list({ entity_id: document.id })
  expect(activities.filter(({ action }) => action === 'section.edited').map(({ actor }) => actor.name)).toEqual(['Ben'])
  editor.leave()
})

test('the mirror equals the rows after several people linked and took away at once', async () => {
  const { document, section } = await newDocument()
  const editor = await join(world, ada, document.room)
  const people = [olivia, ben, ada]
  const given = await Promise.all(
    Array.from({ length: 18 }, (_, index) => giveLink(people[index % 3] as Person, document, `Item ${index}`, section, projects)),
  )
  await Promise.all(
    given.map(({ id, links }, index) => {
      const { api } = people[(index + 1) % 3] as Person
      const ofSection = links.find(({ section_id }) => section_id === section)?.id ?? ''
      if (index % 4 === 0) return api.evidence.detach({ evidence_id: id, link_id: ofSection })
      if (index % 4 === 1) return olivia.api.evidence.reject({ evidence_id: id, reason: 'No' })
      if (index % 4 === 2) return api.evidence.archive({ evidence_id: id })
      return api.evidence.attach({ evidence_id: id, target: { document_id: document.id, section_id: objectives } })
    }),
  )
  for (const id of [section, projects, objectives]) {
    const rows = await linkedRows(document, id)
    expect(rows.length).toBeGreaterThan(3)
    await vi.waitFor(() => expect(linkedIn(editor.doc, id)).toEqual(rows))
  }
  await store(document)
  expect((await sectionOf(document, section))?.content).toEqual(
    (await linkedRows(document, section)).map(({ id, title }) => ({ evidence_id: id, title })),
  )
  editor.leave()
})

test('a mirror that is written late takes nothing back that was linked meanwhile, not even for a moment', async () => {
  const { document, section } = await newDocument()
  const editor = await join(world, ada, document.room)
  const gone: string[] = []
  evidenceSection(editor.doc, section).observe(({ keys }) => {
    for (const [id, { action }] of keys) if (action === 'delete') gone.push(id)
  })
  const { live } = world.app.services
  const edit = live.edit
  const hold = Promise.withResolvers<void>()
  let isHeld = false
  live.edit = async (...args) => {
    live.edit = edit
    isHeld = true
    await hold.promise
    return edit(...args)
  }
  const slow = giveLink(olivia, document, 'Read first, written last', section)
  await vi.waitFor(() => expect(isHeld).toBe(true))
  const meanwhile = giveLink(ben, document, 'Linked meanwhile', section)
  await vi.waitFor(async () => expect(await linkedRows(document, section)).toHaveLength(2))
  for (let request = 0; request < 5; request++) await readDocument(ben, document.id) // time in which it would be mirrored
  hold.resolve()
  await Promise.all([slow, meanwhile])
  await vi.waitFor(() => expect(titlesIn(editor.doc, section)).toEqual(['Read first, written last', 'Linked meanwhile']))
  expect(gone).toEqual([])
  editor.leave()
})

test('what a crash left unsaid is said with the next change, anywhere in the document', async () => {
  const { document, section } = await newDocument()
  const { id } = await giveLink(olivia, document, 'Chart', section)
  await giveLink(olivia, document, 'Plan', projects)
  const editor = await join(world, ben, document.room)
  const found = await world.app.services.sessions.find(olivia.cookie())
  if (!found) throw new Error('Olivia is not signed in.')
  const phantom = crypto.randomUUID()
  const unsay = () =>
    world.app.services.live.edit(document.room, found.signedIn, (doc) => {
      evidenceSection(doc, projects).clear()
      const [lost] = linkedEvidence(evidenceSection(doc, section))
      if (lost) evidenceSection(doc, objectives).set(phantom, { ...lost, title: 'Never was' })
    })
  // Opening the document mends it, too, once and beside everything else: what is unsaid after that stays so.
  await vi.waitFor(async () => {
    await unsay()
    await editor.saved()
    expect([titlesIn(editor.doc, projects), titlesIn(editor.doc, objectives)]).toEqual([[], ['Never was']])
  })
  await olivia.api.evidence.attach({ evidence_id: id, target: { document_id: document.id, section_id: section } })
  await vi.waitFor(() => expect([section, projects, objectives].map((one) => titlesIn(editor.doc, one))).toEqual([['Chart'], ['Plan'], []]))
  editor.leave()
})

test('linking again what is linked writes nothing into the document', async () => {
  const { document, section } = await newDocument()
  const { id } = await giveLink(olivia, document, 'Chart', section)
  const editor = await join(world, ben, document.room)
  let updates = 0
  editor.doc.on('update', () => updates++)
  await olivia.api.evidence.attach({ evidence_id: id, target: { document_id: document.id, section_id: section } })
  await giveLink(olivia, document, 'Second', section)
  await vi.waitFor(() => expect(titlesIn(editor.doc, section)).toHaveLength(2))
  expect(updates).toBe(1)
  editor.leave()
})

test('evidence of a plan that is cancelled is judged, renamed, renewed and taken away, and shown so once the plan is resumed', async () => {
  const { document, section } = await newDocument()
  const { customer_id, plan_id } = document
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  const given = (title: string) => giveLink(carl, document, title, section)
  const accepted = await given('Accepted')
  const rejected = await given('Rejected')
  const renamed = await given('Renamed')
  const archived = await given('Archived')
  const detached = await given('Detached')
  const ended = await given('Ended')
  await olivia.api.plans.cancel({ customer_id, plan_id })
  await olivia.api.evidence.accept({ evidence_id: accepted.id })
  await olivia.api.evidence.reject({ evidence_id: rejected.id, reason: 'Not signed' })
  await olivia.api.evidence.update({ evidence_id: renamed.id, title: 'With another name' })
  await olivia.api.evidence.archive({ evidence_id: archived.id })
  await olivia.api.evidence.detach({ evidence_id: detached.id, link_id: detached.links[0]?.id ?? '' })
  const fresh = await olivia.api.evidence.addLink({
    customer_id,
    title: 'Renewed',
    url: 'https://files.example/renewed',
    replaces_id: ended.id,
    targets: [],
  })
  expect(fresh.links).toMatchObject([{ document_id: document.id, section_id: section }])
  await olivia.api.plans.resume({ customer_id, plan_id })
  const editor = await join(world, ben, document.room)
  const rows = await linkedRows(document, section)
  expect(rows.map(({ title, status }) => [title, status])).toEqual([
    ['Accepted', 'accepted'],
    ['Rejected', 'rejected'],
    ['With another name', 'pending'],
    ['Renewed', 'accepted'],
  ])
  await vi.waitFor(() => expect(linkedIn(editor.doc, section)).toEqual(rows))
  editor.leave()
})

test('nothing new is linked to a section of a cancelled plan', async () => {
  const { document, section } = await newDocument()
  await olivia.api.plans.cancel({ customer_id: document.customer_id, plan_id: document.plan_id })
  expect(await problemOf(giveLink(olivia, document, 'Too late', section))).toMatchObject({ code: 'not_found' })
})

test('other customers’ people and strangers cannot open the document that mirrors it', async () => {
  const { document, section } = await newDocument()
  const other = await newDocument()
  await giveLink(olivia, document, 'Confidential', section)
  const bea = await invite(world, olivia, 'Bea', 'manager', other.document.customer_id)
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  for (const person of [bea, sten]) {
    const editor = await join(world, person, document.room, { waitForSync: false })
    await vi.waitFor(() => expect(editor.refusal()).toBeDefined())
    expect([titlesIn(editor.doc, section), documentMeta(editor.doc).size]).toEqual([[], 0])
    editor.leave()
  }
})
