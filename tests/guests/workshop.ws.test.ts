import { checklistRow, defineChecklistRoots, readRow } from '@certloom/shared/collab/checklistDoc'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { XmlElement } from 'yjs'
import { iso9001 } from '../plans/planFor.ts'
import { problemOf } from '../support/client.ts'
import { iso27001 } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'
import { comeIn, guestTicket, joinAsGuest, makeLink, startSession } from './guest.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** A workshop over a document and a checklist of a customer that has another checklist too. */
async function hold() {
  const { document } = await startSession(world, olivia, 'Workshop')
  const { customer_id } = document
  const checklist = (iso_standard_id: string, project_name: string) =>
    olivia.api.readiness.create({ customer_id, iso_standard_id, project_name })
  const [project, other] = [await checklist(iso27001, 'Annex A'), await checklist(iso9001, 'Quality')]
  const session = await olivia.api.interviews.create({
    customer_id,
    session_kind: 'workshop',
    document_ids: [document.id],
    readiness_project_id: project.id,
  })
  const { token } = await makeLink(olivia, session.id)
  return { document, project, other, session, token }
}

test('a sixth joins a workshop by link: every section of its document and every row of its checklist is theirs to fill, by name', async () => {
  const { document, project, session, token } = await hold()
  const ana = await comeIn(world, token)
  const { invitation } = await ana.api.guests.look({ token })
  expect(invitation).toMatchObject({
    documents: [{ id: document.id, document_name: 'Workshop' }],
    checklists: [{ id: project.id, project_name: 'Annex A' }],
  })
  expect((await ana.api.guests.session()).session).toMatchObject({ id: session.id, session_kind: 'workshop', notes_room: null })
  const editor = await joinAsGuest(world, ana, document.room)
  textSection(editor.doc, 'repeated').insert(0, [new XmlElement('paragraph')])
  await editor.saved()

  const { rows, project: seen } = await ana.api.guests.checklist({ project_id: project.id })
  const id = rows.find(({ code }) => code === 'A.5.1')?.requirement_id ?? ''
  const [witness, filling] = [await join(world, olivia, project.room), await joinAsGuest(world, ana, seen.room)]
  for (const { doc } of [witness, filling]) defineChecklistRoots(doc, [id])
  chooseStatus(checklistRow(filling.doc, id), 'partial', { userId: ana.me.user.id, now: new Date() })
  await filling.saved()
  await vi.waitFor(() => expect(readRow(checklistRow(witness.doc, id)).status).toBe('partial'))
  for (const one of [editor, witness, filling]) one.leave()
  await vi.waitFor(async () => {
    const { data } = await olivia.api.readiness.answerHistory({ project_id: project.id, requirement_id: id })
    expect(data.map(({ actor }) => actor?.name)).toContain('Guest: Ana')
  })
})

test('a guest reads who owns a row, and who changed one only where it was them', async () => {
  const { project, token } = await hold()
  const [hers, theirs] = (await olivia.api.readiness.answers({ project_id: project.id })).data.map(({ requirement_id }) => requirement_id)
  const ana = await comeIn(world, token)
  const [mine, visiting] = [await join(world, olivia, project.room), await joinAsGuest(world, ana, project.room)]
  for (const { doc } of [mine, visiting]) defineChecklistRoots(doc, [hers ?? '', theirs ?? ''])
  chooseStatus(checklistRow(mine.doc, hers ?? ''), 'partial', { userId: olivia.me.user.id, now: new Date() })
  chooseStatus(checklistRow(visiting.doc, theirs ?? ''), 'ready', { userId: ana.me.user.id, now: new Date() })
  await Promise.all([mine.saved(), visiting.saved()])
  for (const one of [mine, visiting]) one.leave()
  await world.app.services.live.store(project.room)
  const { rows } = await ana.api.guests.checklist({ project_id: project.id })
  const changed = rows.filter(({ updated_at }) => updated_at !== null)
  expect(new Map(changed.map(({ requirement_id, updated_by }) => [requirement_id, updated_by?.name ?? null]))).toEqual(
    new Map([
      [hers, null],
      [theirs, 'Guest: Ana'],
    ]),
  )
})

test('of the same customer a guest of a workshop enters no other checklist, and nobody’s claim is theirs to write', async () => {
  const { document, project, other, session, token } = await hold()
  const ana = await comeIn(world, token)
  expect(await problemOf(ana.api.guests.checklist({ project_id: other.id }))).toMatchObject({ status: 404 })
  for (const room of [other.room, `internal:${session.id}:1`, `checklist:${document.id}:1`]) {
    const raw = await openRawSocket(world)
    expect(await raw.join(room, await guestTicket(ana, room)), room).toBe('denied not_found')
    raw.close()
  }
  const [row] = (await ana.api.guests.checklist({ project_id: project.id })).rows
  const forger = await joinAsGuest(world, ana, project.room)
  chooseStatus(checklistRow(forger.doc, row?.requirement_id ?? ''), 'ready', { userId: olivia.me.user.id, now: new Date() })
  await vi.waitFor(() => expect(forger.refusal()).toBe('not_yours'))
  forger.leave()
})
