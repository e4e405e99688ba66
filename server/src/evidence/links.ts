import type { ActivityAction } from '@certloom/shared/audit/events'
import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { validityOn } from '@certloom/shared/evidence/validity'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { dayOf, today } from '../db/days.ts'
import type { Evidence, EvidenceLink } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { noteEvidence } from '../tasks/noteEvidence.ts'
import { type HeldTarget, holdLinked, holdTarget } from './targets.ts'

/** Links evidence to a place, in the transaction that holds it; once: a link that is there is answered again. */
export const link = async (tx: Tx, ctx: SignedInCtx, evidence: Evidence, wanted: EvidenceTarget): Promise<EvidenceLink> =>
  linkHeld(tx, ctx, evidence, await holdTarget(tx, evidence.customerId, wanted))

/** Links evidence to where other evidence is linked; also to sections of archived documents, which may come back. */
export const linkBeside = async (tx: Tx, ctx: SignedInCtx, evidence: Evidence, other: EvidenceLink): Promise<EvidenceLink> =>
  linkHeld(tx, ctx, evidence, await holdLinked(tx, evidence.customerId, other))

async function linkHeld(tx: Tx, ctx: SignedInCtx, evidence: Evidence, target: HeldTarget): Promise<EvidenceLink> {
  const { organizationId, customerId, id: evidenceId } = evidence
  const place = placeOf(target)
  const existing = await tx.evidenceLink.findFirst({ where: { evidenceId, ...place } })
  if (existing) return existing
  const made = await tx.evidenceLink.create({
    data: { id: newId(), organizationId, customerId, evidenceId, ...place, createdById: ctx.signedIn.person.id },
  })
  await record(tx, byRequester(ctx), aboutLink('evidence.linked', evidence, target))
  await noteEvidence(tx, [made], counts(evidence) ? 'accepted' : 'other', ctx.signedIn.person.id)
  return made
}

/** Takes links of evidence away, in the transaction that holds it. Throws `conflict` while one of the sections is locked. */
export async function unlink(tx: Tx, ctx: SignedInCtx, evidence: Evidence, links: readonly EvidenceLink[]): Promise<void> {
  for (const one of links) {
    const target = await holdLinked(tx, evidence.customerId, one)
    await tx.evidenceLink.deleteMany({ where: { id: one.id } })
    await record(tx, byRequester(ctx), aboutLink('evidence.unlinked', evidence, target))
  }
  await noteEvidence(tx, links, 'other', ctx.signedIn.person.id)
}

/** Does evidence complete what waits for it? It must be accepted, and still hold; what it filled before it ended stays filled. */
export const counts = ({ status, validUntil }: Pick<Evidence, 'status' | 'validUntil'>): boolean =>
  status === 'accepted' && validityOn(dayOf(validUntil), today()) !== 'expired'

const placeOf = (target: HeldTarget) =>
  'taskId' in target ? { taskId: target.taskId } : { documentId: target.documentId, sectionId: target.sectionId }

/** Links are told in the history of the document; those of tasks in that of the evidence. */
function aboutLink(action: ActivityAction, { id, title, customerId }: Evidence, target: HeldTarget): RecordedActivity {
  const facts = { evidence_id: id, title, ...('taskId' in target && { task_id: target.taskId, task_title: target.taskTitle }) }
  return {
    action,
    entity: 'taskId' in target ? { type: 'evidence', id } : { type: 'customer_document', id: target.documentId },
    customerId,
    ...('sectionId' in target && { sectionId: target.sectionId }),
    ...(action === 'evidence.unlinked' ? { before: facts } : { after: facts }),
  }
}
