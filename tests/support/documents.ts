import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { catalogueId } from '@certloom/shared/ids'
import type { Person } from './people.ts'

export const iso27001 = catalogueId('framework', 'iso27001-2022')

/** The template the live tests fill: it has text sections, tables, lists and evidence. */
export const policyTemplate = catalogueId('template', 'iso27001-2022', 'isms-02-information-security-policy')

/** Its mandatory and its optional text section. */
export const objectives = 's1_security_objectives_and_direction'
export const projects = 's9_security_in_projects'

/** A table with a person in it, and a list. */
export const roles = 's4_security_roles_and_authorities'
export const commitments = 's3_policy_commitments'

/** A customer with a plan of one document, the shipped Information Security Policy. */
export async function makeDocument(by: Person, customerName = 'Acme Corp'): Promise<DocumentDetail> {
  const customer = await by.api.customers.create({ company_name: customerName })
  return makeDocumentOf(by, customer.id)
}

export async function makeDocumentOf(by: Person, customerId: string): Promise<DocumentDetail> {
  const plan = await by.api.plans.create({
    customer_id: customerId,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [policyTemplate],
  })
  const { data } = await by.api.documents.list({ plan_id: plan.id })
  const [summary] = data
  if (!summary) throw new Error('The plan has no document.')
  return readDocument(by, summary.id)
}

export const readDocument = (by: Person, id: string): Promise<DocumentDetail> =>
  by.api.documents.get({ document_id: id }) as Promise<DocumentDetail>

/** The words of a section as REST answers them. */
export const textOf = (document: DocumentDetail, sectionId: string): string | undefined =>
  document.content.fillable_sections.find((section) => section.id === sectionId)?.text
