import { sectionLock } from '@certloom/shared/collab/documentDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { catalogueId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { makeChecklist } from '../readiness/checklist.ts'
import { type Visitor, visit } from '../support/client.ts'
import { makeDocument, makeDocumentOf, objectives } from '../support/documents.ts'
import { join, ticketFor } from '../support/live.ts'
import { invite, mailedToken, type Person, password, signUp } from '../support/people.ts'
import { openRawSocket, type RawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** PRODUCT section 3: a right that is taken away takes effect on open sockets within two seconds. */
const atMost = { timeout: 2_000, interval: 10 }

type Tab = { socket: RawSocket; room: string }

/** What one browser has open: two tabs with a document, in the first of them a checklist too, and a third with the checklist alone. */
const openTabs = (person: Visitor, document: string, checklist: string): Promise<Tab[]> =>
  Promise.all(
    [[document, checklist], [document], [checklist]].map(async (rooms) => {
      const [socket, ticket] = [await openRawSocket(world), await ticketFor(person, ...rooms)]
      for (const room of rooms) expect(await socket.join(room, ticket)).toBe('read-write')
      return { socket, room: rooms[0] ?? '' }
    }),
  )

type Taking = { code: number; isEverywhere: boolean; take(ben: Person): Promise<unknown> }

test.each<[string, Taking]>([
  ['signing out', { code: 4401, isEverywhere: false, take: (ben) => ben.api.accounts.logout() }],
  ['signing out everywhere', { code: 4401, isEverywhere: true, take: (ben) => ben.api.accounts.logoutEverywhere() }],
  [
    'another role',
    { code: 4205, isEverywhere: true, take: ({ me }) => olivia.api.members.changeRole({ user_id: me.user.id, role: 'viewer' }) },
  ],
  [
    'a new password',
    {
      code: 4401,
      isEverywhere: true,
      async take({ email }) {
        const { accounts } = visit(world).api
        await accounts.requestPasswordReset({ email })
        await accounts.resetPassword({ token: await mailedToken(world, email), password: 'another long enough password' })
      },
    },
  ],
  ['removal', { code: 4401, isEverywhere: true, take: ({ me }) => olivia.api.members.remove({ user_id: me.user.id }) }],
])('%s closes every open socket that is meant within two seconds, and no other', async (_what, { code, isEverywhere, take }) => {
  const [document, checklist] = [(await makeDocument(olivia)).room, (await makeChecklist(olivia)).room]
  const [ben, again] = [await invite(world, olivia, 'Ben', 'member'), visit(world)]
  await again.api.accounts.login({ email: ben.email, password })
  const here = await openTabs(ben, document, checklist)
  const elsewhere = await openTabs(again, document, checklist)
  const colleague = await openTabs(olivia, document, checklist)
  const [meant, staying] = isEverywhere ? [[...here, ...elsewhere], colleague] : [here, [...elsewhere, ...colleague]]
  const begun = performance.now()
  await take(ben)
  expect(await Promise.all(meant.map(({ socket }) => socket.closed()))).toEqual(meant.map(() => code))
  expect(performance.now() - begun).toBeLessThan(atMost.timeout)
  for (const { socket, room } of staying) socket.sendStateless(room, '{"type":"barrier","n":1}')
  await vi.waitFor(() => expect(staying.every(({ socket }) => socket.heard.some(({ text }) => text.includes('saved')))).toBe(true))
  for (const { socket } of [...meant, ...staying]) socket.close()
})

test('a lock holds in every open tab within two seconds', async () => {
  const { id, room } = await makeDocument(olivia)
  const ben = await invite(world, olivia, 'Ben', 'member')
  const tabs = await Promise.all([join(world, ben, room), join(world, ben, room)])
  const begun = performance.now()
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await vi.waitFor(() => expect(tabs.every(({ doc }) => sectionLock(doc, objectives) !== undefined)).toBe(true), atMost)
  expect(performance.now() - begun).toBeLessThan(atMost.timeout)
  for (const tab of tabs) tab.type(objectives, 'Too late.')
  await vi.waitFor(() => expect(tabs.map((tab) => tab.refusal())).toEqual(['locked', 'locked']))
  for (const tab of tabs) tab.leave()
})

test('a login that expires ends its open sockets, and lets nobody in again', async () => {
  const { room } = await makeDocument(olivia)
  const ben = await invite(world, olivia, 'Ben', 'member')
  const [ticket, another] = [await ticketFor(ben, room), await ticketFor(ben, room)]
  await world.sql(`update session set expires_at = now() + interval '1 second' where user_id = $1`, [ben.me.user.id])
  const expiry = performance.now() + 1_000
  const socket = await openRawSocket(world)
  expect(await socket.join(room, ticket)).toBe('read-write')
  expect(await socket.closed()).toBe(4205)
  expect(performance.now()).toBeLessThan(expiry + atMost.timeout)
  const back = await openRawSocket(world)
  expect(await back.join(room, another)).toBe('denied signed_out')
  back.close()
})

test('somebody made a viewer can go on reading and not writing', async () => {
  const { room } = await makeDocument(olivia)
  const ben = await invite(world, olivia, 'Ben', 'member')
  const [witness, editor] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  editor.type(objectives, 'While allowed. ')
  await editor.saved()
  await olivia.api.members.changeRole({ user_id: ben.me.user.id, role: 'viewer' })
  await vi.waitFor(() => expect(editor.provider.authorizedScope).toBe('readonly'), atMost)
  editor.type(objectives, 'No longer. ')
  witness.type(objectives, 'Olivia goes on.')
  await witness.saved()
  await vi.waitFor(() => expect(editor.words(objectives)).toContain('Olivia goes on.'))
  expect(witness.words(objectives)).toBe('While allowed. Olivia goes on.')
  editor.leave()
  witness.leave()
})

test('somebody made a member can write without reloading', async () => {
  const { room } = await makeDocument(olivia)
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  const [witness, editor] = await Promise.all([join(world, olivia, room), join(world, vera, room)])
  await olivia.api.members.changeRole({ user_id: vera.me.user.id, role: 'member' })
  await vi.waitFor(() => expect(editor.provider.authorizedScope).toBe('read-write'), atMost)
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(true))
  editor.type(objectives, 'Now I may.')
  await vi.waitFor(() => expect(witness.words(objectives)).toBe('Now I may.'))
  editor.leave()
  witness.leave()
})

