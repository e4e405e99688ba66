import { createHash } from 'node:crypto'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChecklist, readAnswer } from '../readiness/checklist.ts'
import { problemOf, visit } from '../support/client.ts'
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

/** Somebody who has nothing but the address. */
const stranger = () => visit(world).api.shares

async function sharedChecklist(name: string): Promise<ReadinessProjectDetail> {
  const project = await makeChecklist(olivia, name)
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.1')
  await olivia.api.readiness.answer({
    project_id: project.id,
    requirement_id,
    status: 'ready',
    justification: 'Approved in March.',
    owner: { kind: 'person', id: olivia.me.user.id },
    evidence_url: 'https://wiki.example.com/policy',
  })
  const notes = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'between us' }] }] }
  const content = JSON.stringify({ format: 'certloom.checklist', version: 1, rows: [{ code: 'A.5.1', notes }] })
  await olivia.api.readiness.import({ project_id: project.id, format: 'json', content })
  return project
}

const linkTo = (project_id: string, more: { scope?: 'audit' | 'summary'; passcode?: string } = {}) =>
  olivia.api.shares.create({ project_id, label: 'TÜV auditor', ...more })

test('whoever has the link reads the rows and the score without an account, and nothing that is internal', async () => {
  const project = await sharedChecklist('Audit Ltd')
  const { token } = await linkTo(project.id)
  const { checklist } = await stranger().open({ token })
  expect(checklist).toMatchObject({ organization_name: 'Harbor Compliance', customer_name: 'Audit Ltd', score: { answered: 1 } })
  expect(checklist?.rows).toHaveLength(123)
  expect(checklist?.rows?.find(({ code }) => code === 'A.5.1')).toMatchObject({
    code: 'A.5.1',
    title: 'Policies for information security',
    domain: 'A.5',
    status: 'ready',
    justification: 'Approved in March.',
    evidence_url: 'https://wiki.example.com/policy',
  })
  const payload = JSON.stringify(checklist)
  const row = await readAnswer(olivia, project.id, 'A.5.1')
  const internal = [
    'between us',
    olivia.me.user.id,
    olivia.me.user.email,
    olivia.me.user.name,
    project.id,
    project.customer_id,
    row.requirement_id,
  ]
  for (const secret of internal) expect(payload).not.toContain(secret)
})

const rowIn = async (token: string, code: string) =>
  (await stranger().open({ token })).checklist?.rows?.find((candidate) => candidate.code === code)

test('a control leads to its evidence: a file by its title, day and sum, a link by its address', async () => {
  const project = await makeChecklist(olivia, 'Evidence Ltd')
  const uploaded = await upload(olivia, project.customer_id, 'internal-name.csv', 'at;who', {
    title: 'Access log',
    valid_until: '2020-01-31',
  })
  const link = await olivia.api.evidence.addLink({
    customer_id: project.customer_id,
    title: 'Access review',
    url: 'https://wiki.example.com/review',
    targets: [],
  })
  const refused = await olivia.api.evidence.addLink({
    customer_id: project.customer_id,
    title: 'Wrong paper',
    url: 'https://wiki.example.com/wrong',
    targets: [],
  })
  await olivia.api.evidence.reject({ evidence_id: refused.id, reason: 'Ana took the wrong one.' })
  const items = { 'A.5.15': uploaded.evidence?.id ?? '', 'A.5.16': link.id, 'A.5.17': refused.id }
  for (const [code, evidence_id] of Object.entries(items)) {
    const { requirement_id } = await readAnswer(olivia, project.id, code)
    await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: 'ready', evidence_id })
  }
  const { token } = await linkTo(project.id)
  const given_on = new Date().toISOString().slice(0, 10)
  expect((await rowIn(token, 'A.5.15'))?.evidence).toEqual({
    kind: 'file',
    title: 'Access log',
    url: null,
    sha256: createHash('sha256').update('at;who').digest('hex'),
    given_on,
    valid_until: '2020-01-31',
    validity: 'expired',
    is_accepted: true,
  })
  expect((await rowIn(token, 'A.5.16'))?.evidence).toEqual({
    kind: 'link',
    title: 'Access review',
    url: 'https://wiki.example.com/review',
    sha256: null,
    given_on,
    valid_until: null,
    validity: 'unlimited',
    is_accepted: true,
  })
  expect((await rowIn(token, 'A.5.17'))?.evidence).toBeNull()
  const payload = JSON.stringify(await stranger().open({ token }))
  const internal = [...Object.values(items), uploaded.file.id, 'internal-name', 'Wrong paper', 'wrong one', olivia.me.user.name]
  for (const secret of internal) expect(payload).not.toContain(secret)
})

