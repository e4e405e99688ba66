import { factText } from '@certloom/shared/collab/factsDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const acme = () => olivia.api.customers.create({ company_name: 'Acme GmbH', address: 'Am Sandtorkai 1', contact_email: 'jana@acme.test' })
const factsOf = (by: Person, customer_id: string) => by.api.facts.get({ customer_id })
const saidOf = async (by: Person, customer_id: string) =>
  Object.fromEntries((await factsOf(by, customer_id)).facts.filter(({ text }) => text !== '').map(({ key, text }) => [key, text]))
const manager = ({ doc }: Editor) => factText(doc, 'isms_manager')

test('a new customer’s facts begin with what its details say', async () => {
  const { id } = await acme()
  const { room, revision, facts } = await factsOf(olivia, id)
  expect(revision).toBe(0)
  expect(facts.length).toBeGreaterThanOrEqual(20)
  const known = { legal_name: 'Acme GmbH', registered_address: 'Am Sandtorkai 1', certification_contact: 'jana@acme.test' }
  expect(await saidOf(olivia, id)).toEqual(known)
  const editor = await join(world, olivia, room)
  expect(factText(editor.doc, 'legal_name').toString()).toBe('Acme GmbH')
  editor.leave()
  const [self] = (await olivia.api.customers.list({})).data.filter((customer) => customer.is_self)
  expect(await saidOf(olivia, self?.id ?? '')).toEqual({ legal_name: 'Harbor Compliance' })
})

test('two people write one fact at once: both are in it, both are on record, and a restart loses nothing', async () => {
  const { id } = await acme()
  const carl = await invite(world, olivia, 'Carl', 'contributor', id)
  const { room } = await factsOf(carl, id)
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, carl, room)])
  manager(a).insert(0, 'Jana Weber')
  manager(b).insert(0, 'Dr. ')
  await Promise.all([a.saved(), b.saved()])
  await vi.waitFor(() => expect(manager(a).toString()).toBe(manager(b).toString()))
  const said = manager(a).toString()
  expect(said).toContain('Jana Weber')
  expect(said).toContain('Dr. ')
  a.leave()
  b.leave()
  await world.restart()
  await world.app.services.live.edit(
    room,
    { person: { id: olivia.me.user.id }, actor: { organizationId: olivia.me.organization.id } },
    () => {},
  )
  await world.app.services.live.store(room)
  expect(await factsOf(carl, id)).toMatchObject({ revision: 1, facts: expect.arrayContaining([expect.objectContaining({ text: said })]) })
  const { data } = await olivia.api.activity.list({ entity_id: id })
  const told = data.filter(({ action }) => action === 'fact.changed')
  expect(told.map(({ actor }) => actor.name).sort()).toEqual(['Carl', 'Olivia'])
  for (const { before, after } of told) {
    expect(before).toEqual({ text: '' })
    expect(after).toEqual({ text: said, label: 'ISMS manager', revision: 1 })
  }
})

test('who only reads writes no fact, and nobody writes anything else into the room', async () => {
  const { id } = await acme()
  const vera = await invite(world, olivia, 'Vera', 'viewer', id)
  const carl = await invite(world, olivia, 'Carl', 'contributor', id)
  const { room } = await factsOf(vera, id)
  const watching = await join(world, olivia, room)
  const reader = await join(world, vera, room)
  manager(reader).insert(0, 'Mallory')
  const answer = await join(world, carl, room)
  answer.type(objectives, 'Belongs in a document.')
  await vi.waitFor(() => expect(answer.refusal()).toBe('not_allowed'))
  const odd = await join(world, carl, room)
  odd.doc.getText('fact:shoe_size').insert(0, '43')
  await vi.waitFor(() => expect(odd.refusal()).toBe('not_allowed'))
  manager(watching).insert(0, 'Jana')
  await watching.saved()
  expect(manager(watching).toString()).toBe('Jana')
  expect((await problemOf(vera.api.facts.say({ customer_id: id, key: 'sites', text: 'Here' }))).code).toBe('forbidden')
  for (const editor of [watching, reader, answer, odd]) editor.leave()
})

test('another customer’s people and another organization get neither the facts nor the room', async () => {
  const { id } = await acme()
  const beta = await olivia.api.customers.create({ company_name: 'Beta Inc' })
  const bela = await invite(world, olivia, 'Bela', 'manager', beta.id)
  const omar = await signUp(world, 'Omar', 'Northlight Advisors')
  const { room } = await factsOf(olivia, id)
  for (const stranger of [bela, omar]) {
    const editor = await join(world, stranger, room, { waitForSync: false })
    await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'))
    expect(manager(editor).toString()).toBe('')
    expect(factText(editor.doc, 'legal_name').toString()).toBe('')
    editor.leave()
    const asked = [
      () => stranger.api.facts.get({ customer_id: id }),
      () => stranger.api.facts.drift({ customer_id: id }),
      () => stranger.api.facts.say({ customer_id: id, key: 'sites', text: 'Mine now' }),
    ]
    for (const ask of asked) expect((await problemOf(ask())).code).toBe('not_found')
  }
  expect(Object.keys(await saidOf(olivia, id))).not.toContain('sites')
})

test('a right that is taken away, or a customer that is archived, closes the open room', async () => {
  const { id } = await acme()
  const carl = await invite(world, olivia, 'Carl', 'contributor', id)
  const { room } = await factsOf(carl, id)
  const editor = await join(world, carl, room)
  await olivia.api.customers.archive({ customer_id: id })
  await vi.waitFor(() => expect(editor.refusal()).toBeDefined(), { timeout: 2_000 })
  editor.leave()
  const again = await join(world, olivia, room, { waitForSync: false })
  await vi.waitFor(() => expect(again.refusal()).toBe('not_found'))
  again.leave()
})

test('a fact said by a program stands in the open room and in every draft that shows it', async () => {
  const { id } = await acme()
  const draft = await makeDocumentOf(olivia, id)
  const { room } = await factsOf(olivia, id)
  expect(draft.facts).toMatchObject({ room, texts: { legal_name: 'Acme GmbH', isms_manager: '' } })
  const editor = await join(world, olivia, room)
  await olivia.api.facts.say({ customer_id: id, key: 'isms_manager', text: 'Jana Weber' })
  await vi.waitFor(() => expect(manager(editor).toString()).toBe('Jana Weber'))
  expect((await olivia.api.documents.get({ document_id: draft.id })).facts?.texts.isms_manager).toBe('Jana Weber')
  editor.leave()
})