test('somebody removed from the organization hears and says nothing more', async () => {
  const { room } = await makeDocument(olivia)
  const ben = await invite(world, olivia, 'Ben', 'member')
  const [witness, editor] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  await olivia.api.members.remove({ user_id: ben.me.user.id })
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  witness.type(objectives, 'A secret.')
  editor.type(objectives, 'An intrusion.')
  await witness.saved()
  expect(witness.words(objectives)).toBe('A secret.')
  expect(editor.words(objectives)).not.toContain('A secret.')
  expect((await ben.fetch('/api/v1/auth/me')).status).toBe(401)
  editor.leave()
  witness.leave()
})

test('signing out everywhere ends every open document of that person, and of nobody else', async () => {
  const { room } = await makeDocument(olivia)
  const ben = await invite(world, olivia, 'Ben', 'member')
  const [witness, editor] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  await ben.api.accounts.logoutEverywhere()
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  witness.type(objectives, 'Undisturbed.')
  await witness.saved()
  expect(witness.refusal()).toBeUndefined()
  expect(editor.words(objectives)).toBe('')
  editor.leave()
  witness.leave()
})

test('a login that goes on in another organization leaves the rooms of the first', async () => {
  const { room } = await makeDocument(olivia)
  const nora = await signUp(world, 'Nora', 'Northlight Advisors')
  await olivia.api.members.invite({ email: nora.email, role: 'member' })
  await nora.api.members.acceptInvitation({ token: await mailedToken(world, nora.email), password })
  await nora.api.accounts.switchOrganization({ organization_id: olivia.me.organization.id })
  const editor = await join(world, nora, room)
  await nora.api.accounts.switchOrganization({ organization_id: nora.me.organization.id })
  await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'), atMost)
  editor.leave()
})

test('customer staff lose their documents with their role', async () => {
  const acme = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const { room } = await makeDocumentOf(olivia, acme.id)
  const carl = await invite(world, olivia, 'Carl', 'contributor', acme.id)
  const editor = await join(world, carl, room)
  await olivia.api.members.changeRole({ user_id: carl.me.user.id, role: 'viewer' })
  await vi.waitFor(() => expect(editor.provider.authorizedScope).toBe('readonly'), atMost)
  await olivia.api.members.remove({ user_id: carl.me.user.id })
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  editor.leave()
})

test('customer staff who are sent a link to a new password leave what they have open', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Reset Ltd' })
  const { room } = await makeDocumentOf(olivia, customer_id)
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  const socket = await openRawSocket(world)
  expect(await socket.join(room, await ticketFor(carl, room))).toBe('read-write')
  const begun = performance.now()
  await olivia.api.customers.resetPortalPassword({ customer_id, email: carl.email })
  expect(await socket.closed()).toBe(4401)
  expect(performance.now() - begun).toBeLessThan(atMost.timeout)
})

