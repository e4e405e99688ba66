import { factLabel, facts } from '@certloom/shared/facts/catalogue'
import type { ChangedFact } from '@certloom/shared/facts/drift'
import { presentPerson } from '../members/names.ts'
import { factsRoom } from './openFacts.ts'
import type { Drifted, StoredFacts } from './service.ts'

/** All facts of the catalogue, in its order, with what was said. */
export const presentFacts = ({ customer, facts: stored, names }: StoredFacts) => ({
  customer_id: customer.id,
  company_name: customer.companyName,
  room: factsRoom(customer.id),
  revision: customer.factsRevision,
  facts: facts.map(({ key, label }) => {
    const said = stored.find((fact) => fact.key === key)
    return {
      key,
      label,
      text: said?.text ?? '',
      updated_at: said?.updatedAt.toISOString() ?? null,
      updated_by: said?.updatedById ? presentPerson(said.updatedById, names) : null,
    }
  }),
})

export const presentChange = (fact: ChangedFact) => ({ ...fact, label: factLabel(fact.key) })

/** A document whose approved version shows something else than is said now. */
export const presentDrifted = ({ documentId, name, status, documentVersion, revision, approvedAt, drift }: Drifted) => ({
  document_id: documentId,
  document_name: name,
  status,
  document_version: documentVersion,
  revision,
  approved_at: approvedAt.toISOString(),
  facts: drift.map(presentChange),
})
