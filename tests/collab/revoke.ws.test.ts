import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, makeDocumentOf, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
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
  const { mailedToken, password } = await import('../support/people.ts')
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