const anotherTemplate = catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')

test.each<[string, (document: DocumentDetail) => Promise<unknown>]>([
  ['is taken out of its plan', ({ id }) => olivia.api.documents.remove({ document_id: id })],
  [
    'is no longer selected in its plan',
    ({ customer_id, plan_id }) =>
      olivia.api.plans.selectTemplates({
        customer_id,
        plan_id,
        template_selection_mode: 'selective',
        selected_template_ids: [anotherTemplate],
      }),
  ],
  ['goes with its plan, which is cancelled', ({ customer_id, plan_id }) => olivia.api.plans.cancel({ customer_id, plan_id })],
])('a document that %s is closed to those who have it open', async (_how, end) => {
  const document = await makeDocument(olivia)
  const editor = await join(world, olivia, document.room)
  await end(document)
  await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'), atMost)
  editor.leave()
})

test('a customer that is archived closes its documents, facts and sessions, with the notes on them, and lets nobody in again', async () => {
  const document = await makeDocument(olivia)
  const { customer_id } = document
  const session = await olivia.api.interviews.create({ customer_id, document_id: document.id })
  const notes = roomName({ kind: 'internal', entityId: document.id, epoch: 1 })
  const rooms = [document.room, document.facts?.room, session.room, session.notes_room, notes].map((room) => room ?? '')
  const editors = await Promise.all(rooms.map((room) => join(world, olivia, room)))
  await olivia.api.customers.archive({ customer_id })
  await vi.waitFor(() => expect(editors.map((editor) => editor.refusal())).toEqual(rooms.map(() => 'not_found')), atMost)
  for (const editor of editors) editor.leave()
})

test('somebody removed while they are being let in does not stay in', async () => {
  const { room } = await makeDocument(olivia)
  const witness = await join(world, olivia, room)
  for (let attempt = 0; attempt < 5; attempt++) {
    const ben = await invite(world, olivia, 'Ben', 'member')
    const [editor] = await Promise.all([
      join(world, ben, room, { waitForSync: false }),
      olivia.api.members.remove({ user_id: ben.me.user.id }),
    ])
    editor.type(objectives, 'An intrusion.')
    witness.type(objectives, 'A secret. ')
    await witness.saved()
    await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
    editor.leave()
  }
  expect(witness.words(objectives)).not.toContain('An intrusion.')
  witness.leave()
})

test.each<[string, (ben: Person, documentId: string) => Promise<unknown>]>([
  ['a role', ({ me }) => world.sql(`update organization_member set role = 'viewer' where user_id = $1`, [me.user.id])],
  ['a login', ({ me }) => world.sql('delete from session where user_id = $1', [me.user.id])],
  ['a document', (_ben, id) => world.sql('update customer_document set archived_at = now() where id = $1', [id])],
])('%s that is changed where nobody told the server is found out within the minute', async (_what, change) => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const elsewhere = (await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)).room
  const [others, socket] = [await openRawSocket(world), await openRawSocket(world)]
  await others.join(elsewhere, await ticketFor(olivia, elsewhere)) // and is judged first
  await socket.join(room, await ticketFor(ben, room))
  await change(ben, id)
  skipMinute()
  expect(await socket.closed()).toBe(4205)
  expect(others.isOpen()).toBe(true)
  others.close()
})

test('a room whose members cannot be judged again keeps nobody else from it', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const [unreadable, document] = [await makeDocument(olivia), await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)]
  const facts = document.facts?.room ?? ''
  const [others, socket] = [await openRawSocket(world), await openRawSocket(world)]
  await others.join(unreadable.room, await ticketFor(olivia, unreadable.room)) // and is judged first
  await socket.join(facts, await ticketFor(ben, facts))
  const [version] = await world.sql<{ id: string; fillable_sections: unknown }>(
    'select id, fillable_sections from template_version where id = (select template_version_id from customer_document where id = $1)',
    [unreadable.id],
  )
  const setSections = (sections: unknown) =>
    world.sql('update template_version set fillable_sections = $2 where id = $1', [version?.id, JSON.stringify(sections)])
  await setSections([{ of: 'no kind' }])
  onTestFinished(async () => void (await setSections(version?.fillable_sections)))
  await world.sql(`update organization_member set role = 'viewer' where user_id = $1`, [ben.me.user.id])
  skipMinute()
  expect(await socket.closed()).toBe(4205)
  expect(others.isOpen()).toBe(true)
  others.close()
})

/** Everybody's last judging is a minute ago now, until the test ends. */
function skipMinute(): void {
  const now = performance.now.bind(performance)
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
  onTestFinished(() => clock.mockRestore())
}
