import { catalogueId } from '@certloom/shared/ids'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { joinAsKnown } from '../accounts/joinAsKnown.ts'
import { actionsIn, logOf } from '../accounts/log.ts'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { problemOf, visit } from '../support/client.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, mailedToken, type Person, password, signUp } from '../support/people.ts'
import { filesOnDisk, upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id
const actionsOf = async (entity_id: string) => (await ines.api.activity.list({ entity_id })).data.map(({ action }) => action)
const statusOfMe = async (person: Person): Promise<number> => (await person.fetch('/api/v1/auth/me')).status

describe('onboarding in one call', () => {
  test('makes the customer, its plans with documents and tasks, and invites its people', async () => {
    const customer = await ines.api.customers.create({
      company_name: 'Acme Corp',
      address: '1 Harbor Road',
      phone: '+49 40 1234',
      contact_email: 'office@acme.test',
      document_email: 'documents@acme.test',
      iso_standards: [
        { iso_standard_id: iso27001, target_completion_date: '2099-06-30' },
        { iso_standard_id: iso9001, template_selection_mode: 'selective', selected_template_ids: [...betaTemplates] },
      ],
      portal_invitations: [{ email: 'Mara@acme.test' }, { email: 'cody@acme.test', role: 'contributor' }],
    })
    expect(customer).toMatchObject({ address: '1 Harbor Road', phone: '+49 40 1234', document_email: 'documents@acme.test' })
    const { data: plans } = await ines.api.plans.list({ customer_id: customer.id })
    expect(plans.map((plan) => plan.document_count)).toEqual([3, 15])
    const portal = await ines.api.customers.portalCredentials({ customer_id: customer.id })
    expect(portal.invitations.map(({ email, role, state }) => [email, role, state]).toSorted()).toEqual([
      ['cody@acme.test', 'contributor', 'open'],
      ['mara@acme.test', 'manager', 'open'],
    ])
    expect(JSON.stringify(portal)).not.toMatch(/token|password|hash/)
    expect(await mailedToken(world, 'mara@acme.test')).toBeTruthy()
    expect(await ines.api.customers.progress({ customer_id: customer.id })).toMatchObject({ active_plans: 2, total_documents: 18 })
  })

  test.each([
    ['a framework assigned twice', { iso_standards: [{ iso_standard_id: iso9001 }, { iso_standard_id: iso9001 }] }, 'invalid_input'],
    ['a framework without templates', { iso_standards: [{ iso_standard_id: catalogueId('framework', 'gdpr') }] }, 'invalid_input'],
    ['an invitation to a closed portal', { portal_enabled: false, portal_invitations: [{ email: 'x@y.test' }] }, 'conflict'],
  ])('leaves nothing behind where it asks for %s', async (_what, wish, code) => {
    expect((await problemOf(ines.api.customers.create({ company_name: 'Nothing Ltd', ...wish }))).code).toBe(code)
    expect(await world.sql(`select 1 from customer where company_name = 'Nothing Ltd'`)).toEqual([])
    expect(await world.sql(`select 1 from mail where "to" = 'x@y.test'`)).toEqual([])
  })
})

describe('a customer’s details', () => {
  test('change as far as they are named, and it is on record', async () => {
    const customer_id = await newCustomer('Old Name')
    const changed = await ines.api.customers.update({ customer_id, company_name: 'New Name', phone: '112' })
    expect(changed).toMatchObject({ company_name: 'New Name', phone: '112', portal_enabled: true })
    expect(await ines.api.customers.update({ customer_id, company_name: 'New Name' })).toEqual(changed)
    expect((await ines.api.activity.list({ entity_id: customer_id })).data).toMatchObject([
      { action: 'customer.changed', before: { company_name: 'Old Name', phone: null }, after: { company_name: 'New Name', phone: '112' } },
      { action: 'customer.created' },
    ])
  })

  test('closing the portal signs its staff out at once, wherever they are', async () => {
    const customer_id = await newCustomer('Closing Ltd')
    const document = await makeDocumentOf(ines, customer_id)
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', customer_id)
    const editor = await join(world, daniel, document.room)
    await ines.api.customers.update({ customer_id, portal_enabled: false })
    expect(await statusOfMe(daniel)).toBe(401)
    await expect.poll(() => editor.refusal()).toBeDefined()
    editor.leave()
    const again = await problemOf(visit(world).api.accounts.login({ email: daniel.email, password }))
    expect(again.status).toBeGreaterThanOrEqual(400)
    expect((await ines.api.customers.update({ customer_id, portal_enabled: true })).portal_enabled).toBe(true)
  })
})

describe('a portal password', () => {
  test('is set anew by its owner: sessions end, a link is mailed, nobody is told a secret', async () => {
    const customer_id = await newCustomer('Reset Ltd')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', customer_id)
    const portal = await ines.api.customers.resetPortalPassword({ customer_id, email: daniel.email })
    expect(portal.accounts).toMatchObject([{ email: daniel.email, role: 'contributor', is_active: true }])
    expect(JSON.stringify(portal)).not.toMatch(/token|password|hash/)
    expect(await statusOfMe(daniel)).toBe(401)
    const [mail] = await world.sql<{ text: string }>('select text from mail where "to" = $1 order by created_at desc limit 1', [
      daniel.email,
    ])
    expect(mail?.text).toContain('/reset-password/')
  })

  test('of somebody who has not joined is a new invitation, and the old link stops working', async () => {
    const { id: customer_id } = await ines.api.customers.create({
      company_name: 'Invited Ltd',
      contact_email: 'mara@invited.test',
      portal_invitations: [{ email: 'mara@invited.test', role: 'viewer' }],
    })
    const first = await mailedToken(world, 'mara@invited.test')
    const portal = await ines.api.customers.resetPortalPassword({ customer_id })
    expect(portal.invitations).toMatchObject([{ email: 'mara@invited.test', role: 'viewer', state: 'open' }])
    expect(await mailedToken(world, 'mara@invited.test')).not.toBe(first)
    expect((await problemOf(visit(world).api.members.readInvitation({ token: first }))).code).toBe('link_expired')
  })

  test('set anew by a colleague is on record as their deed, in their organization alone', async () => {
    const customer_id = await newCustomer('Named Ltd')
    const daniel = await signUp(world, 'Daniel Brandt', 'Brandt and Daughters')
    await joinAsKnown(world, daniel, ines, 'contributor', customer_id)
    await ines.api.customers.resetPortalPassword({ customer_id, email: daniel.email })
    expect(await logOf(world, ines.me.organization.id, 'person.password')).toContainEqual(
      expect.objectContaining({
        action: 'person.password_reset_sent',
        actor_id: ines.me.user.id,
        entity_type: 'user',
        entity_id: daniel.me.user.id,
        customer_id,
      }),
    )
    expect(
      await world.sql(`select 1 from activity where actor_id = $1 and starts_with(action, 'person.password')`, [daniel.me.user.id]),
    ).toEqual([])
    expect(await actionsIn(world, daniel.me.organization.id, 'person.password')).toEqual([])
  })

  test('is mailed by a colleague even while strangers have asked for it too often', async () => {
    const customer_id = await newCustomer('Pestered Ltd')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', customer_id)
    for (let n = 0; n < 6; n++) await visit(world).api.accounts.requestPasswordReset({ email: daniel.email })
    const mails = async () => (await world.sql('select 1 from mail where "to" = $1', [daniel.email])).length
    const before = await mails()
    await ines.api.customers.resetPortalPassword({ customer_id, email: daniel.email })
    expect(await mails()).toBe(before + 1)
    const token = await mailedToken(world, daniel.email)
    await visit(world).api.accounts.resetPassword({ token, password: 'a different long password' })
    expect(await visit(world).api.accounts.login({ email: daniel.email, password: 'a different long password' })).toBeTruthy()
  })

  test('of somebody who was removed is not set anew: a click too late brings nobody back, nor as more than they were', async () => {
    const { id: customer_id } = await ines.api.customers.create({ company_name: 'Left Ltd' })
    const daniel = await invite(world, ines, 'Daniel Brandt', 'viewer', customer_id)
    await ines.api.customers.update({ customer_id, contact_email: daniel.email })
    await ines.api.members.remove({ user_id: daniel.me.user.id })
    for (const email of [daniel.email, undefined, 'stranger@left.test'])
      expect(await problemOf(ines.api.customers.resetPortalPassword({ customer_id, email })), email).toMatchObject({
        code: 'conflict',
        detail: expect.stringContaining('Invite them'),
      })
    expect((await ines.api.customers.portalCredentials({ customer_id })).invitations).toEqual([])
    await ines.api.members.invite({ email: daniel.email, role: 'viewer', customer_id })
    const portal = await ines.api.customers.resetPortalPassword({ customer_id, email: daniel.email })
    expect(portal.invitations).toMatchObject([{ email: daniel.email, role: 'viewer', state: 'open' }])
  })

  test('of a contact who was never invited is an invitation as manager', async () => {
    const { id: customer_id } = await ines.api.customers.create({ company_name: 'Contact Ltd', contact_email: 'mara@contact.test' })
    const portal = await ines.api.customers.resetPortalPassword({ customer_id })
    expect(portal.invitations).toMatchObject([{ email: 'mara@contact.test', role: 'manager', state: 'open' }])
  })

  test('needs an address', async () => {
    const problem = await problemOf(ines.api.customers.resetPortalPassword({ customer_id: await newCustomer('Nobody Ltd') }))
    expect(problem.code).toBe('invalid_input')
  })
})

/** Keeps everybody from changing a customer until as many wait for it as act, so that they act at once. */
async function allAtOnce<T>(customerId: string, ...acts: (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
  const gate = new pg.Client({ connectionString: world.database.superuserUrl })
  await gate.connect()
  await gate.query('begin')
  await gate.query('select from customer where id = $1 for update', [customerId])
  const acting = acts.map((act) => act())
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect(await world.sql(waiting)).toHaveLength(acts.length), { timeout: 4_000 })
  await gate.end()
  return Promise.allSettled(acting)
}

describe('an archived customer', () => {
  test('that two archived at once comes back with all it had', async () => {
    const customer_id = await newCustomer('Twice Ltd')
    const { id } = await makeDocumentOf(ines, customer_id)
    const tasks = async () => (await ines.api.tasks.list({ customer_id, limit: 200 })).data.length
    const before = await tasks()
    const archive = () => ines.api.customers.archive({ customer_id })
    const outcomes = await allAtOnce(customer_id, archive, archive)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'not_found' } })
    await ines.api.customers.unarchive({ customer_id })
    expect((await ines.api.documents.list({ customer_id })).data.map((document) => document.id)).toEqual([id])
    expect([before > 0, await tasks()]).toEqual([true, before])
  })

  test('that one brings back while another deletes it is not deleted', async () => {
    const customer_id = await newCustomer('Kept Ltd')
    await ines.api.customers.archive({ customer_id })
    const outcomes = await allAtOnce<unknown>(
      customer_id,
      () => ines.api.customers.unarchive({ customer_id }),
      () => ines.api.customers.remove({ customer_id, company_name: 'Kept Ltd' }),
    )
    const isThere = (await ines.api.customers.list({ q: 'Kept Ltd' })).data.length === 1
    expect(outcomes.map(({ status }) => status)).toEqual(isThere ? ['fulfilled', 'rejected'] : ['rejected', 'fulfilled'])
  })

  test('is out of every list with its documents and tasks, and its staff out of the door; brought back, all is as it was', async () => {
    const customer_id = await newCustomer('Resting Ltd')
    const plan = await planFor(ines, customer_id, iso9001, betaTemplates)
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', customer_id)
    await ines.api.plans.selectTemplates({
      customer_id,
      plan_id: plan.id,
      template_selection_mode: 'selective',
      selected_template_ids: betaTemplates.slice(0, 2),
    })
    const before = await ines.api.tasks.list({ customer_id, limit: 200 })
    await ines.api.customers.archive({ customer_id })
    expect((await problemOf(ines.api.customers.get({ customer_id }))).code).toBe('not_found')
    expect((await ines.api.tasks.list({ customer_id })).data).toEqual([])
    expect((await ines.api.documents.list({ plan_id: plan.id })).data).toEqual([])
    expect((await ines.api.customers.list({ archived: true })).data.map((row) => row.id)).toContain(customer_id)
    expect(await statusOfMe(daniel)).toBe(401)
    await ines.api.customers.unarchive({ customer_id })
    expect(await ines.api.documents.list({ plan_id: plan.id })).toMatchObject({ data: [{}, {}] })
    expect((await ines.api.tasks.list({ customer_id, limit: 200 })).data.map((task) => task.id)).toEqual(before.data.map((task) => task.id))
    expect(await actionsOf(customer_id)).toEqual(['customer.unarchived', 'customer.archived', 'customer.created'])
    expect((await problemOf(ines.api.customers.unarchive({ customer_id }))).code).toBe('not_found')
  })

  test('is never the organization itself', async () => {
    const self = (await ines.api.customers.list({ limit: 200 })).data.find((customer) => customer.is_self)
    expect((await problemOf(ines.api.customers.archive({ customer_id: self?.id ?? '' }))).code).toBe('conflict')
  })
})

