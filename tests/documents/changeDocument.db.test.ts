import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument, readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a document is given a name, somebody responsible and a date, on record; its content stays', async () => {
  const document = await makeDocument(ines)
  const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', document.customer_id)
  const wish = { document_name: 'Our policy', assigned_to: daniel.me.user.id, due_date: '2027-03-01' }
  const changed = await ines.api.documents.update({ document_id: document.id, ...wish })
  expect(changed).toEqual({
    ...document,
    ...wish,
    assignee: { id: daniel.me.user.id, name: 'Daniel Brandt' },
    updated_at: changed.updated_at,
  })
  expect(await ines.api.documents.update({ document_id: document.id, ...wish })).toEqual(changed)
  expect(await ines.api.documents.update({ document_id: document.id, assigned_to: null })).toMatchObject({ ...wish, assigned_to: null })
  expect((await ines.api.activity.list({ entity_id: document.id })).data).toMatchObject([
    { action: 'document.changed', before: wish, after: { ...wish, assigned_to: null } },
    { action: 'document.changed', before: { document_name: document.document_name, due_date: null }, after: wish },
    { action: 'document.created' },
  ])
})

test('only planners change it, and only somebody who can see the customer can be responsible', async () => {
  const document = await makeDocument(ines)
  const one = { document_id: document.id, document_name: 'Mine' }
  const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', document.customer_id)
  const rolf = await invite(world, ines, 'Rolf Berg', 'reviewer')
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  expect((await problemOf(daniel.api.documents.update(one))).code).toBe('forbidden')
  expect((await problemOf(rolf.api.documents.update(one))).code).toBe('forbidden')
  expect((await problemOf(omar.api.documents.update(one))).code).toBe('not_found')
  expect((await problemOf(ines.api.documents.update({ ...one, assigned_to: omar.me.user.id }))).code).toBe('invalid_input')
  expect((await problemOf(ines.api.documents.update({ ...one, document_id: newId() }))).code).toBe('not_found')
  expect(await readDocument(ines, document.id)).toEqual(document)
})

test('what somebody decided about other details than there are is not done, and says which; the same wish twice is no conflict', async () => {
  const document = await makeDocument(ines)
  const seen = { document_name: document.document_name, assigned_to: null, due_date: null }
  const one = { document_id: document.id, expected: seen }
  await ines.api.documents.update({ ...one, due_date: '2027-03-01' })
  const problem = await problemOf(ines.api.documents.update({ ...one, document_name: 'Late', due_date: '2027-04-01' }))
  expect(problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('changed the due date meanwhile') })
  expect(await readDocument(ines, document.id)).toMatchObject({ document_name: document.document_name, due_date: '2027-03-01' })
  await ines.api.documents.update({ ...one, due_date: '2027-03-01' })
  const renamed = await ines.api.documents.update({ ...one, document_name: 'Another thing' })
  expect(renamed).toMatchObject({ document_name: 'Another thing', due_date: '2027-03-01' })
})

test('whoever becomes responsible is told, each time, with the way to the document; nobody is told of a new name', async () => {
  const document = await makeDocument(ines)
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  const inbox = async () => (await maya.api.notifications.list({})).data.filter(({ kind }) => kind === 'document_assigned')
  const give = (assigned_to: string | null, document_name?: string) =>
    ines.api.documents.update({ document_id: document.id, assigned_to, document_name })
  await give(maya.me.user.id)
  expect(await inbox()).toMatchObject([
    {
      sentence: `made you responsible for “${document.document_name}” of ${document.customer_name}`,
      path: `/documents/${document.id}`,
      actor: { name: 'Ines Duarte' },
    },
  ])
  await give(maya.me.user.id, 'Our policy')
  expect(await inbox()).toHaveLength(1)
  await give(null)
  await give(maya.me.user.id)
  expect(await inbox()).toHaveLength(2)
})
