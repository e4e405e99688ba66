import { listSection, tableSection } from '@certloom/shared/collab/documentDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { problemOf, visit } from '../support/client.ts'
import { makeDocument, readDocument, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { comeIn, joinAsGuest, makeLink, startSession } from './guest.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a link names what it opens, lets somebody in under the name they type, and they read the session and its documents whole', async () => {
  const { document, session } = await startSession(world, olivia)
  const { token, link } = await makeLink(olivia, session.id)
  const stranger = visit(world)
  const { invitation, guest } = await stranger.api.guests.look({ token })
  expect(guest).toBeNull()
  expect(invitation).toMatchObject({
    organization_name: 'Harbor Compliance',
    session_name: 'Interview: Policy',
    documents: [{ id: document.id, document_name: 'Policy' }],
    checklists: [],
    expires_at: link.expires_at,
  })
  const ana = await comeIn(world, token, 'Ana Ruiz')
  expect(ana.me).toMatchObject({ user: { name: 'Guest: Ana Ruiz' }, session_id: session.id, customer: { id: document.customer_id } })
  expect((await ana.api.guests.look({ token })).guest?.user.id).toBe(ana.me.user.id)
  const seen = await ana.api.guests.session()
  expect(seen.session.room).toBe(session.room)
  expect(seen.questions.map(({ section_id }) => section_id)).toEqual(['goal', 'rules'])
  const read = await ana.api.guests.document({ document_id: document.id })
  expect(read.content.fillable_sections.map(({ id }) => id)).toEqual(['goal', 'repeated', 'rules'])
  const { data, documents } = await olivia.api.guests.list({ session_id: session.id })
  expect(documents).toEqual([{ id: document.id, document_name: 'Policy' }])
  expect(data).toMatchObject([{ label: 'Board of Acme', is_open: true, has_passcode: false, guests: [{ name: 'Guest: Ana Ruiz' }] }])
})

