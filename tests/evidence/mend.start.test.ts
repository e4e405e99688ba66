import { rmSync } from 'node:fs'
import { evidenceSection, sectionLock, sectionNeedsWork } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { visit } from '../support/client.ts'
import { makeDocument, objectives, projects, readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, password } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { newDataDir, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'
import { cloneDatabase, type Database } from '../support/world.ts'
import { evidenceSectionOf } from './evidenceSectionOf.ts'

let database: Database
let dataDir: string
let port: number
let server: ServerProcess
let rows: pg.Client
let olivia: Person
let ben: Person

beforeAll(async () => {
  database = await cloneDatabase()
  rows = new pg.Client({ connectionString: database.superuserUrl })
  await rows.connect()
  dataDir = newDataDir()
  port = await freePort()
  server = await start()
  const owner = visit(server)
  const me = await owner.api.accounts.signUp({ name: 'Olivia', email: 'olivia@mend.test', organization_name: 'Harbor', password })
  olivia = { ...owner, me, email: me.user.email } as Person
  ben = await newColleague('Ben')
})
afterAll(async () => {
  await server.stop()
  await rows.end()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const start = (): Promise<ServerProcess> =>
  startServerProcess({ port, dataDir, env: { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl } })

async function newColleague(name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@mend.test`
  await olivia.api.members.invite({ email, role: 'member' })
  const mail = await rows.query<{ text: string }>('select text from mail where "to" = $1', [email])
  const token = /\/invitations\/([\w-]{20,})/.exec(mail.rows[0]?.text ?? '')?.[1] ?? ''
  const visitor = visit(server)
  return { ...visitor, me: await visitor.api.members.acceptInvitation({ token, name, password }), email } as Person
}

/** Lets nothing into the log of live documents, waits until the rows say what `act` does, and kills the server at that moment. */
async function crashBeforeTheMirror(act: () => Promise<unknown>, isCommitted: () => Promise<boolean>): Promise<void> {
  const gate = new pg.Client({ connectionString: database.superuserUrl })
  await gate.connect()
  await gate.query('begin; lock table live_update in exclusive mode')
  const cutOff = act().then(
    () => 'answered',
    () => 'cut off',
  )
  await vi.waitFor(async () => expect(await isCommitted()).toBe(true), { timeout: 5_000 })
  await server.crash()
  await gate.end()
  expect(await cutOff).toBe('cut off')
  server = await start()
}

const count = async (query: string, ...values: string[]): Promise<number> => (await rows.query(query, values)).rows.length

async function newDocument(): Promise<{ document: DocumentDetail; section: string }> {
  const document = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  return { document, section: evidenceSectionOf(document) }
}

test('evidence that a crash kept out of the live document is in it once somebody opens it, as given by who gave it', async () => {
  const { document, section } = await newDocument()
  const target = { document_id: document.id, section_id: section }
  await crashBeforeTheMirror(
    () => olivia.api.evidence.addLink({ customer_id: document.customer_id, title: 'Chart', url: 'https://f.example/c', targets: [target] }),
    async () => (await count('select 1 from evidence_link where document_id = $1', document.id)) === 1,
  )
  const editor = await join(server, ben, document.room)
  await vi.waitFor(() => expect(linkedEvidence(evidenceSection(editor.doc, section)).map(({ title }) => title)).toEqual(['Chart']))
  editor.leave()
  const sectionNow = async () => (await readDocument(olivia, document.id)).content.fillable_sections.find(({ id }) => id === section)
  await vi.waitFor(async () => expect(await sectionNow()).toMatchObject({ state: 'done', filled_by: { name: 'Olivia' } }), {
    timeout: 10_000,
    interval: 100,
  })
})

test('a lock and a mark that a crash kept out of the live document bind whoever opens it', async () => {
  const { document } = await newDocument()
  const ofDocument = { document_id: document.id }
  await crashBeforeTheMirror(
    () =>
      Promise.all([
        olivia.api.documents.lockSection({ ...ofDocument, section_id: objectives, locked: true }),
        olivia.api.documents.markSection({ ...ofDocument, section_id: projects, needs_work: true }),
      ]),
    async () =>
      (await count(
        `select 1 from section_projection where document_id = $1 and (locked_at is not null or state = 'needs_work')`,
        document.id,
      )) === 2,
  )
  const editor = await join(server, ben, document.room)
  await vi.waitFor(() => expect(sectionLock(editor.doc, objectives)?.by.name).toBe('Olivia'))
  expect([sectionNeedsWork(editor.doc, projects), sectionNeedsWork(editor.doc, objectives)]).toEqual([true, false])
  editor.leave()
})

test('opening a document that says all it should writes nothing', async () => {
  const { document, section } = await newDocument()
  const target = { document_id: document.id, section_id: section }
  await olivia.api.evidence.addLink({ customer_id: document.customer_id, title: 'Plan', url: 'https://f.example/p', targets: [target] })
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: objectives, locked: true })
  await server.stop()
  server = await start()
  const editor = await join(server, ben, document.room)
  let updates = 0
  editor.doc.on('update', () => updates++)
  // What is written by hand next comes after whatever opening wrote.
  editor.type(projects, 'Hello')
  await editor.saved()
  await olivia.api.evidence.addLink({ customer_id: document.customer_id, title: 'Later', url: 'https://f.example/l', targets: [target] })
  await vi.waitFor(() => expect(linkedEvidence(evidenceSection(editor.doc, section))).toHaveLength(2))
  expect(updates).toBe(2)
  editor.leave()
})
