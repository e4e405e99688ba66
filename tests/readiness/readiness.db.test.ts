import { loadCatalogue, readShipped } from '@certloom/server/frameworks/loadCatalogue'
import { type ScoredRow, scoreOf } from '@certloom/shared/readiness/score'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { iso27001 } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer, readAnswers, statuses } from './checklist.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a new checklist has all 93 controls and the 30 auditable clauses, every one missing and unanswered', async () => {
  const { id } = await makeChecklist(olivia)
  const answers = await readAnswers(olivia, id)
  const countOf = (domain: string) => answers.filter((answer) => answer.domain === domain).length
  expect(['A.5', 'A.6', 'A.7', 'A.8'].map(countOf)).toEqual([37, 8, 14, 34])
  expect(answers.filter((answer) => !answer.in_overall)).toHaveLength(30)
  expect(new Set(answers.map(({ status, answered_at }) => `${status} ${answered_at}`))).toEqual(new Set(['missing null']))
  const score = await olivia.api.readiness.score({ project_id: id })
  expect(score).toMatchObject({ overall_percentage: 0, clauses_percentage: 0, rows: 123, answered: 0 })
  expect(score.domains.map(({ title }) => title).slice(0, 4)).toEqual([
    'Organizational controls',
    'People controls',
    'Physical controls',
    'Technological controls',
  ])
})

test('a framework without controls is scored by all its requirements', async () => {
  const { data } = await olivia.api.frameworks.list({ limit: 200 })
  const iso9001 = data.find(({ code }) => code === 'iso9001-2015')
  const customer = await olivia.api.customers.create({ company_name: 'Beta Inc' })
  const project = await olivia.api.readiness.create({ customer_id: customer.id, iso_standard_id: iso9001?.id ?? '' })
  expect(project).toMatchObject({ overall_percentage: 0, clauses_percentage: null, project_name: expect.stringContaining('ISO 9001') })
  expect(project.rows).toBeGreaterThan(20)
})

test('a row changed by request is changed in the live document, stored, scored and on record', async () => {
  const { id } = await makeChecklist(olivia, 'Patch Ltd')
  const row = await readAnswer(olivia, id, 'A.6.1')
  const { answer, score } = await olivia.api.readiness.answer({
    project_id: id,
    requirement_id: row.requirement_id,
    status: 'ready',
    justification: 'Screened since March.',
    owner: { kind: 'person', id: olivia.me.user.id },
    due_date: '2026-12-24',
    evidence_url: 'https://wiki.example.com/screening',
  })
  expect(answer).toMatchObject({
    status: 'ready',
    justification: 'Screened since March.',
    owner: { kind: 'person', name: 'Olivia' },
    due_date: '2026-12-24',
    evidence_url: 'https://wiki.example.com/screening',
    updated_by: { name: 'Olivia' },
  })
  expect(answer.answered_at).not.toBeNull()
  expect(score.domains.find(({ code }) => code === 'A.6')).toMatchObject({ ready: 1, percentage: 12.5 })
  expect(score.overall_percentage).toBe(3.13)
  const history = await olivia.api.readiness.answerHistory({ project_id: id, requirement_id: row.requirement_id })
  expect(history.data.map(({ field, before, after, actor }) => ({ field, before, after, by: actor.name }))).toEqual(
    expect.arrayContaining([
      { field: 'status', before: null, after: 'ready', by: 'Olivia' },
      { field: 'owner', before: null, after: { kind: 'person', id: olivia.me.user.id, name: 'Olivia' }, by: 'Olivia' },
      { field: 'justification', before: '', after: 'Screened since March.', by: 'Olivia' },
    ]),
  )
  const days = await olivia.api.readiness.scoreHistory({ project_id: id })
  expect(days.data).toEqual([{ day: new Date().toISOString().slice(0, 10), overall_percentage: 3.13, clauses_percentage: 0, answered: 1 }])
})