test('a control leads to its history: which status it had when, without who, what for, or words that are gone', async () => {
  const project = await makeChecklist(olivia, 'History Ltd')
  const ana = await invite(world, olivia, 'Ana Castillo', 'member')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.1')
  const say = (by: Person, values: object) => by.api.readiness.answer({ project_id: project.id, requirement_id, ...values })
  await say(olivia, { status: 'partial', evidence_url: 'https://wiki.example.com/secret-draft' })
  await say(ana, { justification: 'Between us: Ben forgot it.', due_date: '2027-03-01' })
  await say(olivia, { status: 'ready', justification: 'Approved in March.', evidence_url: null })
  await say(ana, { owner: { kind: 'person', id: ana.me.user.id } })
  const { token } = await linkTo(project.id)
  const row = await rowIn(token, 'A.5.1')
  const told = row?.history.map(({ field, before, after }) => ({ field, before, after })) ?? []
  expect(told.filter(({ field }) => field === 'status')).toEqual([
    { field: 'status', before: 'partial', after: 'ready' },
    { field: 'status', before: null, after: 'partial' },
  ])
  expect(told.map(({ field }) => field).sort()).toEqual(['evidence', 'evidence', 'justification', 'justification', 'status', 'status'])
  expect(row?.changes).toBe(6)
  expect((await rowIn(token, 'A.5.2'))?.history).toEqual([])
  const payload = JSON.stringify(await stranger().open({ token }))
  for (const secret of ['secret-draft', 'Ben forgot', '2027-03-01', 'Ana Castillo', 'Olivia', ana.me.user.id, requirement_id])
    expect(payload).not.toContain(secret)
})

test('of a long history a link shows the last thirty changes, and how many there were', async () => {
  const project = await makeChecklist(olivia, 'Undecided Ltd')
  const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.1')
  for (let turn = 0; turn < 32; turn++)
    await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: turn % 2 === 0 ? 'ready' : 'partial' })
  const { token } = await linkTo(project.id)
  const row = await rowIn(token, 'A.5.1')
  expect(row?.history).toHaveLength(30)
  expect(row?.history[0]).toMatchObject({ before: 'ready', after: 'partial' })
  expect(row?.changes).toBe(32)
})

test('a link for the score alone has no rows in it', async () => {
  const project = await sharedChecklist('Summary Ltd')
  const { token } = await linkTo(project.id, { scope: 'summary' })
  const { checklist } = await stranger().open({ token })
  expect(checklist?.rows).toBeNull()
  expect(JSON.stringify(checklist)).not.toContain('Approved in March.')
})

