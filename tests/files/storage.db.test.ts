import { withTenant } from '@certloom/server/db/tenant'
import { requireRoom } from '@certloom/server/files/usage'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let customer_id: string
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  customer_id = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
})
afterAll(() => world.stop())

test('a new customer has its folders, and storage says how files are kept', async () => {
  await upload(ines, customer_id, 'notes.txt', 'twelve bytes')
  const { folders } = await ines.api.folders.tree({ customer_id })
  expect(folders.map(({ name }) => name)).toEqual(['Documents', 'Evidence', 'Exports'])
  expect(await ines.api.storage.info({ customer_id })).toEqual({
    storage_type: 'local',
    is_initialized: true,
    folders: folders.map(({ id, name }) => ({ id, name })),
    evidence_policy: 'uploads',
    max_file_size_bytes: 52_428_800,
    used_bytes: 12,
    trash_bytes: 0,
    file_count: 1,
  })
})

test('sent again because the answer was lost, a new customer has them once, and adding it is one entry of the log', async () => {
  const wanted = { id: newId(), company_name: 'Twice Ltd' }
  for (let sent = 0; sent < 2; sent++) await ines.api.customers.create(wanted)
  expect((await ines.api.storage.info({ customer_id: wanted.id })).folders).toHaveLength(3)
  const { data } = await ines.api.activity.list({ customer_id: wanted.id })
  expect(data.map(({ action }) => action)).toEqual(['customer.created'])
})

test('an organization has them as its own customer', async () => {
  const { data } = await ines.api.customers.list({})
  const self = data.find(({ company_name }) => company_name === 'Harbor Compliance')
  expect(await ines.api.storage.info({ customer_id: self?.id ?? '' })).toMatchObject({ is_initialized: true })
})

test('setting it up makes those again that are missing, once, also when two people ask at once', async () => {
  const { folders } = await ines.api.storage.info({ customer_id })
  for (const { id } of folders) await ines.api.folders.delete({ folder_id: id })
  await ines.api.folders.create({ customer_id, name: 'evidence' })
  await Promise.all([1, 2, 3].map(() => ines.api.storage.initialize({ customer_id })))
  const set = await ines.api.storage.info({ customer_id })
  expect(set.folders.map(({ name }) => name).sort()).toEqual(['Documents', 'Exports', 'evidence'])
  expect(set.is_initialized).toBe(true)
  const { data } = await ines.api.activity.list({ customer_id })
  expect(data.filter(({ action }) => action === 'folder.created')).toHaveLength(3)
})

test('a customer’s people read it and do not set it up; others are told of nothing', async () => {
  const { id: other } = await ines.api.customers.create({ company_name: 'Beta Inc' })
  const mara = await invite(world, ines, 'Mara Acme', 'manager', customer_id)
  expect(await mara.api.storage.info({ customer_id })).toMatchObject({ storage_type: 'local' })
  expect(await problemOf(mara.api.storage.initialize({ customer_id }))).toMatchObject({ code: 'forbidden' })
  expect(await problemOf(mara.api.storage.info({ customer_id: other }))).toMatchObject({ code: 'not_found' })
  expect(await problemOf(mara.api.storage.initialize({ customer_id: other }))).toMatchObject({ code: 'not_found' })
})

test('with a limit, people are told of things while an upload is being written', async () => {
  const lena = await signUp(world, 'Lena', 'Small Firm')
  const { id: organizationId } = lena.me.organization
  const { id } = await lena.api.customers.create({ company_name: 'Acme' })
  const carl = await invite(world, lena, 'Carl', 'contributor', id)
  await lena.api.organizations.changeSettings({ storage_limit_bytes: 1000 })
  await withTenant(world.app.services.db, { organizationId }, async (tx) => {
    await requireRoom(tx, organizationId, 1)
    await carl.api.evidence.addLink({ customer_id: id, title: 'Access log', url: 'https://files.example/x', targets: [] })
  })
  expect((await lena.api.notifications.list({})).data.map(({ kind }) => kind)).toContain('evidence_waiting')
})
