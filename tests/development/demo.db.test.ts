import type { Services } from '@certloom/server/context'
import { demoAccounts, demoPassword } from '@certloom/server/development/demoAccounts'
import { readContent, sit } from '@certloom/server/development/demoContent'
import { seedDemo } from '@certloom/server/development/seedDemo'
import { projectSection } from '@certloom/server/documents/projection'
import { type Me, NewPassword } from '@certloom/shared/accounts/contract'
import { defineDocumentRoots, sectionRoot } from '@certloom/shared/collab/documentDoc'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { problemOf, visit } from '../support/client.ts'
import { readDocument } from '../support/documents.ts'
import type { Person } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ingrid: Person
let amara: Person
let leftBehind: unknown[]
beforeAll(async () => {
  world = await startWorld()
  await seed(world)
  await statementSaysAll()
  leftBehind = await world.sql('select id from session union all select id::text from mail where sent_at is null')
  ingrid = await signIn(world, 'owner@harbor.test')
  amara = await signIn(world, 'owner@northlight.test')
})
afterAll(() => world.stop())

const seed = (at: World, services: Services = at.app.services): Promise<void> => seedDemo(services, () => {})

async function signIn(at: World, email: string): Promise<Person> {
  const visitor = visit(at)
  const me = await visitor.api.accounts.login({ email, password: demoPassword })
  return { ...visitor, me: me as Me, email }
}

/** Resolves when the document that shows Acme's checklist, which follows it by itself, says what is decided there. */
const statementSaysAll = () =>
  vi.waitFor(
    async () => {
      const [decided] = await world.sql('select count(*) from answer where in_overall and answered_at is not null')
      const [shown] = await world.sql(
        `select count(*) from section_projection s cross join lateral jsonb_path_query(s.content, '$.rows[*].cells ? (@.applicable != null)')`,
      )
      expect(shown).toEqual(decided)
    },
    { timeout: 20_000, interval: 50 },
  )

const documentsOf = async (by: Person) => (await by.api.documents.list({ limit: 200 })).data

const customerOf = async (by: Person, name: string) => {
  const { data } = await by.api.customers.list({})
  const customer = data.find(({ company_name }) => company_name === name)
  if (!customer) throw new Error(`There is no ${name}.`)
  return customer
}

/** The live document as the database has it: the snapshot and what the log holds beyond it. */
async function liveState(room: string, define: (doc: Y.Doc) => void): Promise<Y.Doc> {
  const [snapshot] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  const updates = await world.sql<{ update: Buffer }>('select update from live_update where room = $1 order by id', [room])
  if (!snapshot) throw new Error(`${room} has no snapshot.`)
  const doc = new Y.Doc()
  define(doc)
  for (const update of [snapshot.state, ...updates.map((row) => row.update)]) Y.applyUpdate(doc, update)
  return doc
}