test.each(['ftp://files.example.com/a', 'javascript:alert(1)', 'not an address', 'https://'])('%s is no evidence', async (evidence_url) => {
  const { id } = await makeChecklist(olivia, `Evidence ${evidence_url}`)
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.1')
  const problem = await problemOf(olivia.api.readiness.answer({ project_id: id, requirement_id, evidence_url }))
  expect(problem).toMatchObject({ status: 400, code: 'invalid_input' })
  expect((await readAnswer(olivia, id, 'A.5.1')).evidence_url).toBeNull()
})

test('everybody of the customer reads its checklists, and nobody else’s', async () => {
  const project = await makeChecklist(olivia, 'Carl’s employer')
  const other = await makeChecklist(olivia, 'Another company')
  const carl = await invite(world, olivia, 'Carl', 'viewer', project.customer_id)
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect((await carl.api.readiness.list({})).data.map(({ id }) => id)).toEqual([project.id])
  expect(await problemOf(carl.api.readiness.get({ project_id: other.id }))).toMatchObject({ status: 404 })
  expect(await problemOf(sten.api.readiness.get({ project_id: project.id }))).toMatchObject({ status: 404 })
  const { requirement_id } = await readAnswer(carl, project.id, 'A.5.1')
  expect(await problemOf(carl.api.readiness.answer({ project_id: project.id, requirement_id, status: 'ready' }))).toMatchObject({
    status: 403,
  })
  expect(await problemOf(carl.api.readiness.update({ project_id: project.id, project_name: 'Mine' }))).toMatchObject({ status: 403 })
})

test('a checklist is archived, comes back, and is deleted for good only when archived, by an admin', async () => {
  const { id } = await makeChecklist(olivia, 'Archive Ltd')
  const mia = await invite(world, olivia, 'Mia', 'member')
  expect(await problemOf(olivia.api.readiness.remove({ project_id: id }))).toMatchObject({ status: 409 })
  await mia.api.readiness.update({ project_id: id, archived: true })
  expect((await olivia.api.readiness.list({ archived: true })).data.map((project) => project.id)).toContain(id)
  expect((await olivia.api.readiness.list({})).data.map((project) => project.id)).not.toContain(id)
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.1')
  expect(await problemOf(olivia.api.readiness.answer({ project_id: id, requirement_id, status: 'ready' }))).toMatchObject({ status: 409 })
  await mia.api.readiness.update({ project_id: id, archived: false })
  await mia.api.readiness.update({ project_id: id, archived: true })
  expect(await problemOf(mia.api.readiness.remove({ project_id: id }))).toMatchObject({ status: 403 })
  await olivia.api.readiness.remove({ project_id: id })
  expect(await problemOf(olivia.api.readiness.get({ project_id: id }))).toMatchObject({ status: 404 })
  expect(await world.sql('select 1 from answer where project_id = $1', [id])).toEqual([])
  expect(await world.sql('select 1 from live_document where entity_id = $1', [id])).toEqual([])
  const log = await olivia.api.activity.list({ entity_id: id })
  expect(log.data.map(({ action }) => action)).toEqual([
    'readiness.deleted',
    'readiness.archived',
    'readiness.unarchived',
    'readiness.archived',
    'readiness.created',
  ])
})

test('a requirement that leaves the catalogue stays in checklists, marked, and new ones do without it', async () => {
  const { id } = await makeChecklist(olivia, 'Retired Ltd')
  const row = await readAnswer(olivia, id, 'A.7.14')
  await olivia.api.readiness.answer({ project_id: id, requirement_id: row.requirement_id, status: 'partial' })
  const shipped = readShipped()
  const without = { ...shipped, requirements: shipped.requirements.filter((requirement) => requirement.id !== row.requirement_id) }
  const known = new Set(without.requirements.map((requirement) => requirement.id))
  const mappings = shipped.mappings.filter((m) => known.has(m.source_requirement_id) && known.has(m.target_requirement_id))
  await loadCatalogue(world.database.ownerUrl, { ...without, mappings })
  expect(await readAnswer(olivia, id, 'A.7.14')).toMatchObject({ is_retired: true, status: 'partial' })
  const fresh = await makeChecklist(olivia, 'Fresh Ltd')
  expect((await readAnswers(olivia, fresh.id)).map(({ code }) => code)).not.toContain('A.7.14')
  await loadCatalogue(world.database.ownerUrl, shipped)
  expect(await readAnswer(olivia, id, 'A.7.14')).toMatchObject({ is_retired: false, status: 'partial' })
})

