import { toldOnce } from '@certloom/shared/activity/toldOnce'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { evidenceSectionOf } from '../evidence/evidenceSectionOf.ts'
import { makeDocument, projects } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** Every row of the log, and those a reader is shown. */
async function feed(filter: { entity_id?: string } = {}) {
  const { data } = await olivia.api.activity.list({ ...filter, limit: 200 })
  return { logged: data.map(({ action }) => action), told: toldOnce(data).map(({ action }) => action) }
}

test('a file given as evidence for a section is one act, in the feed of the document and in that of the organization', async () => {
  const document = await makeDocument(olivia)
  const section = evidenceSectionOf(document)
  await upload(olivia, document.customer_id, 'Chart.txt', 'chart', { document_id: document.id, section_id: section })
  await world.app.services.live.store(document.room)
  await expect.poll(async () => (await feed({ entity_id: document.id })).logged).toContain('section.edited')
  const whole = await feed()
  expect(whole.logged).toEqual(expect.arrayContaining(['file.uploaded', 'evidence.added', 'evidence.linked', 'section.edited']))
  expect(whole.told.filter((action) => /^(file|evidence|section)\./.test(action))).toEqual(['evidence.linked'])
  expect((await feed({ entity_id: document.id })).told).toEqual(['document.status_changed', 'evidence.linked', 'document.created'])
})

test('what is linked later, and words written in a section, are acts of their own', async () => {
  const document = await makeDocument(olivia, 'Beta Inc')
  const { evidence } = await upload(olivia, document.customer_id, 'Later.txt', 'later', { file_type: 'evidence' })
  await olivia.api.evidence.attach({ evidence_id: evidence?.id ?? '', target: { document_id: document.id, section_id: projects } })
  await fillSection(world, olivia, document.room, projects, 'Hello')
  const { told } = await feed()
  expect(told.slice(0, 4)).toEqual(['document.status_changed', 'section.edited', 'evidence.linked', 'evidence.added'])
})

test('a changed role is told once', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  await olivia.api.members.changeRole({ user_id: ben.me.user.id, role: 'reviewer' })
  const { logged, told } = await feed({ entity_id: ben.me.user.id })
  expect(logged.filter((action) => action === 'role.revoked')).toHaveLength(1)
  expect(told.filter((action) => action.startsWith('role.'))).toEqual(['role.granted', 'role.granted'])
})