describe('the demo world', () => {
  it('has a password that the product would accept', () => {
    expect(NewPassword.safeParse(demoPassword).success).toBe(true)
  })

  it('lets everybody in with it, each in their place', async () => {
    const places = await Promise.all(
      demoAccounts.map(async ({ email }) => {
        const { me } = await signIn(world, email)
        return [email, me.user.name, me.organization.name, me.role, me.customer?.name ?? null]
      }),
    )
    const nameOf = (email: string) => demoAccounts.find((account) => account.email === email)?.name
    const expected = [
      ['owner@harbor.test', 'Harbor Compliance', 'owner', null],
      ['admin@harbor.test', 'Harbor Compliance', 'admin', null],
      ['reviewer@harbor.test', 'Harbor Compliance', 'reviewer', null],
      ['member@harbor.test', 'Harbor Compliance', 'member', null],
      ['viewer@harbor.test', 'Harbor Compliance', 'viewer', null],
      ['manager@acme.test', 'Harbor Compliance', 'manager', 'Acme Corp'],
      ['contributor@acme.test', 'Harbor Compliance', 'contributor', 'Acme Corp'],
      ['viewer@acme.test', 'Harbor Compliance', 'viewer', 'Acme Corp'],
      ['manager@beta.test', 'Harbor Compliance', 'manager', 'Beta Inc'],
      ['owner@northlight.test', 'Northlight Advisors', 'owner', null],
    ] as const
    expect(places).toEqual(expected.map(([email, ...place]) => [email, nameOf(email), ...place]))
  })

  it('gives everybody who writes a colour of their own', async () => {
    const { data } = await ingrid.api.members.list({})
    const writers = data.filter((member) => member.role !== 'viewer')
    expect(data).toHaveLength(9)
    expect(new Set(writers.map((member) => member.color)).size).toBe(writers.length)
  })

  it('has a plan half way at Acme and a selective one at Beta', async () => {
    const [acme, beta] = await Promise.all([customerOf(ingrid, 'Acme Corp'), customerOf(ingrid, 'Beta Inc')])
    const [acmePlans, betaPlans] = await Promise.all([
      ingrid.api.plans.list({ customer_id: acme.id }),
      ingrid.api.plans.list({ customer_id: beta.id }),
    ])
    expect(acmePlans.data).toMatchObject([{ iso_code: 'iso27001-2022', template_selection_mode: 'all' }])
    expect(betaPlans.data).toMatchObject([{ iso_code: 'iso9001-2015', template_selection_mode: 'selective' }])
    const monthsAhead = (Date.parse(acmePlans.data[0]?.target_completion_date ?? '') - Date.now()) / (30.4 * 86_400_000)
    expect(monthsAhead).toBeGreaterThan(5.5)
    expect(monthsAhead).toBeLessThan(6.5)

    const documents = await documentsOf(ingrid)
    const ofBeta = documents.filter((document) => document.customer_id === beta.id)
    expect(ofBeta.map((document) => document.document_name)).toEqual([
      'Quality Manual',
      'Document Control Procedure',
      'Internal Audit Procedure',
    ])

    const ofAcme = await Promise.all(
      documents.filter((document) => document.customer_id === acme.id).map(({ id }) => readDocument(ingrid, id)),
    )
    expect(ofAcme).toHaveLength(15)
    const texts = ofAcme.map((document) => document.content.fillable_sections.filter((section) => section.type === 'text'))
    const filled = texts.flat().filter((section) => section.state === 'done').length / texts.flat().length
    expect(filled).toBeGreaterThan(0.4)
    expect(filled).toBeLessThan(0.6)
    expect(texts.filter((sections) => sections.length > 1 && sections.every((section) => section.state === 'done')).length).toBeGreaterThan(
      0,
    )
    expect(ofAcme.filter((document) => document.status === 'not_started').length).toBeGreaterThan(2)
  })

  it('leaves nobody signed in and no mail to be sent', () => {
    expect(leftBehind).toEqual([])
  })

  it('was written by several people, in several revisions', async () => {
    const documents = await Promise.all(
      (await documentsOf(ingrid)).filter(({ revision }) => revision > 0).map(({ id }) => ingrid.api.documents.history({ document_id: id })),
    )
    const writers = new Set(documents.flatMap(({ data }) => data.flatMap((version) => version.contributors.map((person) => person.name))))
    expect([...writers].sort()).toEqual(['Daniel Brandt', 'Ingrid Solberg', 'Mei Tanaka', 'Sofia Lindqvist', 'Tom Whitfield'])
    expect(Math.max(...documents.map(({ data }) => data.length))).toBeGreaterThan(3)
  })

  it('answers over REST what its live documents say', async () => {
    const owned = await Promise.all([ingrid, amara].map(async (by) => (await documentsOf(by)).map(({ id }) => readDocument(by, id))))
    const documents = await Promise.all(owned.flat())
    expect(documents).toHaveLength(20)
    let words = 0
    for (const document of documents) {
      const sections = document.content.fillable_sections
      const doc = await liveState(document.room, (fresh) => defineDocumentRoots(fresh, sections))
      const written = sections.filter(({ fact_key }) => fact_key === undefined)
      const live = written.map((section) => projectSection(doc, section))
      expect(live.map(({ content, text }) => ({ content, text }))).toEqual(written.map(({ content, text }) => ({ content, text })))
      for (const { fact_key, text } of sections) if (fact_key !== undefined) expect(text).toBe(document.facts?.texts[fact_key])
      const named = new Set(sections.map((section) => section.id))
      expect([...doc.share.keys()].filter((root) => root !== 'meta' && !named.has(root.slice(4)))).toEqual([])
      words += live.reduce((sum, { text }) => sum + text.length, 0)
    }
    expect(words).toBeGreaterThan(15_000)
  })

  it('has evidence at Acme: a file that waits for review, and links', async () => {
    const { data } = await ingrid.api.evidence.list({ customer_id: (await customerOf(ingrid, 'Acme Corp')).id })
    expect(data.map(({ kind, status, links }) => [kind, status, links.length]).sort()).toEqual([
      ['file', 'pending', 1],
      ['link', 'accepted', 1],
      ['link', 'pending', 1],
    ])
    const file = data.find(({ kind }) => kind === 'file')?.file
    const download = await ingrid.fetch(`/api/v1/files/${file?.id}/download`)
    expect(await download.text()).toMatch(/^System,Account,Owner/)
  })

  it('gives everybody who fills documents some work of their own, in documents they answer for', async () => {
    const workers = [
      'admin@harbor.test',
      'reviewer@harbor.test',
      'member@harbor.test',
      'manager@acme.test',
      'contributor@acme.test',
      'manager@beta.test',
    ]
    for (const email of workers) {
      const { api } = await signIn(world, email)
      const { data: tasks } = await api.tasks.list({ mine: true, status: ['pending', 'in_progress'], limit: 100 })
      expect(tasks.length, email).toBeGreaterThan(2)
      const { data: documents } = await api.documents.list({ assigned_to: 'me', limit: 100 })
      const answeredFor = new Set(documents.map(({ id }) => id))
      expect(
        tasks.filter(({ document_id }) => !answeredFor.has(document_id ?? '')),
        email,
      ).toEqual([])
    }
  })

  it('keeps the two organizations apart', async () => {
    const [acme, kestrel] = await Promise.all([customerOf(ingrid, 'Acme Corp'), customerOf(amara, 'Kestrel Robotics')])
    expect(await everythingListedFor(amara)).not.toMatch(/harbor|acme|beta inc/i)
    expect(await everythingListedFor(amara)).toMatch(/kestrel/i)
    expect(await everythingListedFor(ingrid)).not.toMatch(/northlight|kestrel/i)
    expect((await problemOf(amara.api.plans.list({ customer_id: acme.id }))).code).toBe('not_found')
    expect((await problemOf(ingrid.api.plans.list({ customer_id: kestrel.id }))).code).toBe('not_found')
    const [document] = await documentsOf(ingrid)
    expect((await problemOf(amara.api.documents.get({ document_id: document?.id ?? '' }))).code).toBe('not_found')
  })

  async function everythingListedFor({ api }: Person): Promise<string> {
    const lists = [
      api.customers.list({ limit: 200 }),
      api.documents.list({ limit: 200 }),
      api.members.list({ limit: 200 }),
      api.members.invitations({ limit: 200 }),
      api.activity.list({ limit: 200 }),
    ]
    return JSON.stringify(await Promise.all<{ data: unknown[] }>(lists))
  }
})

