import { oc } from '@orpc/contract'
import { z } from 'zod'
import { DocumentStatus } from '../documents/contract.ts'
import { Person } from '../person.ts'
import { factKeys } from './catalogue.ts'
import { longestFact } from './limits.ts'
import { FactChange } from './texts.ts'

const FactKey = z.enum(factKeys)

/** A fact as of the last stored revision; `text` is empty while nobody has said it. */
export const SaidFact = z.object({
  key: FactKey,
  label: z.string(),
  text: z.string(),
  updated_at: z.iso.datetime().nullable(),
  updated_by: Person.nullable(),
})
export type SaidFact = z.infer<typeof SaidFact>

/** What is said once about a customer. People write in `room`. */
export const CustomerFacts = z.object({
  customer_id: z.uuid(),
  company_name: z.string(),
  room: z.string(),
  revision: z.number().int(),
  facts: z.array(SaidFact),
})
export type CustomerFacts = z.infer<typeof CustomerFacts>

/** An approved version that shows facts otherwise than they are said now. */
export const DriftedDocument = z.object({
  document_id: z.uuid(),
  document_name: z.string(),
  status: DocumentStatus,
  /** of the approved version */
  document_version: z.number().int(),
  revision: z.number().int(),
  approved_at: z.iso.datetime(),
  /** what it shows, and what is said now */
  facts: z.array(FactChange),
})
export type DriftedDocument = z.infer<typeof DriftedDocument>

const one = z.object({ customer_id: z.uuid() })
const path = '/customers/{customer_id}/facts'
const tags = ['facts']

export const factsContract = {
  get: oc.route({ method: 'GET', path, summary: 'What is said once about a customer', tags }).input(one).output(CustomerFacts),
  say: oc
    .route({ method: 'PUT', path: `${path}/{key}`, summary: 'Say one fact, for programs; people write in the room', tags })
    .input(one.extend({ key: FactKey, text: z.string().max(longestFact) }))
    .output(CustomerFacts),
  drift: oc
    .route({ method: 'GET', path: `${path}/drift`, summary: 'Approved documents that show facts otherwise than they are said now', tags })
    .input(one)
    .output(z.object({ data: z.array(DriftedDocument) })),
}
