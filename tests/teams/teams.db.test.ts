import { afterAll, beforeAll, expect, test } from 'vitest'
import { walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, mailedToken, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let ben: Person
let acme: string
let manager: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  ben = await invite(world, ines, 'Ben Olsen', 'member')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  manager = await invite(world, ines, 'Mara Acme', 'manager', acme)
})
afterAll(() => world.stop())

const idOf = (person: Person): string => person.me.user.id
const namesOf = async (by: Person, customerId?: string): Promise<string[]> =>
  (await walk((cursor) => by.api.teams.list({ customer_id: customerId, limit: 2, cursor }))).map((team) => team.name)

test('a team has a name and members, and who made it is on record', async () => {
  const team = await ben.api.teams.create({ name: ' Auditors ', member_ids: [idOf(ben), idOf(ines), idOf(ben)] })
  expect(team).toMatchObject({ name: 'Auditors', customer_id: null, members: [{ name: 'Ben Olsen' }, { name: 'Ines Duarte' }] })
  const changed = await ben.api.teams.update({ team_id: team.id, name: 'Lead auditors', member_ids: [idOf(ines)] })
  expect(changed.members.map((member) => member.name)).toEqual(['Ines Duarte'])
  await ben.api.teams.archive({ team_id: team.id })
  expect(await namesOf(ines)).not.toContain('Lead auditors')
  const { data } = await ines.api.activity.list({ entity_id: team.id })
  expect(data.map((row) => row.action)).toEqual(['team.archived', 'team.changed', 'team.created'])
  expect(data[1]).toMatchObject({ before: { name: 'Auditors' }, after: { name: 'Lead auditors', member_ids: [idOf(ines)] } })
})

test('teams are listed by name, page by page, the organization’s and each customer’s apart', async () => {
  for (const name of ['Zeta', 'Alpha', 'Mid']) await ines.api.teams.create({ name })
  for (const name of ['IT', 'HR', 'Legal']) await ines.api.teams.create({ name, customer_id: acme })
  expect(await namesOf(ines)).toEqual(['Alpha', 'Mid', 'Zeta'])
  expect(await namesOf(ines, acme)).toEqual(['HR', 'IT', 'Legal'])
})

test('a name is used once at a time, whatever its case; an archived team frees it', async () => {
  const team = await ines.api.teams.create({ name: 'Facilities' })
  const refused = await problemOf(ines.api.teams.create({ name: 'FACILITIES' }))
  expect(refused).toMatchObject({ code: 'conflict', status: 409 })
  expect(await ines.api.teams.create({ name: 'Facilities', customer_id: acme })).toMatchObject({ customer_id: acme })
  await ines.api.teams.archive({ team_id: team.id })
  expect(await ines.api.teams.create({ name: 'facilities' })).toMatchObject({ name: 'facilities' })
})

test('a customer’s manager makes teams of their own customer, sees those only, and a contributor makes none', async () => {
  const contributor = await invite(world, ines, 'Carl Acme', 'contributor', acme)
  const team = await manager.api.teams.create({ name: 'Plant', customer_id: acme, member_ids: [idOf(contributor), idOf(ben)] })
  expect(team.members.map((member) => member.name)).toEqual(['Ben Olsen', 'Carl Acme'])
  expect(await namesOf(contributor, acme)).toContain('Plant')
  expect(await namesOf(manager)).toEqual([])
  expect((await problemOf(manager.api.teams.create({ name: 'Theirs' }))).code).toBe('forbidden')
  expect((await problemOf(contributor.api.teams.update({ team_id: team.id, name: 'Mine' }))).code).toBe('forbidden')
})

test('another customer, another organization and a missing team answer alike', async () => {
  const other = (await ines.api.customers.create({ company_name: 'Other Ltd' })).id
  const hidden = await ines.api.teams.create({ name: 'Hidden', customer_id: other })
  const internal = await ines.api.teams.create({ name: 'Internal' })
  const stranger = await signUp(world, 'Nora West', 'Northlight Advisors')
  for (const [by, team_id] of [
    [manager, hidden.id],
    [manager, internal.id],
    [stranger, hidden.id],
    [stranger, crypto.randomUUID()],
  ] as const)
    expect((await problemOf(by.api.teams.update({ team_id, name: 'Taken over' }))).code).toBe('not_found')
  expect((await problemOf(manager.api.teams.list({ customer_id: other }))).code).toBe('not_found')
  expect((await problemOf(stranger.api.teams.create({ name: 'Spies', customer_id: acme }))).code).toBe('not_found')
  expect(await namesOf(stranger)).toEqual([])
})

test('nobody from elsewhere becomes a member: another organization’s people, another customer’s, those who left', async () => {
  const stranger = await signUp(world, 'Nils West', 'Northlight Advisors')
  const left = await invite(world, ines, 'Lea Gone', 'member')
  await ines.api.members.remove({ user_id: idOf(left) })
  for (const person of [stranger, left, manager]) {
    const refused = await problemOf(ines.api.teams.create({ name: 'Mixed', member_ids: [idOf(ben), idOf(person)] }))
    expect(refused.code).toBe('invalid_input')
  }
  expect(await namesOf(ines)).not.toContain('Mixed')
})

test('whoever is taken out leaves their teams, on record, and is in none when they come back', async () => {
  const lea = await invite(world, ines, 'Lea Gone', 'member')
  const team = await ines.api.teams.create({ name: 'Leavers', member_ids: [idOf(ben), idOf(lea)] })
  await ines.api.members.remove({ user_id: idOf(lea) })
  const listed = async () => (await ines.api.teams.list({ limit: 200 })).data.find(({ id }) => id === team.id)?.members ?? []
  expect(await listed()).toEqual([{ id: idOf(ben), name: 'Ben Olsen' }])
  expect((await ines.api.activity.list({ entity_id: team.id })).data[0]).toMatchObject({
    action: 'team.changed',
    actor: { id: idOf(ines) },
    before: { member_ids: [idOf(ben), idOf(lea)] },
    after: { name: 'Leavers', member_ids: [idOf(ben)] },
  })
  await ines.api.teams.update({ team_id: team.id, name: 'Stayers', member_ids: (await listed()).map(({ id }) => id) })
  await ines.api.members.invite({ email: lea.email, role: 'member' })
  await lea.api.members.acceptInvitation({ token: await mailedToken(world, lea.email), name: 'Lea', password })
  expect(await listed()).toEqual([{ id: idOf(ben), name: 'Ben Olsen' }])
})

test('a team with somebody who left before teams knew of it can be saved as it is, and they can be added nowhere else', async () => {
  const lea = await invite(world, ines, 'Lea Gone', 'member')
  const team = await ines.api.teams.create({ name: 'Veterans', member_ids: [idOf(ben)] })
  await ines.api.members.remove({ user_id: idOf(lea) })
  await world.sql('insert into team_member (organization_id, team_id, user_id) values ($1, $2, $3)', [
    ines.me.organization.id,
    team.id,
    idOf(lea),
  ])
  const saved = await ines.api.teams.update({ team_id: team.id, name: 'Old hands', member_ids: [idOf(ben), idOf(lea), idOf(ines)] })
  expect(saved.members.map(({ name }) => name)).toEqual(['Ben Olsen', 'Ines Duarte', 'Lea Gone'])
  const others = await ines.api.teams.create({ name: 'Newcomers' })
  expect((await problemOf(ines.api.teams.update({ team_id: others.id, member_ids: [idOf(lea)] }))).code).toBe('invalid_input')
})