const seed = Number(process.env.FUZZ_SEED ?? Date.now())

test('the score worked out here and by the database agree on random checklists', async () => {
  const random = randomNumbers(seed)
  const project = await makeChecklist(olivia, 'Random Ltd')
  for (let round = 0; round < 20; round++) {
    const rows = await world.sql<{ requirement_id: string }>('select requirement_id from answer where project_id = $1', [project.id])
    const bias = random() < 0.2 ? 3 : Math.floor(random() * 4)
    const shaken = rows.map(({ requirement_id }) => ({
      requirement_id,
      status: statuses[random() < 0.5 ? bias : Math.floor(random() * 4)] ?? 'missing',
      answered: random() < 0.8,
    }))
    await world.sql(
      `update answer a set status = w.status::answer_status, answered_at = case when w.answered then now() end
         from jsonb_to_recordset($2::jsonb) as w (requirement_id uuid, status text, answered boolean)
        where a.project_id = $1 and a.requirement_id = w.requirement_id`,
      [project.id, JSON.stringify(shaken)],
    )
    const stored = await world.sql<{ domain: string; in_overall: boolean; status: ScoredRow['status']; answered: boolean }>(
      'select domain, in_overall, status, answered_at is not null as answered from answer where project_id = $1 order by position',
      [project.id],
    )
    const { overall, beside, answered, domains } = scoreOf(
      stored.map((row) => ({ domain: row.domain, inOverall: row.in_overall, status: row.status, isAnswered: row.answered })),
    )
    expect(await olivia.api.readiness.get({ project_id: project.id }), `seed ${seed}`).toMatchObject({
      overall_percentage: overall,
      clauses_percentage: beside,
      answered,
    })
    const byDomain = await world.sql<{ domain: string; percentage: number | null; ready: number }>(
      'select domain, percentage::float8, ready::int from readiness_domain_score where project_id = $1 order by position',
      [project.id],
    )
    expect(byDomain, `seed ${seed}`).toEqual(domains.map(({ code, percentage, ready }) => ({ domain: code, percentage, ready })))
  }
})

test('rows of the roadmap become tasks of the customer once, for whoever owns them', async () => {
  const project = await makeChecklist(olivia, 'Tasks Ltd')
  const first = await readAnswer(olivia, project.id, 'A.5.1')
  const done = await readAnswer(olivia, project.id, 'A.5.2')
  const owner = { kind: 'person' as const, id: olivia.me.user.id }
  await olivia.api.readiness.answer({
    project_id: project.id,
    requirement_id: first.requirement_id,
    status: 'partial',
    owner,
    due_date: '2027-01-15',
  })
  await olivia.api.readiness.answer({ project_id: project.id, requirement_id: done.requirement_id, status: 'ready' })
  const { data } = await olivia.api.readiness.roadmap({ project_id: project.id })
  expect(data[0]).toMatchObject({ priority: 1, code: 'A.5.1', reasons: [{ rule: 'blocker' }, { rule: 'low_domain', domain: 'A.5' }] })
  expect(data.map(({ code }) => code)).not.toContain('A.5.2')
  const wanted = { project_id: project.id, requirement_ids: [first.requirement_id, done.requirement_id] }
  expect(await olivia.api.readiness.makeTasks(wanted)).toEqual({ created: 1 })
  expect(await olivia.api.readiness.makeTasks(wanted)).toEqual({ created: 0 })
  const tasks = await world.sql('select title, priority::text, assignee_id, due_date::text from task where customer_id = $1', [
    project.customer_id,
  ])
  expect(tasks).toEqual([
    { title: 'A.5.1 Policies for information security', priority: 'high', assignee_id: olivia.me.user.id, due_date: '2027-01-15' },
  ])
})