describe('seeding again', () => {
  it('changes nothing', async () => {
    const before = await rowCounts(world)
    await seed(world)
    expect(await rowCounts(world)).toEqual(before)
  })

  it('completes what was cut off, wherever that was', async () => {
    const cut = await startWorld()
    let runs = 0
    for (let steps = 3, isCut = true; isCut; steps += 5, runs++) {
      isCut = await seed(cut, cutAfter(steps, cut.app.services)).then(
        () => false,
        (error: Error) => error.message === 'cut off' || Promise.reject(error),
      )
    }
    expect(runs).toBeGreaterThan(4)
    expect(await whatIsWritten(cut)).toEqual(await whatIsWritten(world))
    const people = 'select email, name, color from "user" order by email'
    expect(await cut.sql(people)).toEqual(await world.sql(people))
    await cut.stop()
  })

  it('writes nothing twice where a crash left an edit in the log only', async () => {
    const crashed = await startWorld()
    const { live } = crashed.app.services
    const edit: Services['live']['edit'] = (room, ...rest) =>
      room.startsWith('facts:') ? live.edit(room, ...rest) : Promise.reject(new Error('crashed'))
    await expect(seed(crashed, { ...crashed.app.services, live: { ...live, edit } })).rejects.toThrow('crashed')
    await logFirstSitting(crashed, 'beta', 'qms-01-quality-manual')
    await seed(crashed)
    expect(await whatIsWritten(crashed)).toEqual(await whatIsWritten(world))
    await crashed.stop()
  })

  it('refuses where a demo address is somebody else’s', async () => {
    const other = await startWorld()
    await visit(other).api.accounts.signUp({
      name: 'Somebody',
      organization_name: 'Else',
      email: 'owner@harbor.test',
      password: 'not the demo password',
    })
    await expect(seed(other)).rejects.toThrow(/owner@harbor\.test has an account here/)
    await other.stop()
  })
})

