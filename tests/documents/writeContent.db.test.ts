import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitments, makeDocument, objectives, readDocument, roles, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let document: DocumentDetail
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  document = await makeDocument(ines)
})
afterAll(() => world.stop())

const put = (by: Person, sections: object, ifMatch?: string): Promise<Response> =>
  by.fetch(`/api/v1/customer-documents/${document.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    body: JSON.stringify({ content: { fillable_sections: Object.entries(sections).map(([id, content]) => ({ id, content })) } }),
  })
const etag = async (): Promise<string> => (await ines.fetch(`/api/v1/customer-documents/${document.id}`)).headers.get('etag') ?? ''
const contentOf = async (id: string): Promise<unknown> =>
  (await readDocument(ines, document.id)).content.fillable_sections.find((section) => section.id === id)?.content

test('content says which revision it replaces, and one that somebody wrote after is refused', async () => {
  expect((await put(ines, { [objectives]: 'No complaints.' })).status).toBe(428)
  const read = await etag()
  const editor = await join(world, ines, document.room)
  editor.type(objectives, 'Typed meanwhile.')
  await editor.saved()
  const stale = await put(ines, { [objectives]: 'No complaints.' }, read)
  expect(stale.status).toBe(412)
  expect(await stale.json()).toMatchObject({ code: 'precondition_failed' })
  expect(textOf(await readDocument(ines, document.id), objectives)).toBe('Typed meanwhile.')
  editor.leave()
})

test('text is rewritten where it is, under the eyes of those who have it open, and is on record as its author’s', async () => {
  const editor = await join(world, ines, document.room)
  const mara = await invite(world, ines, 'Mara Acme', 'contributor', document.customer_id)
  const answer = await put(mara, { [objectives]: 'Typed meanwhile.\nAnd sent by a program.' }, await etag())
  expect(answer.status).toBe(200)
  expect(answer.headers.get('etag')).toBe(await etag())
  await expect.poll(() => editor.words(objectives)).toContain('And sent by a program.')
  const [version] = (await ines.api.documents.history({ document_id: document.id })).data
  expect(version).toMatchObject({ contributors: [{ name: 'Mara Acme' }], changed_sections: [{ id: objectives }] })
  editor.leave()
})

test('lists and tables keep the rows that are named, and get the new ones; null empties', async () => {
  await put(ines, { [commitments]: [{ text: 'First' }, { text: 'Second' }] }, await etag())
  const items = (await contentOf(commitments)) as { id: string; text: string }[]
  expect(items.map(({ text }) => text)).toEqual(['First', 'Second'])
  await put(ines, { [commitments]: [{ id: items[1]?.id, text: 'Second, mended' }, { text: 'Third' }] }, await etag())
  const mended = (await contentOf(commitments)) as { id: string; text: string }[]
  expect(mended.map(({ text }) => text)).toEqual(['Second, mended', 'Third'])
  expect(mended[0]?.id).toBe(items[1]?.id)

  const { columns } = document.content.fillable_sections.find(({ id }) => id === roles) ?? { columns: [] }
  const words = columns.find(({ type }) => type === 'text')?.id ?? ''
  expect((await put(ines, { [roles]: { rows: [{ cells: { [words]: 'Information Security Manager' } }] } }, await etag())).status).toBe(200)
  expect(await contentOf(roles)).toMatchObject({ rows: [{ cells: { [words]: 'Information Security Manager' } }] })
  await put(ines, { [commitments]: null }, await etag())
  expect(await contentOf(commitments)).toBeNull()
})

test('what a section cannot hold is refused, and nothing of it is written', async () => {
  const read = await etag()
  const evidence = document.content.fillable_sections.find(({ type }) => type === 'evidence')?.id ?? ''
  const wrong = [{ [objectives]: [{ text: 'no list' }] }, { [commitments]: 'no text' }, { [roles]: { rows: [{ cells: { none: 'x' } }] } }]
  for (const sections of [...wrong, { [evidence]: 'no evidence' }])
    expect((await put(ines, { [projectsOf()]: 'Not this either.', ...sections }, read)).status, JSON.stringify(sections)).toBe(400)
  expect((await put(ines, { nothing: 'x' }, read)).status).toBe(404)
  expect(await etag()).toBe(read)
  const viewer = await invite(world, ines, 'Vera Acme', 'viewer', document.customer_id)
  expect((await put(viewer, { [objectives]: 'x' }, read)).status).toBe(403)
})

const projectsOf = (): string => document.content.fillable_sections.findLast(({ type }) => type === 'text')?.id ?? ''
