import { flags, parkingLot, readAgreed, readSteering, skipped, steer } from '@certloom/shared/collab/sessionDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentWith, makeTemplate, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

async function startSession() {
  const document = await makeDocument(olivia, `Acme ${crypto.randomUUID()}`)
  const { customer_id } = document
  const session = await olivia.api.interviews.create({ customer_id, document_id: document.id })
  const [carl, vera] = await Promise.all([
    invite(world, olivia, 'Carl', 'contributor', customer_id),
    invite(world, olivia, 'Vera', 'viewer', customer_id),
  ])
  return { document, session, carl, vera }
}

const saidBy = ({ me }: Person) => ({ by: { id: me.user.id, name: me.user.name }, at: new Date().toISOString() })

test('the one who leads points at a question, and everybody sees it, after a restart too', async () => {
  const { session, carl, vera } = await startSession()
  const [a, b, c] = await Promise.all([olivia, carl, vera].map((person) => join(world, person, session.room)))
  if (!a || !b || !c) throw new Error('Somebody could not join.')
  expect(readSteering(b.doc)).toEqual({ leader: olivia.me.user.id, spotlight: null, timerEndsAt: null })
  steer(a.doc, { spotlight: 'q1', timerEndsAt: 1_800_000_000_000 })
  await vi.waitFor(() => expect([b, c].map(({ doc }) => readSteering(doc).spotlight)).toEqual(['q1', 'q1']), { interval: 5 })
  b.doc.transact(() => {
    skipped(b.doc).set('q2', { ...saidBy(carl), reason: 'Ask the works council' })
    flags(b.doc).set('q1', saidBy(carl))
    parkingLot(b.doc).set('n1', { ...saidBy(carl), text: 'Who owns the backup tests?', isDone: false })
  })
  await Promise.all([a.saved(), b.saved()])
  for (const editor of [a, b, c]) editor.leave()
  await world.restart()
  const again = await join(world, vera, session.room)
  expect(readSteering(again.doc)).toMatchObject({ spotlight: 'q1', timerEndsAt: 1_800_000_000_000 })
  const agreed = readAgreed(again.doc)
  expect(agreed.skipped.get('q2')).toMatchObject({ reason: 'Ask the works council', by: { name: 'Carl' } })
  expect(agreed.parking).toMatchObject([{ id: 'n1', text: 'Who owns the backup tests?' }])
  expect([...agreed.flags.keys()]).toEqual(['q1'])
  again.leave()
})

test('who takes part does not steer, who watches writes nothing, and nobody writes an answer here', async () => {
  const { session, carl, vera } = await startSession()
  const watching = await join(world, olivia, session.room)
  const part = await join(world, carl, session.room)
  steer(part.doc, { leader: carl.me.user.id })
  await vi.waitFor(() => expect(part.refusal()).toBe('not_allowed'))
  const look = await join(world, vera, session.room)
  parkingLot(look.doc).set('n1', { ...saidBy(vera), text: 'Mine', isDone: false })
  const answer = await join(world, olivia, session.room)
  answer.type(objectives, 'An answer that belongs in the document.')
  await vi.waitFor(() => expect(answer.refusal()).toBe('not_allowed'))
  const odd = await join(world, carl, session.room)
  odd.doc.getMap('anything').set('x', 1)
  await vi.waitFor(() => expect(odd.refusal()).toBe('not_allowed'))
  expect(readSteering(watching.doc).leader).toBe(olivia.me.user.id)
  expect(readAgreed(watching.doc).parking).toEqual([])
  for (const editor of [watching, part, look, answer, odd]) editor.leave()
})

test('people outside, and everybody once it is archived, are not let in', async () => {
  const { session } = await startSession()
  const omar = await signUp(world, 'Omar', 'Northlight Advisors')
  const max = await invite(world, olivia, 'Max', 'viewer')
  for (const person of [omar, max]) {
    const editor = await join(world, person, session.room, { waitForSync: false })
    await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'))
    editor.leave()
  }
  await olivia.api.interviews.remove({ session_id: session.id })
  const late = await join(world, olivia, session.room, { waitForSync: false })
  await vi.waitFor(() => expect(late.refusal()).toBe('not_found'))
  late.leave()
})

test('what no page of ours writes into the room counts as not said', async () => {
  const { session, carl } = await startSession()
  const odd = await join(world, carl, session.room)
  odd.doc.transact(() => {
    skipped(odd.doc).set('q1', 'because' as never)
    flags(odd.doc).set('q2', new Y.Map() as never)
    parkingLot(odd.doc).set('n1', { text: 7 } as never)
  })
  await odd.saved()
  expect(readAgreed(odd.doc)).toEqual({ skipped: new Map(), flags: new Map(), decisions: [], parking: [], actions: [] })
  odd.leave()
})

/** The template of a plan's only document says something else from now on, and its selection has one more. */
async function changeTemplates(planId: string): Promise<void> {
  await world.sql(
    `with version as (
       insert into template_version (id, template_id, version, fixed_sections, fillable_sections, content_hash)
       select gen_random_uuid(), template_id, 2, '[]', $2, '2' from iso_plan_template where plan_id = $1 returning id, template_id)
     update template set current_version_id = version.id from version where template.id = version.template_id`,
    [planId, JSON.stringify([textOfTemplate('other')])],
  )
  const added = await makeTemplate(world, 'Scope', [textOfTemplate('edge')], 7)
  await world.sql(
    `insert into iso_plan_template (organization_id, customer_id, plan_id, template_id)
     select organization_id, customer_id, plan_id, $2 from iso_plan_template where plan_id = $1`,
    [planId, added],
  )
}

test('documents generated during a session leave what is asked, its words and its people as they are; a session begun afterwards asks the new ones', async () => {
  const { id, room, customer_id, plan_id } = await makeDocumentWith(world, olivia, [textOfTemplate('goal')], 'Policy')
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  const about = { customer_id, plan_id }
  const session = await olivia.api.interviews.create(about)
  const asked = async (session_id: string) => (await carl.api.interviews.questions({ session_id })).data.map(({ section_id }) => section_id)
  const [editor, seat] = [await join(world, carl, room), await join(world, carl, session.room)]
  editor.type('goal', 'Half a sen')
  await changeTemplates(plan_id)
  await olivia.api.plans.generateDocuments(about)
  expect((await olivia.api.documents.list({ plan_id })).data.map(({ document_name }) => document_name).sort()).toEqual(['Policy', 'Scope'])
  editor.type('goal', 'tence.')
  await editor.saved()
  await world.app.services.live.store(room)
  expect([editor.refusal(), seat.refusal()]).toEqual([undefined, undefined])
  const kept = await readDocument(carl, id)
  expect(kept.content.fillable_sections.map((section) => section.id)).toEqual(['goal'])
  expect(textOf(kept, 'goal')).toBe('Half a sentence.')
  expect(await asked(session.id)).toEqual(['goal'])
  expect(await asked((await olivia.api.interviews.create(about)).id)).toEqual(['goal', 'edge'])
  for (const one of [editor, seat]) one.leave()
})
