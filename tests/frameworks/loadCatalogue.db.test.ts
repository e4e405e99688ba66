import { loadCatalogue, readShipped, type Shipped } from '@certloom/server/frameworks/loadCatalogue'
import { catalogueId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const tables = ['framework', 'framework_requirement', 'requirement_mapping', 'template', 'template_version']

/** Every catalogue row with the transaction that wrote it last: equal only if nothing was even rewritten. */
async function catalogueRows(): Promise<Record<string, unknown[]>> {
  const rows = await Promise.all(tables.map((table) => world.sql(`select xmin::text, to_jsonb(t) as row from "${table}" t order by t.id`)))
  return Object.fromEntries(tables.map((table, index) => [table, rows[index] ?? []]))
}

const policy = 'isms-02-information-security-policy'

/** The shipped catalogue with another placeholder in the policy's first section. */
function withChangedPolicy(placeholder: string): Shipped {
  const shipped = readShipped()
  const templates = shipped.templates.map((template) =>
    template.code === policy
      ? {
          ...template,
          fillable_sections: template.fillable_sections.map((section, index) => (index === 0 ? { ...section, placeholder } : section)),
          content_hash: placeholder,
        }
      : template,
  )
  return { ...shipped, templates }
}

test('loading the catalogue again, even twice at once, changes nothing', async () => {
  const before = await catalogueRows()
  expect(before.framework).toHaveLength(13)
  expect(before.template).toHaveLength(37)
  await Promise.all([loadCatalogue(world.database.ownerUrl), loadCatalogue(world.database.ownerUrl)])
  expect(await catalogueRows()).toEqual(before)
})

test('loading rewrites no row that is as shipped, even when it was not the last thing loaded', async () => {
  const before = await catalogueRows()
  await world.sql(`comment on table framework is 'catalogue of an older release'`)
  await loadCatalogue(world.database.ownerUrl)
  expect(await catalogueRows()).toEqual(before)
})

test('a row that somebody changed in the database is as shipped again after the next release', async () => {
  await world.sql(`update framework set title = 'Something else' where code = 'gdpr'`)
  await world.sql(`comment on table framework is 'catalogue of an older release'`)
  await loadCatalogue(world.database.ownerUrl)
  const [gdpr] = await world.sql(`select title from framework where code = 'gdpr'`)
  expect(gdpr?.title).toBe(readShipped().frameworks.find((framework) => framework.code === 'gdpr')?.title)
})

test('a template that says something new gets another version, and a document keeps the version it was made from', async () => {
  const ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  const customer = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const template_id = catalogueId('template', 'iso27001-2022', policy)
  const plan = await ines.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: catalogueId('framework', 'iso27001-2022'),
    template_selection_mode: 'selective',
    selected_template_ids: [template_id],
  })
  const [summary] = (await ines.api.documents.list({ plan_id: plan.id })).data
  const before = await ines.api.documents.get({ document_id: summary?.id ?? '' })

  await loadCatalogue(world.database.ownerUrl, withChangedPolicy('What the next release asks'))
  const offered = await ines.api.templates.get({ template_id })
  expect(offered.version).toBe(2)
  expect(offered.fillable_sections[0]?.placeholder).toBe('What the next release asks')
  const after = await ines.api.documents.get({ document_id: before.id })
  expect(after).toEqual(before)
  expect(after.template_version).toBe(1)

  await loadCatalogue(world.database.ownerUrl)
  const restored = await ines.api.templates.get({ template_id })
  expect(restored.version).toBe(3)
  expect(restored.fillable_sections[0]?.placeholder).toBe(before.content.fillable_sections[0]?.placeholder)
  const versions = await world.sql(`select version from template_version where template_id = $1 order by version`, [template_id])
  expect(versions.map((row) => row.version)).toEqual([1, 2, 3])
})

test('a template that is no longer shipped is not offered any more, and comes back with its release', async () => {
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  const shipped = readShipped()
  const template_id = catalogueId('template', 'iso9001-2015', 'qms-13-calibration-register')
  await loadCatalogue(world.database.ownerUrl, {
    ...shipped,
    templates: shipped.templates.filter((template) => template.id !== template_id),
  })
  const withdrawn = await omar.api.templates.list({ limit: 200 })
  expect(withdrawn.data.map((template) => template.id)).not.toContain(template_id)
  await loadCatalogue(world.database.ownerUrl)
  expect((await omar.api.templates.get({ template_id })).version).toBe(1)
})
