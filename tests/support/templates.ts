import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import type { Column, FillableSection } from '@certloom/shared/templates/contract'
import { iso27001, readDocument } from './documents.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

const plain = { is_mandatory: true, placeholder: '', requires_evidence: false, evidence_description: null, evidence_format: null, refs: [] }

export const textOfTemplate = (id: string): FillableSection => ({ ...plain, id, title: `Text ${id}`, type: 'text', columns: [] })
export const listOfTemplate = (id: string): FillableSection => ({ ...plain, id, title: `List ${id}`, type: 'list', columns: [] })
export const evidenceOfTemplate = (id: string): FillableSection => ({
  ...plain,
  id,
  title: `Evidence ${id}`,
  type: 'evidence',
  requires_evidence: true,
  columns: [],
})
export const tableOfTemplate = (id: string, columns: Column[] = everyColumn): FillableSection => ({
  ...plain,
  id,
  title: `Table ${id}`,
  type: 'table',
  columns,
})

/** One column of each type, and a second text. */
export const everyColumn: Column[] = [
  { id: 'name', label: 'Name', type: 'text', options: [] },
  { id: 'amount', label: 'Amount', type: 'number', options: [] },
  { id: 'due', label: 'Due', type: 'date', options: [] },
  {
    id: 'level',
    label: 'Level',
    type: 'choice',
    options: [
      { id: 'low', label: 'Low' },
      { id: 'high', label: 'High' },
    ],
  },
  { id: 'owner', label: 'Owner', type: 'person', options: [] },
  { id: 'note', label: 'Note', type: 'text', options: [] },
]

/** A document with just these sections, from a template made for it. */
export async function makeDocumentWith(
  world: Pick<World, 'sql'>,
  by: Person,
  sections: readonly FillableSection[],
  name = 'Made for a test',
): Promise<DocumentDetail> {
  const [document] = await makeDocumentsWith(world, by, { [name]: sections })
  if (!document) throw new Error('The plan has no document.')
  return document
}

/** Documents of one customer and plan, by name, each with just these sections. */
export async function makeDocumentsWith(
  world: Pick<World, 'sql'>,
  by: Person,
  documents: Readonly<Record<string, readonly FillableSection[]>>,
): Promise<DocumentDetail[]> {
  const names = Object.keys(documents)
  const customer = await by.api.customers.create({ company_name: `${names[0]} ${crypto.randomUUID()}` })
  const templates: string[] = []
  for (const [index, [name, sections]] of Object.entries(documents).entries())
    templates.push(await makeTemplate(world, name, sections, index))
  const plan = await by.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: templates,
  })
  const { data } = await by.api.documents.list({ plan_id: plan.id })
  const made = await Promise.all(data.map(({ id }) => readDocument(by, id)))
  return names.flatMap((name) => made.find(({ document_name }) => document_name === name) ?? [])
}

/** A template with just these sections; answers its id. */
export async function makeTemplate(
  world: Pick<World, 'sql'>,
  name: string,
  sections: readonly FillableSection[],
  index: number,
): Promise<string> {
  const [template, version] = [newId(), newId()]
  await world.sql(
    `insert into template (id, framework_id, code, name, document_type, set, purpose, suggested_owner, review_frequency, current_version_id, position)
     values ($1::uuid, $2, ($1::uuid)::text, $3, 'policy', 'extended', '', '', '', $4, $5)`,
    [template, iso27001, name, version, 900 + index],
  )
  await world.sql(
    `insert into template_version (id, template_id, version, fixed_sections, fillable_sections, content_hash) values ($1, $2, 1, '[]', $3, '')`,
    [version, template, JSON.stringify(sections)],
  )
  return template
}