/** Services that stop working at the given step, which is done or not done when it fails, in turn. A step is a session, an edit or a save. */
function cutAfter(steps: number, services: Services): Services {
  let left = steps
  async function count<T>(work: () => Promise<T>): Promise<T> {
    left--
    if (left === 0 && steps % 2 === 0) await work()
    if (left <= 0) throw new Error('cut off')
    return work()
  }
  const { live, sessions } = services
  return {
    ...services,
    live: { ...live, edit: (...edit) => count(() => live.edit(...edit)), store: (room) => count(() => live.store(room)) },
    sessions: { ...sessions, start: (...session) => count(() => sessions.start(...session)) },
  }
}

/** Puts the first sitting at a document into the log, and only there: a server that dies right after leaves it so. */
async function logFirstSitting(at: World, plan: string, templateCode: string): Promise<void> {
  const [sitting] = readContent(plan)[templateCode] ?? []
  if (!sitting) throw new Error(`Nothing is written into ${templateCode}.`)
  const [live] = await at.sql<{ room: string; state: Buffer }>(
    `select l.room, l.state from live_document l join customer_document d on d.id = l.entity_id and l.kind = 'document' join template t on t.id = d.template_id
      where t.code = $1 and d.revision = 0`,
    [templateCode],
  )
  if (!live) throw new Error(`There is no document for ${templateCode} that nobody wrote into.`)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, live.state)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.transact(() => sit(doc, sitting))
  const roots = Object.keys(sitting.write).map((id) => sectionRoot({ id, type: 'text' }))
  await at.sql(
    `insert into live_update (id, room, organization_id, customer_id, user_id, roots, update, created_at)
     select $1, l.room, l.organization_id, l.customer_id, u.id, $2, $3, now() from live_document l, "user" u where l.room = $4 and u.email = $5`,
    [newId(), roots, updates[0], live.room, sitting.by],
  )
}

/** What a demo world says, without ids and times, which are new in each, and without the document that follows a checklist by itself. */
const whatIsWritten = (at: World) =>
  at.sql(`
    select c.company_name, d.name, d.revision, d.status, s.section_id, regexp_replace(s.content::text, '"evidence_id": "[^"]*"', '', 'g') as content, u.email as filled_by
      from section_projection s join customer_document d on d.id = s.document_id join customer c on c.id = d.customer_id
      join template_version v on v.id = d.template_version_id
      left join "user" u on u.id = s.filled_by_id
     where not jsonb_path_exists(v.fillable_sections, '$[*].checklist_domain')
     order by c.company_name, d.position, s.position`)

async function rowCounts(at: World): Promise<Record<string, string>> {
  const tables = await at.sql<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const counts = await Promise.all(
    tables.map(async ({ name }) => [name, (await at.sql<{ count: string }>(`select count(*) from ${name}`))[0]?.count]),
  )
  return Object.fromEntries(counts)
}
