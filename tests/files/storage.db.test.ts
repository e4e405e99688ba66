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

test('storage says how files are kept, before there is a folder', async () => {
  await upload(ines, customer_id, 'notes.txt', 'twelve bytes')
  expect(await ines.api.storage.info({ customer_id })).toEqual({
    storage_type: 'local',
    is_initialized: false,
    folders: [],
    evidence_policy: 'uploads',
    max_file_size_bytes: 52_428_800,
    used_bytes: 12,
    trash_bytes: 0,
    file_count: 1,
  })
})

test('setting it up makes the folders that are missing, once, also when two people ask at once', async () => {
  await ines.api.folders.create({ customer_id, name: 'evidence' })
  await Promise.all([1, 2, 3].map(() => ines.api.storage.initialize({ customer_id })))
  const { folders, is_initialized } = await ines.api.storage.info({ customer_id })
  expect(folders.map(({ name }) => name).sort()).toEqual(['Documents', 'Exports', 'evidence'])
  expect(is_initialized).toBe(true)
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