test('links that are guessed, ended, taken back, or lead to what is over all answer alike, to look and to come in', async () => {
  const sessions = await Promise.all(['Ended', 'Revoked', 'Archived', 'Completed'].map((name) => startSession(world, olivia, name)))
  const links = await Promise.all(sessions.map(({ session }) => makeLink(olivia, session.id)))
  const guests = await Promise.all(links.map(({ token }) => comeIn(world, token)))
  const [ended, revoked, archived, completed] = sessions.map(({ session }) => session.id) as [string, string, string, string]
  await world.sql(`update guest_link set expires_at = now() - interval '1 second' where session_id = $1`, [ended])
  await olivia.api.guests.revoke({ session_id: revoked, link_id: links[1]?.link.id ?? '' })
  await olivia.api.interviews.remove({ session_id: archived })
  await world.sql(`update interview_session set status = 'completed' where id = $1`, [completed])
  const answers = await Promise.all(
    [...links.map(({ token }) => token), 'A'.repeat(43), "' or true --"].flatMap((token) =>
      ['', '/join'].map(async (path) => {
        const body = JSON.stringify({ name: 'Ana' })
        const address = `/api/v1/guest/links/${encodeURIComponent(token)}${path}`
        const response = await visit(world).fetch(address, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
        return `${response.status} ${await response.text()}`
      }),
    ),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^404 /)
  for (const guest of guests) expect(await problemOf(guest.api.guests.session())).toMatchObject({ status: 401 })
  expect((await olivia.api.interviews.resume({ session_id: completed })).session_status).toBe('active')
  expect((await guests[3]?.api.guests.session())?.session.id).toBe(completed)
})

test('a passcode comes before anything is told; after ten wrong ones not even the right one helps for a while', async () => {
  const { session } = await startSession(world, olivia, 'Locked')
  const { token } = await makeLink(olivia, session.id, { passcode: 'harbor lights' })
  const stranger = visit(world)
  expect(await stranger.api.guests.look({ token })).toEqual({ invitation: null, guest: null })
  expect((await comeIn(world, token, 'Ana', 'harbor lights')).me.session_id).toBe(session.id)
  for (let guess = 0; guess < 10; guess++)
    expect(await problemOf(comeIn(world, token, 'Mallory', guess === 0 ? undefined : `guess ${guess}`))).toMatchObject({
      status: 401,
      code: 'wrong_credentials',
    })
  expect(await problemOf(comeIn(world, token, 'Ana', 'harbor lights'))).toMatchObject({ status: 429 })
  const [link] = (await olivia.api.guests.list({ session_id: session.id })).data
  expect(link).toMatchObject({ refused: 10, guests: [{ name: 'Guest: Ana' }] })
})

test('a guest learns the names in the tables they read, and of nobody else', async () => {
  const document = await makeDocument(olivia, `Tables ${crypto.randomUUID()}`)
  const owner = await invite(world, olivia, 'Nora Named', 'member')
  await invite(world, olivia, 'Una Unnamed', 'member')
  const editor = await join(world, olivia, document.room)
  const table = document.content.fillable_sections.find(({ id }) => id === roles)
  const person = table?.columns.find(({ type }) => type === 'person')
  if (!person) throw new Error('There is no table with a person.')
  addTableRows(tableSection(editor.doc, roles), table?.columns ?? [], [{ [person.id]: owner.me.user.id }])
  await editor.saved()
  editor.leave()
  const session = await olivia.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  const ana = await comeIn(world, (await makeLink(olivia, session.id)).token)
  await vi.waitFor(async () => expect((await ana.api.guests.people()).data).toEqual([{ id: owner.me.user.id, name: 'Nora Named' }]), 10_000)
})

test('a guest is not told who wrote what they read, except what they wrote themselves', async () => {
  const { document, session } = await startSession(world, olivia, 'Authors')
  const editor = await join(world, olivia, document.room)
  editor.type('goal', 'Written before they came.')
  await editor.saved()
  editor.leave()
  const ana = await comeIn(world, (await makeLink(olivia, session.id)).token)
  const writing = await joinAsGuest(world, ana, document.room)
  addItems(listSection(writing.doc, 'rules'), ['Lock the yard.'])
  await writing.saved()
  writing.leave()
  await world.app.services.live.store(document.room)
  const authorsFor = (read: Awaited<ReturnType<typeof readDocument>>) =>
    read.content.fillable_sections.map(({ id, filled_by }) => [id, filled_by?.name ?? null])
  await vi.waitFor(async () => expect(authorsFor(await readDocument(olivia, document.id))[1]).toEqual(['repeated', 'Olivia']), 10_000)
  const seen = await ana.api.guests.document({ document_id: document.id })
  expect(authorsFor(seen)).toEqual([
    ['goal', null],
    ['repeated', null],
    ['rules', 'Guest: Ana'],
  ])
  expect(JSON.stringify(seen)).not.toContain('Olivia')
})

test('a name that would hide that it is a guest’s is not taken', async () => {
  const { session } = await startSession(world, olivia, 'Names')
  const { token } = await makeLink(olivia, session.id)
  for (const name of ['', '   ', 'A\u202eanO', 'Ana\nOwner', 'x'.repeat(121)])
    expect(await problemOf(comeIn(world, token, name))).toMatchObject({ status: 400 })
  expect((await comeIn(world, token, 'Ana Łukasiewicz-Ní Bhriain 安娜')).me.user.name).toBe('Guest: Ana Łukasiewicz-Ní Bhriain 安娜')
})

test('a link that went further than it should lets in a hundred and no more', async () => {
  const { session } = await startSession(world, olivia, 'Crowd')
  const { token, link } = await makeLink(olivia, session.id)
  await world.sql(
    `insert into guest (id, organization_id, customer_id, link_id, name, color, secret_hash)
     select gen_random_uuid(), organization_id, customer_id, id, 'One of many', 0, gen_random_uuid()::text from guest_link, generate_series(1, 99) where id = $1`,
    [link.id],
  )
  await comeIn(world, token)
  expect(await problemOf(comeIn(world, token))).toMatchObject({ status: 409 })
})

test('who may run an interview or manages the customer makes links; others, and other organizations, do not', async () => {
  const { document, session } = await startSession(world, olivia, 'Rights')
  const manager = await invite(world, olivia, 'Mona', 'manager', document.customer_id)
  const carl = await invite(world, olivia, 'Carl', 'contributor', document.customer_id)
  const omar = await signUp(world, 'Omar', 'Northlight Advisors')
  const { link } = await makeLink(manager, session.id)
  expect(await problemOf(makeLink(carl, session.id))).toMatchObject({ status: 403 })
  expect(await problemOf(carl.api.guests.list({ session_id: session.id }))).toMatchObject({ status: 403 })
  expect(await problemOf(makeLink(omar, session.id))).toMatchObject({ status: 404 })
  expect(await problemOf(omar.api.guests.revoke({ session_id: session.id, link_id: link.id }))).toMatchObject({ status: 404 })
  const other = await startSession(world, olivia, 'Other')
  expect(await problemOf(olivia.api.guests.revoke({ session_id: other.session.id, link_id: link.id }))).toMatchObject({ status: 404 })
})

test('a session over facts takes no guests: facts are of the whole customer', async () => {
  const customer = await olivia.api.customers.create({ company_name: 'Facts alone' })
  const session = await olivia.api.interviews.create({ customer_id: customer.id, session_kind: 'onboarding' })
  expect(await problemOf(makeLink(olivia, session.id))).toMatchObject({ status: 409, code: 'conflict' })
})

test('everything is on record, under the guest’s own name, and the database keeps no secret', async () => {
  const { session } = await startSession(world, olivia, 'Record')
  const { token, link } = await makeLink(olivia, session.id, { passcode: 'harbor lights' })
  await problemOf(comeIn(world, token, 'Mallory', 'wrong words'))
  const ana = await comeIn(world, token, 'Ana', 'harbor lights')
  const cookie = ana.cookie().split('=')[1] ?? ''
  await ana.api.guests.leave()
  const again = await visit(world).fetch('/api/v1/guest/session', { headers: { cookie: `certloom_guest=${cookie}` } })
  expect(again.status).toBe(401)
  await olivia.api.guests.revoke({ session_id: session.id, link_id: link.id })
  await olivia.api.guests.revoke({ session_id: session.id, link_id: link.id })
  const { data } = await olivia.api.activity.list({ entity_id: link.id })
  expect(data.map(({ action, actor }) => `${actor.name}: ${action}`).toReversed()).toEqual([
    'Olivia: guest_link.created',
    'Certloom: guest_link.refused',
    'Guest: Ana: guest.joined',
    'Guest: Ana: guest.left',
    'Olivia: guest_link.revoked',
  ])
  const kept = JSON.stringify([
    await world.sql('select * from guest_link where id = $1', [link.id]),
    await world.sql('select * from guest where link_id = $1', [link.id]),
    await world.sql('select * from activity where entity_id = $1', [link.id]),
  ])
  for (const secret of [token, 'harbor lights', cookie]) expect(kept).not.toContain(secret)
})
