import { validityOn } from '@certloom/shared/evidence/validity'
import type { Missing } from '@certloom/shared/reviews/contract'
import { missingIn, type ProofState } from '@certloom/shared/reviews/missing'
import { today } from '../db/days.ts'
import type { Tx } from '../db/prisma.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import type { Subject } from './subject.ts'

type Linked = { section_id: string; status: ProofState['status']; valid_until: string | null }

/** What is linked to each section of a document, or to the section's task, by section id. */
export async function proofOf(tx: Tx, { organizationId, id }: Pick<Subject, 'organizationId' | 'id'>): Promise<Map<string, ProofState[]>> {
  const rows = await tx.$queryRaw<Linked[]>`
    select distinct on (l.section_id, e.id) l.section_id, e.status::text, to_char(e.valid_until, 'YYYY-MM-DD') as valid_until
      from (select evidence_id, section_id from evidence_link
             where organization_id = ${organizationId}::uuid and document_id = ${id}::uuid and section_id is not null
            union all
            select k.evidence_id, t.section_id
              from task t join evidence_link k on k.organization_id = t.organization_id and k.task_id = t.id
             where t.organization_id = ${organizationId}::uuid and t.document_id = ${id}::uuid and t.section_id is not null) l
      join evidence e on e.organization_id = ${organizationId}::uuid and e.id = l.evidence_id and e.archived_at is null`
  const day = today()
  const proof = new Map<string, ProofState[]>()
  for (const { section_id, status, valid_until } of rows)
    proof.set(section_id, [...(proof.get(section_id) ?? []), { status, validity: validityOn(valid_until, day) }])
  return proof
}

/** What keeps a document from being submitted as it was saved last, in the template's order. */
export function missingOf({ templateVersion, sections }: Subject, proof: ReadonlyMap<string, ProofState[]>): Missing[] {
  const saved = new Map(sections.map((section) => [section.sectionId, section]))
  return fillableSectionsOf(templateVersion).flatMap(({ id, title, type, is_mandatory, requires_evidence }) => {
    const section = saved.get(id)
    const reasons = missingIn({
      type,
      isMandatory: is_mandatory,
      requiresEvidence: requires_evidence,
      isFilled: section?.isFilled ?? false,
      needsWork: section?.state === 'needs_work',
      evidence: proof.get(id) ?? [],
    })
    return reasons.map((reason) => ({ section_id: id, title, reason }))
  })
}
