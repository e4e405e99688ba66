import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { fillSection } from '../documents/fillSection.ts'
import { iso27001, readDocument } from '../support/documents.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

export const goal = 's1_goal'
export const measures = 's2_measures'
export const proof = 's3_proof'
export const extra = 's4_extra'

const section = (id: string, title: string, given: object = {}) => ({
  id,
  title,
  type: 'text',
  is_mandatory: true,
  placeholder: `Say something about ${title.toLowerCase()}.`,
  requires_evidence: false,
  evidence_description: null,
  evidence_format: null,
  refs: [],
  columns: [],
  ...given,
})

/** A template of its own with two mandatory texts, mandatory evidence and an optional text. */
export async function makeTemplate(world: World, purpose: string): Promise<string> {
  const [template, version] = [newId(), newId()]
  const sections = [
    section(goal, 'Goal'),
    section(measures, 'Measures'),
    section(proof, 'Proof', { type: 'evidence', requires_evidence: true, evidence_description: 'A signed record' }),
    section(extra, 'Extra', { is_mandatory: false }),
  ]
  await world.sql(
    `insert into template (id, framework_id, code, name, document_type, "set", purpose, clause_refs, control_refs, suggested_owner, review_frequency, current_version_id, position)
     values ($1, $2, $3, 'Quality Policy', 'policy', 'extended', '', '{5.2}', '{}', '', '', $4, 99)`,
    [template, iso27001, `review-${template}`, version],
  )
  await world.sql(
    `insert into template_version (id, template_id, version, fixed_sections, fillable_sections, content_hash) values ($1, $2, 1, $3, $4, '')`,
    [version, template, JSON.stringify([{ id: 'intro', title: 'Purpose', content: purpose }]), JSON.stringify(sections)],
  )
  return template
}

/** A Quality Policy of a new customer that nobody has filled yet. */
export async function newPolicy(world: World, by: Person, customerId?: string, purpose = 'Why this exists.') {
  const customer = customerId ?? (await by.api.customers.create({ company_name: `Acme ${newId()}` })).id
  return onlyOne(await newPolicies(world, by, customer, [purpose]))
}

/** A plan of Quality Policies that nobody has filled yet, one for each purpose. */
export async function newPolicies(world: World, by: Person, customer: string, purposes: readonly string[]) {
  const templates: string[] = []
  for (const purpose of purposes) templates.push(await makeTemplate(world, purpose))
  const plan = await by.api.plans.create({
    customer_id: customer,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: templates,
  })
  const { data } = await by.api.documents.list({ plan_id: plan.id })
  return Promise.all(data.map(({ id }) => readDocument(by, id)))
}

function onlyOne<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('The plan has no document.')
  return first
}

/** The same, with everything in it that submitting asks for. */
export async function filledPolicy(world: World, by: Person, customerId?: string, purpose?: string) {
  return fillPolicy(world, by, await newPolicy(world, by, customerId, purpose))
}

/** Fills in what submitting asks for. */
export async function fillPolicy(world: World, by: Person, document: DocumentDetail) {
  await fillSection(world, by, document.room, goal, 'No complaints.')
  await fillSection(world, by, document.room, measures, 'Count them.')
  await giveProof(world, by, document)
  return readDocument(by, document.id)
}

/** Submits a document and has it approved; answers what was approved. */
export async function approve(by: Person, reviewer: Person, document_id: string): Promise<{ revision: number; hash: string }> {
  const hash = await submit(by, document_id)
  await reviewer.api.reviews.approve({ document_id, version_hash: hash })
  const { approval } = await by.api.reviews.state({ document_id })
  return { revision: approval?.revision ?? -1, hash }
}

/** Links a signed record to the section that asks for evidence. */
export async function giveProof(
  world: World,
  by: Person,
  { id, room, customer_id }: { id: string; room: string; customer_id: string },
  title = 'Signed record',
) {
  const given = await by.api.evidence.addLink({
    customer_id,
    title,
    url: 'https://files.example/record',
    targets: [{ document_id: id, section_id: proof }],
  })
  await world.app.services.live.store(room)
  return given
}

/** Submits a document and answers the hash of what was pinned. */
export async function submit(by: Person, document_id: string, more: { reviewer_ids?: string[]; note?: string } = {}): Promise<string> {
  const { pinned_version_hash } = await by.api.reviews.submit({ document_id, ...more })
  if (pinned_version_hash === null) throw new Error('Nothing was pinned.')
  return pinned_version_hash
}
