import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { iso27001, makeDocumentOf, objectives } from '../support/documents.ts'
import { pdf } from '../support/files.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { filesOnDisk, send, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let maria: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  acme = (await olivia.api.customers.create({ company_name: 'Acme Corp', portal_enabled: true })).id
  maria = await invite(world, olivia, 'Maria', 'manager', acme)
})
afterAll(() => world.stop())

/** Sends one thing three times, two of them at once; answers the ids of what was made. */
async function thrice(make: () => Promise<{ id: string }>): Promise<Set<string>> {
  const both = await Promise.all([make(), make()])
  return new Set([...both, await make()].map(({ id }) => id))
}

describe('what is sent again under the same id, because its answer was lost, is made once:', () => {
  test('a file, its evidence, and the word to the reviewer', async () => {
    const document = await makeDocumentOf(olivia, acme)
    const id = newId()
    const fields = { id, document_id: document.id, section_id: objectives }
    const made = await thrice(async () => (await upload(maria, acme, 'Chart.pdf', pdf, fields)).file)
    expect(made).toEqual(new Set([id]))
    const { data } = await olivia.api.evidence.list({ customer_id: acme, document_id: document.id })
    expect(data).toMatchObject([{ title: 'Chart', status: 'pending', file: { id }, links: [{ section_id: objectives }] }])
    expect(filesOnDisk(world)).toEqual({ kept: 1, incoming: 0 })
    const { data: notices } = await olivia.api.notifications.list({ limit: 50 })
    expect(notices.filter(({ sentence }) => sentence.includes('Chart'))).toHaveLength(1)
  })

  test('a link', async () => {
    const link = { id: newId(), customer_id: acme, title: 'Team page', url: 'https://wiki.example.com/team' }
    expect(await thrice(() => maria.api.evidence.addLink(link))).toEqual(new Set([link.id]))
    expect((await olivia.api.evidence.list({ customer_id: acme, q: 'Team page' })).data).toHaveLength(1)
  })

  test('a task, and what is said about it', async () => {
    const task = { id: newId(), customer_id: acme, title: 'Call the auditor' }
    expect(await thrice(() => olivia.api.tasks.create(task))).toEqual(new Set([task.id]))
    const comment = { id: newId(), task_id: task.id, body: 'On Monday' }
    expect(await thrice(() => olivia.api.tasks.comment(comment))).toEqual(new Set([comment.id]))
    expect((await olivia.api.tasks.comments({ task_id: task.id })).data).toHaveLength(1)
  })

  test('a checklist', async () => {
    const checklist = { id: newId(), customer_id: acme, iso_standard_id: iso27001 }
    expect(await thrice(() => olivia.api.readiness.create(checklist))).toEqual(new Set([checklist.id]))
    expect((await olivia.api.readiness.list({ customer_id: acme })).data).toHaveLength(1)
  })
})

test('an id that somebody else has taken is a conflict that tells nothing of what is there', async () => {
  const theirs = await olivia.api.tasks.create({ customer_id: acme, title: 'Not for Ben' })
  const stored = (await upload(olivia, acme, 'secret.txt', 'secret')).file
  const answer = await send(maria, acme, 'mine.txt', 'mine', { id: stored.id })
  const ben = await invite(world, olivia, 'Ben', 'member')
  const problem = await problemOf(ben.api.tasks.create({ id: theirs.id, customer_id: acme, title: 'Mine' }))
  expect([answer.status, problem.status]).toEqual([409, 409])
  expect(`${await answer.text()} ${JSON.stringify(problem)}`).not.toMatch(/secret|Not for Ben/)
  const download = await olivia.fetch(`/api/v1/files/${stored.id}/download`)
  expect(await download.text()).toBe('secret')
})

test('a file that was deleted since is not brought back by sending it again', async () => {
  const id = newId()
  const attachment = { id, file_type: 'attachment' }
  await upload(olivia, acme, 'notes.txt', 'notes', attachment)
  await olivia.api.files.delete({ file_id: id })
  expect((await send(olivia, acme, 'notes.txt', 'notes', attachment)).status).toBe(409)
})
