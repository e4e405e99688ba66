import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { iso27001 } from '../support/documents.ts'
import type { Person } from '../support/people.ts'

/** A checklist of a new customer against ISO 27001. */
export async function makeChecklist(by: Person, customerName = 'Acme Corp'): Promise<ReadinessProjectDetail> {
  const customer = await by.api.customers.create({ company_name: customerName })
  return by.api.readiness.create({ customer_id: customer.id, iso_standard_id: iso27001 }) as Promise<ReadinessProjectDetail>
}

/** All rows of a checklist as REST answers them. */
export async function readAnswers(by: Person, projectId: string): Promise<Answer[]> {
  const { data } = await by.api.readiness.answers({ project_id: projectId, limit: 200 })
  return data as Answer[]
}

/** One row by its code. */
export async function readAnswer(by: Person, projectId: string, code: string): Promise<Answer> {
  const found = (await readAnswers(by, projectId)).find((answer) => answer.code === code)
  if (!found) throw new Error(`The checklist has no row ${code}.`)
  return found
}

export const statuses: readonly AnswerStatus[] = ['ready', 'partial', 'missing', 'not_applicable']
