import { catalogueId } from '@certloom/shared/ids'
import type { Person } from '../support/people.ts'

export const iso27001 = catalogueId('framework', 'iso27001-2022')
export const iso9001 = catalogueId('framework', 'iso9001-2015')

/** The three templates Beta Inc chooses (PRODUCT decision 20). */
export const betaTemplates = ['qms-01-quality-manual', 'qms-03-document-control', 'qms-08-internal-audit'].map((code) =>
  catalogueId('template', 'iso9001-2015', code),
)

/** A plan with the whole core set of a framework, or with some templates of it. */
export function planFor(by: Person, customerId: string, frameworkId: string, templateIds?: string[]) {
  return by.api.plans.create({
    customer_id: customerId,
    iso_standard_id: frameworkId,
    ...(templateIds && { template_selection_mode: 'selective', selected_template_ids: templateIds }),
  })
}
