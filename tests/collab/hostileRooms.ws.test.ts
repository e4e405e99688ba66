import { issueTicket } from '@certloom/server/auth/collabTicket'
import { ticketKeyPurpose } from '@certloom/server/collab/server'
import { derivedKey } from '@certloom/server/config'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { expect, test, vi } from 'vitest'
import { visit } from '../support/client.ts'
import { makeDocument, makeDocumentOf, objectives } from '../support/documents.ts'
import { ticketFor } from '../support/live.ts'
import { invite } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { besiege } from './besieged.ts'

const here = besiege()

test('another organization’s room is not there', async () => {
  const socket = await openRawSocket(here.world)
  expect(await socket.join(here.room, await ticketFor(here.stranger, here.room))).toBe('denied not_found')
  socket.sendUpdate(
    here.room,
    here.forge((doc) => textSection(doc, objectives).delete(0, 1)),
  )
  await here.expectUnharmed()
  socket.close()
})

test('a customer’s staff enters the rooms of their own customer only', async () => {
  const beta = await here.olivia.api.customers.create({ company_name: `Beta ${crypto.randomUUID()}` })
  const bea = await invite(here.world, here.olivia, 'Bea', 'contributor', beta.id)
  const own = await makeDocumentOf(here.olivia, beta.id)
  const socket = await openRawSocket(here.world)
  expect(await socket.join(own.room, await ticketFor(bea, own.room))).toBe('read-write')
  expect(await socket.join(here.room, await ticketFor(bea, here.room))).toBe('denied not_found')
  socket.close()
})

test('a room name that is none, another kind, or an epoch that is over is not there', async () => {
  const socket = await openRawSocket(here.world)
  const ofOtherKinds = ['checklist', 'interview', 'facts', 'template'].map((kind) => here.room.replace('document', kind))
  for (const name of [here.room.replace(/:1$/, ':2'), here.room.replace('document', 'internal').replace(/:1$/, ':2'), ...ofOtherKinds]) {
    expect(await socket.join(name, await ticketFor(here.olivia, name))).toBe('denied not_found')
  }
  const ticket = await ticketFor(here.olivia, here.room)
  expect(await socket.join(`${here.room} `, ticket)).toBe('denied ticket')
  expect(await socket.join('', ticket)).toBe('denied ticket')
  await here.expectUnharmed()
  socket.close()
})

test('a ticket opens a room once, only the rooms it names, and only unaltered', async () => {
  const ticket = await ticketFor(here.mallory, here.room)
  const [first, second] = await Promise.all([openRawSocket(here.world), openRawSocket(here.world)])
  expect(await first.join(here.room, ticket)).toBe('read-write')
  expect(await second.join(here.room, ticket)).toBe('denied ticket')
  const other = await makeDocument(here.olivia, `Customer ${crypto.randomUUID()}`)
  expect(await second.join(other.room, await ticketFor(here.mallory, here.room))).toBe('denied ticket')
  expect(await second.join(here.room, `${(await ticketFor(here.mallory, here.room)).slice(0, -2)}AA`)).toBe('denied ticket')
  expect(await second.join(here.room, 'not a ticket')).toBe('denied ticket')
  first.close()
  second.close()
})

test('a ticket is worth nothing after the login it rests on has ended', async () => {
  const leaver = await invite(here.world, here.olivia, 'Lea', 'member')
  const ticket = await ticketFor(leaver, here.room)
  await leaver.api.accounts.logout()
  const socket = await openRawSocket(here.world)
  expect(await socket.join(here.room, ticket)).toBe('denied signed_out')
  socket.close()
})

test('a ticket is worth nothing after its login has expired', async () => {
  const leaver = await invite(here.world, here.olivia, 'Lee', 'member')
  const ticket = await ticketFor(leaver, here.room)
  await here.world.sql(`update session set expires_at = now() - interval '1 second' where user_id = $1`, [leaver.me.user.id])
  const socket = await openRawSocket(here.world)
  expect(await socket.join(here.room, ticket)).toBe('denied signed_out')
  socket.close()
})

test('a ticket of a client that spoke an older schema opens nothing', async () => {
  const [session] = await here.world.sql<{ id: string }>('select id from session where user_id = $1 limit 1', [here.mallory.me.user.id])
  const holder = { sessionId: session?.id ?? '', organizationId: here.mallory.me.organization.id }
  const { ticket } = issueTicket(derivedKey(here.world.config, ticketKeyPurpose), holder, [here.room], schemaVersion - 1)
  const socket = await openRawSocket(here.world)
  expect(await socket.join(here.room, ticket)).toBe('denied outdated')
  socket.close()
})

test('a ticket is worth nothing after a minute', async () => {
  const ticket = await ticketFor(here.mallory, here.room)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  const socket = await openRawSocket(here.world)
  const verdict = await socket.join(here.room, ticket)
  vi.useRealTimers()
  expect(verdict).toBe('denied ticket')
  socket.close()
})

test('a client that speaks another schema version gets no ticket', async () => {
  const answer = await here.mallory.fetch('/api/v1/collab/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rooms: [here.room], schema_version: 999 }),
  })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'conflict', data: { schema_version: schemaVersion } })
})

test('a ticket needs a login', async () => {
  const answer = await visit(here.world).fetch('/api/v1/collab/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rooms: [here.room], schema_version: schemaVersion }),
  })
  expect(answer.status).toBe(401)
})
