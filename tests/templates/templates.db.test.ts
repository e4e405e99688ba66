import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { iso9001, iso27001 } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let omar: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
})
afterAll(() => world.stop())

/** A template of one organization's own, as a later release lets people write them. */
async function ownTemplate(by: Person, name: string): Promise<string> {
  const [templateId, versionId] = [newId(), newId()]
  await world.sql(
    `insert into template (id, organization_id, framework_id, code, name, document_type, "set", purpose, clause_refs, control_refs, suggested_owner, review_frequency, current_version_id, position)
     values ($1, $2, $3, $4, $4, 'policy', 'core', 'Ours.', '{5.2}', '{}', 'CISO', 'annual', $5, 1)`,
    [templateId, by.me.organization.id, iso27001, name, versionId],
  )
  await world.sql(
    `insert into template_version (id, organization_id, template_id, version, fixed_sections, fillable_sections, content_hash) values ($1, $2, $3, 1, '[]', '[]', 'x')`,
    [versionId, by.me.organization.id, templateId],
  )
  return templateId
}

test('ISO 27001 offers its 15 core templates before its 9 extended ones, in their order', async () => {
  const { data } = await ines.api.templates.list({ iso_standard_id: iso27001 })
  expect(data.map((template) => template.set)).toEqual([...Array(15).fill('core'), ...Array(9).fill('extended')])
  expect(data.slice(0, 2).map((template) => template.code)).toEqual(['isms-01-scope-context', 'isms-02-information-security-policy'])
  expect(data[0]).toMatchObject({
    name: 'ISMS Scope and Context',
    document_type: 'manual',
    clause_refs: ['4.1', '4.2', '4.3', '4.4'],
    version: 1,
    section_count: 9,
  })
})

test('all templates come page by page, each exactly once', async () => {
  const templates = await walk((cursor) => ines.api.templates.list({ limit: 7, cursor }))
  expect(new Set(templates.map((template) => template.id)).size).toBe(37)
  expect(templates).toHaveLength(37)
  const ofQuality = await walk((cursor) => ines.api.templates.list({ iso_standard_id: iso9001, limit: 4, cursor }))
  expect(ofQuality.map((template) => template.set)).toEqual([...Array(10).fill('core'), ...Array(3).fill('extended')])
})

test('a template shows its fixed sections and what is to be filled, columns and options included', async () => {
  const { data } = await ines.api.templates.list({ iso_standard_id: iso27001 })
  const register = await ines.api.templates.get({
    template_id: data.find((template) => template.code === 'isms-04-risk-register')?.id ?? '',
  })
  expect(register.fixed_sections.length).toBeGreaterThan(0)
  expect(register.section_count).toBe(register.fillable_sections.length)
  const risks = register.fillable_sections.find((section) => section.id === 's2_risk_register')
  expect(risks?.columns.map((column) => [column.label, column.type])).toEqual([
    ['Risk ID', 'text'],
    ['Asset or process', 'text'],
    ['Threat and weakness', 'text'],
    ['C/I/A affected', 'choice'],
    ['Likelihood', 'choice'],
    ['Impact', 'choice'],
    ['Score', 'number'],
    ['Risk owner', 'person'],
  ])
})

test("an organization's own template is offered to it and to nobody else", async () => {
  const id = await ownTemplate(ines, 'Harbor house rules')
  const { data } = await ines.api.templates.list({ iso_standard_id: iso27001 })
  expect(data.map((template) => template.id)).toContain(id)
  expect((await ines.api.frameworks.list({ limit: 1 })).data[0]?.template_count).toBe(25)
  expect((await omar.api.templates.list({ iso_standard_id: iso27001 })).data.map((template) => template.id)).not.toContain(id)
  expect((await omar.api.frameworks.list({ limit: 1 })).data[0]?.template_count).toBe(24)
  expect((await problemOf(omar.api.templates.get({ template_id: id }))).code).toBe('not_found')
})

test("a customer's viewer may look at the templates", async () => {
  const customer = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const lena = await invite(world, ines, 'Lena Fischer', 'viewer', customer.id)
  expect((await lena.api.templates.list({ iso_standard_id: iso9001 })).data).toHaveLength(13)
})

test.each(garbage)('the cursor %s is refused', async (cursor) => {
  expect((await problemOf(ines.api.templates.list({ cursor }))).code).toBe('invalid_input')
})