test('links that are guessed, ended, taken back, or lead to something archived all answer alike', async () => {
  const [ended, revoked, archived] = [await sharedChecklist('Ended'), await sharedChecklist('Revoked'), await sharedChecklist('Archived')]
  const links = await Promise.all([linkTo(ended.id), linkTo(revoked.id, { passcode: 'harbor lights' }), linkTo(archived.id)])
  const [endedLink, revokedLink, archivedLink] = links
  for (const { token } of links) await stranger().open({ token })
  await world.sql(`update share_link set expires_at = now() - interval '1 second' where id = $1`, [endedLink.link.id])
  await olivia.api.shares.revoke({ project_id: revoked.id, link_id: revokedLink.link.id })
  await olivia.api.readiness.update({ project_id: archived.id, archived: true })
  const tokens = [endedLink.token, revokedLink.token, archivedLink.token, 'A'.repeat(43), `${endedLink.token}x`, "' or true --", '../..']
  const answers = await Promise.all(
    tokens.map(async (token) => {
      const path = `/api/v1/share/${encodeURIComponent(token)}`
      const response = await visit(world).fetch(path, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
      return `${response.status} ${await response.text()}`
    }),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^404 /)
})

test('a passcode opens a link, wrong ones do not, and after ten of them not even the right one for a while', async () => {
  const project = await sharedChecklist('Passcode Ltd')
  const { token, link } = await linkTo(project.id, { passcode: 'harbor lights' })
  expect(await stranger().open({ token })).toEqual({ checklist: null })
  expect((await stranger().open({ token, passcode: 'harbor lights' })).checklist?.customer_name).toBe('Passcode Ltd')
  for (let guess = 0; guess < 10; guess++)
    expect(await problemOf(stranger().open({ token, passcode: `guess ${guess}` }))).toMatchObject({
      status: 401,
      code: 'wrong_credentials',
    })
  expect(await problemOf(stranger().open({ token, passcode: 'harbor lights' }))).toMatchObject({ status: 429 })
  const { data } = await olivia.api.shares.accesses({ project_id: project.id, link_id: link.id })
  expect(data.map(({ outcome }) => outcome)).toEqual([...Array<string>(10).fill('refused'), 'opened'])
})

test('the database keeps neither the secret of a link nor its passcode', async () => {
  const project = await sharedChecklist('Secret Ltd')
  const { token } = await linkTo(project.id, { passcode: 'harbor lights' })
  const [row] = await world.sql<Record<string, unknown>>('select * from share_link where project_id = $1', [project.id])
  const kept = JSON.stringify(row)
  expect(kept).not.toContain(token)
  expect(kept).not.toContain('harbor lights')
  expect(row?.passcode_hash).toMatch(/^\$argon2id\$/)
  const log = await world.sql('select before, after from activity where organization_id = $1', [olivia.me.organization.id])
  expect(JSON.stringify(log)).not.toContain(token)
})

test('who made a link and when it was used is on record', async () => {
  const project = await sharedChecklist('Record Ltd')
  const { token, link } = await linkTo(project.id)
  expect(link).toMatchObject({ label: 'TÜV auditor', is_open: true, opened: 0, created_by: 'Olivia' })
  await stranger().open({ token })
  await stranger().open({ token })
  await olivia.api.shares.revoke({ project_id: project.id, link_id: link.id })
  const { data } = await olivia.api.shares.list({ project_id: project.id })
  expect(data).toMatchObject([{ id: link.id, opened: 2, is_open: false, revoked_at: expect.any(String) }])
  const log = await olivia.api.activity.list({ entity_id: link.id })
  expect(log.data.map(({ action }) => action)).toEqual([
    'share_link.revoked',
    'share_link.opened',
    'share_link.opened',
    'share_link.created',
  ])
})

test('only those who may share see, make and take back links, and only of their own customer', async () => {
  const project = await sharedChecklist('Rights Ltd')
  const other = await sharedChecklist('Other Ltd')
  const { link } = await linkTo(project.id)
  const foreign = await linkTo(other.id)
  const maria = await invite(world, olivia, 'Maria', 'manager', project.customer_id)
  const carl = await invite(world, olivia, 'Carl', 'contributor', project.customer_id)
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect((await maria.api.shares.list({ project_id: project.id })).data.map(({ id }) => id)).toEqual([link.id])
  for (const person of [carl, vera]) {
    expect(await problemOf(person.api.shares.list({ project_id: project.id }))).toMatchObject({ status: 403 })
    expect(await problemOf(person.api.shares.create({ project_id: project.id, label: 'Mine' }))).toMatchObject({ status: 403 })
  }
  for (const person of [maria, sten]) {
    expect(await problemOf(person.api.shares.create({ project_id: other.id, label: 'Mine' }))).toMatchObject({ status: 404 })
    expect(await problemOf(person.api.shares.revoke({ project_id: other.id, link_id: foreign.link.id }))).toMatchObject({ status: 404 })
    expect(await problemOf(person.api.shares.accesses({ project_id: project.id, link_id: foreign.link.id }))).toMatchObject({ status: 404 })
  }
  expect((await stranger().open({ token: foreign.token })).checklist).not.toBeNull()
})