test('what belongs to a team becomes its task; one that is archived or another customer’s gets none', async () => {
  const project = await makeChecklist(olivia, 'Teamwork Ltd')
  const { customer_id } = project
  const other = await olivia.api.customers.create({ company_name: 'Elsewhere Ltd' })
  const [security, plant, disbanded, foreign] = [
    await olivia.api.teams.create({ name: 'Security' }),
    await olivia.api.teams.create({ name: 'Plant', customer_id }),
    await olivia.api.teams.create({ name: 'Disbanded' }),
    await olivia.api.teams.create({ name: 'Foreign', customer_id: other.id }),
  ]
  const requirement_ids: string[] = []
  for (const [code, { id }] of [
    ['A.5.1', security],
    ['A.5.2', plant],
    ['A.5.3', disbanded],
    ['A.5.4', foreign],
  ] as const) {
    const { requirement_id } = await readAnswer(olivia, project.id, code)
    await world.sql('update answer set owner_team_id = $3 where project_id = $1 and requirement_id = $2', [project.id, requirement_id, id])
    requirement_ids.push(requirement_id)
  }
  await olivia.api.teams.archive({ team_id: disbanded.id })
  expect(await olivia.api.readiness.makeTasks({ project_id: project.id, requirement_ids })).toEqual({ created: 4 })
  expect(await world.sql('select team_id, assignee_id from task where customer_id = $1 order by title', [customer_id])).toEqual(
    [security.id, plant.id, null, null].map((team_id) => ({ team_id, assignee_id: null })),
  )
})

test('whoever gets tasks from the roadmap is told of all of them in one notice, and not who made them', async () => {
  const project = await makeChecklist(olivia, 'Told Ltd')
  const [ben, mia] = [await invite(world, olivia, 'Ben', 'member'), await invite(world, olivia, 'Mia', 'member')]
  const team = await olivia.api.teams.create({ name: 'Told', member_ids: [olivia.me.user.id, mia.me.user.id] })
  const requirement_ids: string[] = []
  for (const [code, owner] of [
    ['A.5.1', { kind: 'person', id: ben.me.user.id }],
    ['A.5.2', { kind: 'person', id: ben.me.user.id }],
    ['A.5.3', { kind: 'person', id: olivia.me.user.id }],
    ['A.5.4', { kind: 'team', id: team.id }],
  ] as const) {
    const { requirement_id } = await readAnswer(olivia, project.id, code)
    await olivia.api.readiness.answer({ project_id: project.id, requirement_id, status: 'missing', owner })
    requirement_ids.push(requirement_id)
  }
  await olivia.api.readiness.makeTasks({ project_id: project.id, requirement_ids })
  const told = async (person: Person) =>
    (await person.api.notifications.list({})).data.filter(({ kind }) => kind.startsWith('task_assigned'))
  expect(await told(ben)).toMatchObject([
    { kind: 'task_assigned', sentence: expect.stringMatching(/^assigned you 2 tasks: “A\.5\.. .*” of Told Ltd$/), path: '/my-work' },
  ])
  expect(await told(mia)).toMatchObject([
    { kind: 'task_assigned_team', sentence: expect.stringMatching(/^assigned to your team Told the task “A\.5\.4 .*” of Told Ltd$/) },
  ])
  expect(await told(olivia)).toEqual([])
  expect(await world.sql('select subject from mail where "to" = $1 and subject like \'%assigned you%\'', [ben.email])).toHaveLength(1)
})

test('no checklist is made for a framework that is none, or a customer of somebody else', async () => {
  const { customer_id } = await makeChecklist(olivia, 'Wrong Ltd')
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect(
    await problemOf(olivia.api.readiness.create({ customer_id, iso_standard_id: '0193a000-0000-7000-8000-000000000001' })),
  ).toMatchObject({ status: 400 })
  expect(await problemOf(sten.api.readiness.create({ customer_id, iso_standard_id: iso27001 }))).toMatchObject({ status: 404 })
})
