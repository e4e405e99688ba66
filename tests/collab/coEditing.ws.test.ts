import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, objectives, projects, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let ben: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(() => world.stop())

test('two people write in one paragraph and both see all of it', async () => {
  const { room } = await makeDocument(olivia)
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  a.type(objectives, 'Protect data. ')
  await vi.waitFor(() => expect(b.words(objectives)).toBe('Protect data. '))
  a.type(objectives, 'Olivia was here. ')
  b.type(objectives, 'Ben was here. ')
  await vi.waitFor(() => {
    expect(a.words(objectives)).toBe(b.words(objectives))
    expect(a.words(objectives)).toContain('Olivia was here.')
    expect(a.words(objectives)).toContain('Ben was here.')
  })
  a.leave()
  b.leave()
})

test('a third person who joins later finds everything', async () => {
  const { room } = await makeDocument(olivia)
  const a = await join(world, olivia, room)
  a.type(objectives, 'Written before Cara came.')
  await a.saved()
  a.leave()
  const cara = await invite(world, olivia, 'Cara', 'reviewer')
  const c = await join(world, cara, room)
  expect(c.words(objectives)).toBe('Written before Cara came.')
  c.leave()
})

test('every save makes a revision and an activity that name the people and the sections', async () => {
  const { id, room } = await makeDocument(olivia)
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  a.type(objectives, 'Objectives by Olivia.')
  b.type(projects, 'Projects by Ben.')
  await Promise.all([a.saved(), b.saved()])
  await world.app.services.live.store(room)

  const document = await readDocument(olivia, id)
  expect(document).toMatchObject({ revision: 1, status: 'in_progress', mandatory_sections_completed: 1 })
  expect(textOf(document, objectives)).toBe('Objectives by Olivia.')
  expect(document.content.fillable_sections.find((section) => section.id === objectives)).toMatchObject({
    state: 'done',
    filled_by: { name: 'Olivia' },
  })

  const { data: versions } = await olivia.api.documents.history({ document_id: id })
  expect(versions.map((version) => [version.revision, version.kind])).toEqual([
    [1, 'autosave'],
    [0, 'created'],
  ])
  expect(versions[0]?.contributors.map((person) => person.name).sort()).toEqual(['Ben', 'Olivia'])
  expect(versions[0]?.changed_sections.map((section) => section.id)).toEqual([objectives, projects])

  const { data: activities } = await olivia.api.activity.list({ entity_id: id })
  const edits = activities
    .filter((activity) => activity.action === 'section.edited')
    .map((activity) => [activity.actor.name, activity.section?.id])
  expect(edits.sort()).toEqual([
    ['Ben', projects],
    ['Olivia', objectives],
  ])
  expect(activities.some((activity) => activity.action === 'document.status_changed')).toBe(true)
  a.leave()
  b.leave()
})

test('a save that changes nothing makes no revision', async () => {
  const { id, room } = await makeDocument(olivia)
  const a = await join(world, olivia, room)
  a.type(objectives, 'x')
  a.erase(objectives, 0, 1)
  await a.saved()
  await world.app.services.live.store(room)
  expect((await readDocument(olivia, id)).revision).toBe(0)
  expect(await world.sql('select 1 from live_update where room = $1', [room])).toHaveLength(0)
  a.leave()
})

test('an edit is in the log, under its author, before it is called saved', async () => {
  const { room } = await makeDocument(olivia)
  const b = await join(world, ben, room)
  b.type(objectives, 'Durable.')
  await b.saved()
  const rows = await world.sql<{ user_id: string; roots: string[] }>('select user_id, roots from live_update where room = $1', [room])
  expect(rows).toEqual([{ user_id: ben.me.user.id, roots: [`sec:${objectives}`] }])
  const clients = await world.sql<{ client_id: string; user_id: string }>('select client_id, user_id from live_client where room = $1', [
    room,
  ])
  expect(clients).toEqual([{ client_id: String(b.doc.clientID), user_id: ben.me.user.id }])
  b.leave()
})

test('a room is saved and forgotten when the last person leaves', async () => {
  const { id, room } = await makeDocument(olivia)
  const a = await join(world, olivia, room)
  a.type(objectives, 'Left behind.')
  await a.saved()
  a.leave()
  await vi.waitFor(async () => expect((await readDocument(olivia, id)).revision).toBe(1), { timeout: 5_000 })
  await vi.waitFor(async () => expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(/certloom_live_rooms 0/), {
    timeout: 5_000,
  })
})

test('who is in a room, and under which name and colour, is what the server says', async () => {
  const { room } = await makeDocument(olivia)
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  b.provider.setAwarenessField('user', { name: 'The auditor', color: '#000000' })
  b.provider.setAwarenessField('section', objectives)
  await vi.waitFor(() => {
    const seen = a.provider.awareness?.getStates().get(b.doc.clientID)
    expect(seen).toMatchObject({ user: { id: ben.me.user.id, name: 'Ben' }, section: objectives })
  })
  expect([...(a.provider.awareness?.getStates().keys() ?? [])].length).toBeLessThanOrEqual(2)
  a.leave()
  b.leave()
})

test('the product writes to a live document as the person it acts for', async () => {
  const { id, room } = await makeDocument(olivia)
  const a = await join(world, olivia, room)
  const author = {
    person: { ...ben.me.user },
    actor: { kind: 'staff', userId: ben.me.user.id, organizationId: ben.me.organization.id, role: 'member' },
  } as const
  const { textSection } = await import('@certloom/shared/collab/documentDoc')
  const { XmlElement, XmlText } = await import('yjs')
  await world.app.services.live.edit(room, author, (doc) => {
    const paragraph = new XmlElement('paragraph')
    paragraph.insert(0, [new XmlText('From the server.')])
    textSection(doc, projects).insert(0, [paragraph])
  })
  expect(await world.sql('select 1 from live_update where room = $1 and user_id = $2', [room, ben.me.user.id])).toHaveLength(1)
  await vi.waitFor(() => expect(a.words(projects)).toBe('From the server.'))
  await world.app.services.live.store(room)
  const { data } = await olivia.api.activity.list({ entity_id: id })
  expect(data.find((activity) => activity.action === 'section.edited')?.actor.name).toBe('Ben')
  a.leave()
})