describe('deleting a customer', () => {
  test('takes an owner or admin, an archived customer and its name, and tells what went', async () => {
    const customer_id = await newCustomer('Gone Ltd')
    const document = await makeDocumentOf(ines, customer_id)
    const editor = await join(world, ines, document.room)
    editor.type(objectives, 'Nobody will read this.')
    await editor.saved()
    editor.leave()
    await world.app.services.live.store(document.room)
    const notes = await join(world, ines, (await ines.api.documents.internalNotes({ document_id: document.id })).room)
    notes.type(objectives, 'They will not stay.')
    await notes.saved()
    notes.leave()
    await invite(world, ines, 'Daniel Brandt', 'manager', customer_id)
    const maya = await invite(world, ines, 'Maya Stone', 'member')
    const contents = await ines.api.customers.contents({ customer_id })
    expect(contents).toMatchObject({ iso_plans: 1, documents: 1, people: 1, files: 0 })
    const remove = { customer_id, company_name: 'Gone Ltd' }
    expect((await problemOf(maya.api.customers.remove(remove))).code).toBe('forbidden')
    expect((await problemOf(ines.api.customers.remove(remove))).code).toBe('not_found')
    await ines.api.customers.archive({ customer_id })
    expect((await problemOf(ines.api.customers.remove({ customer_id, company_name: 'gone' }))).code).toBe('invalid_input')
    expect(await ines.api.customers.remove(remove)).toEqual(contents)
    for (const table of [
      'customer_member',
      'iso_plan',
      'customer_document',
      'section_projection',
      'document_version',
      'live_document',
      'live_update',
      'live_client',
      'task',
    ])
      expect(await world.sql(`select 1 from ${table} where customer_id = $1`, [customer_id]), table).toEqual([])
    for (const table of ['live_document', 'live_update', 'live_client'])
      expect(await world.sql(`select 1 from ${table} where room like '%' || $1 || '%'`, [document.id]), table).toEqual([])
    expect((await ines.api.activity.list({ entity_id: customer_id })).data[0]).toMatchObject({
      action: 'customer.deleted',
      before: { company_name: 'Gone Ltd', documents: 1 },
    })
  })

  test('deletes its evidence and files with it, rows and bytes', async () => {
    const customer_id = await newCustomer('Filed Ltd')
    await makeDocumentOf(ines, customer_id)
    const before = filesOnDisk(world).kept
    await upload(ines, customer_id, 'chart.txt', 'Who answers to whom', { file_type: 'attachment' })
    await upload(ines, customer_id, 'proof.txt', 'It is so')
    expect(filesOnDisk(world).kept).toBe(before + 2)
    await ines.api.customers.archive({ customer_id })
    expect(await ines.api.customers.remove({ customer_id, company_name: 'Filed Ltd' })).toMatchObject({ files: 2 })
    for (const table of ['evidence', 'storage_file'])
      expect(await world.sql(`select 1 from ${table} where customer_id = $1`, [customer_id]), table).toEqual([])
    expect(filesOnDisk(world).kept).toBe(before)
  })

  test('while somebody writes in one of its documents leaves nothing that looks for it later', async () => {
    const customer_id = await newCustomer('Written Ltd')
    const document = await makeDocumentOf(ines, customer_id)
    const editor = await join(world, ines, document.room)
    editor.type(objectives, 'Written a moment before.')
    await editor.saved()
    await ines.api.customers.archive({ customer_id })
    await ines.api.customers.remove({ customer_id, company_name: 'Written Ltd' })
    expect(editor.refusal()).toBeDefined()
    editor.leave()
    await world.app.services.live.store(document.room)
    expect(await world.sql('select 1 from live_update where room = $1', [document.room])).toEqual([])
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
  })
})

describe('roles', () => {
  test('whoever may not write customers changes none, and strangers find none', async () => {
    const customer_id = await newCustomer('Guarded Ltd')
    const rolf = await invite(world, ines, 'Rolf Berg', 'reviewer')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', customer_id)
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    for (const [person, code] of [
      [rolf, 'forbidden'],
      [daniel, 'forbidden'],
      [omar, 'not_found'],
    ] as const) {
      const attempts = [
        person.api.customers.update({ customer_id, phone: '1' }),
        person.api.customers.archive({ customer_id }),
        person.api.customers.unarchive({ customer_id }),
        person.api.customers.contents({ customer_id }),
        person.api.customers.remove({ customer_id, company_name: 'Guarded Ltd' }),
      ]
      for (const problem of await Promise.all(attempts.map(problemOf))) expect(problem.code).toBe(code)
    }
    expect((await problemOf(daniel.api.customers.portalCredentials({ customer_id }))).code).toBe('forbidden')
    expect((await problemOf(omar.api.customers.resetPortalPassword({ customer_id, email: daniel.email }))).code).toBe('not_found')
    expect(await statusOfMe(daniel)).toBe(200)
  })
})
