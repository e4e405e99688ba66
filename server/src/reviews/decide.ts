import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { type DocumentVersion, Prisma, type Review } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { contentsAt } from '../documents/readVersion.ts'
import { documentHash } from '../documents/saveDocument.ts'
import { roomOf } from '../documents/service.ts'
import { linkedEvidence } from '../evidence/linkedEvidence.ts'
import { readShown } from '../facts/shownFacts.ts'
import { fillableSectionsOf, sectionsOf } from '../templates/sections.ts'
import { moveReviewTasks } from './moveReviewTasks.ts'
import { authorsOf, tell } from './notices.ts'
import { findOpenReview, holdSubject, keyOf, requireStep, type Subject } from './subject.ts'

/** What is decided. An approval names the version it is about by its hash; the others say why, and may name it. */
export type Decision =
  | { act: 'approve'; versionHash: string; notes: string | null }
  | { act: 'request_changes' | 'reject'; versionHash?: string | undefined; notes: string }

const outcomes = {
  approve: { action: 'document.approved', kind: 'document_approved' },
  request_changes: { action: 'document.changes_requested', kind: 'document_changes_requested' },
  reject: { action: 'document.rejected', kind: 'document_rejected' },
} as const

/**
 * Decides about the version under review, whatever the draft says meanwhile.
 * @throws `not_found`, `forbidden` (also for one's own submission where the organization asks for four eyes), `conflict` if nothing is under
 *   review or another version is than the one named, `damaged` if what is stored of it does not match its hash
 */
export async function decide(ctx: SignedInCtx, id: string, decision: Decision): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const { room, revision } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await holdSubject(ctx, tx, id)
    authorize(ctx, 'document.approve', document.customerId)
    return { room: await roomOf(tx, document), revision: await decideIn(tx, ctx, document, decision) }
  })
  ctx.live.tellStored(room, revision)
  ctx.mailer.nudge()
}

async function decideIn(tx: Tx, ctx: SignedInCtx, document: Subject, decision: Decision): Promise<number> {
  const status = requireStep(document, decision.act)
  const review = await findOpenReview(tx, document)
  if (!review) throw new Error(`The document ${document.id} is under review, and nothing was submitted.`)
  const refusal = fourEyesRefusal(document, review, ctx.signedIn.person.id)
  if (refusal) throw new AppError('forbidden', refusal)
  if (decision.versionHash !== undefined && decision.versionHash !== review.contentHash)
    throw new AppError('conflict', 'Another version is under review than the one you read. Read it again, then decide.')
  const revision = decision.act === 'approve' ? await writeApproved(tx, document, review, ctx.signedIn.person.id) : document.revision
  await tx.review.update({
    where: keyOf(review),
    data: {
      status: status as 'approved' | 'changes_requested' | 'rejected',
      decidedById: ctx.signedIn.person.id,
      decidedAt: new Date(),
      notes: decision.notes,
      approvedRevision: decision.act === 'approve' ? revision : null,
    },
    select: { id: true },
  })
  await tx.customerDocument.update({ where: keyOf(document), data: { status, revision }, select: { id: true } })
  await recordDecision(tx, ctx, document, review, { ...decision, status, revision })
  return revision
}

/** Why somebody may not decide about what they submitted themselves; null if they may. */
export const fourEyesRefusal = ({ customer }: Subject, { submittedById }: Review, userId: string): string | null =>
  customer.organization.fourEyes && submittedById === userId
    ? 'You submitted this yourself, and your organization has somebody else decide. Ask another reviewer.'
    : null

/** Writes the approved version: what the pinned one says, checked against its hash, with its full state and the evidence as it stands now. */
async function writeApproved(tx: Tx, document: Subject, review: Review, userId: string): Promise<number> {
  const { organizationId, id: documentId, customerId } = document
  const pinned = await tx.documentVersion.findUniqueOrThrow({
    where: { organizationId_documentId_revision: { organizationId, documentId, revision: review.revision } },
  })
  await requireIntact(tx, document, pinned)
  const revision = document.revision + 1
  const { documentVersion, contentHash: hash, facts, schemaVersion, state } = pinned
  await tx.documentVersion.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      documentId,
      revision,
      documentVersion,
      kind: 'approved',
      createdById: userId,
      contributorIds: [],
      changedSections: {},
      contentHash: hash,
      facts: facts ?? Prisma.DbNull,
      evidence: await linkedEvidence(tx, { organizationId, documentId }, sectionsOf(document.templateVersion)),
      approvesRevision: pinned.revision,
      schemaVersion,
      state,
    },
    select: { id: true },
  })
  return revision
}

async function requireIntact(
  tx: Tx,
  document: Subject,
  pinned: Pick<DocumentVersion, 'revision' | 'contentHash' | 'facts'>,
): Promise<void> {
  const contents = await contentsAt(tx, document, pinned.revision)
  const sections = fillableSectionsOf(document.templateVersion)
  const hashes = new Map(sections.map(({ id }) => [id, contentHash(contents.get(id) ?? null)]))
  const hash = documentHash(hashes, readShown(pinned.facts))
  if (hash !== pinned.contentHash)
    throw new AppError('damaged', `What is stored of revision ${pinned.revision} does not match its checksum.`)
}

async function recordDecision(
  tx: Tx,
  ctx: SignedInCtx,
  document: Subject,
  review: Review,
  { act, notes, status, revision }: Decision & { status: Subject['status']; revision: number },
): Promise<void> {
  const { action, kind } = outcomes[act]
  await record(tx, byRequester(ctx), {
    action,
    entity: { type: 'customer_document', id: document.id },
    customerId: document.customerId,
    before: { status: document.status },
    after: { status, document_version: review.documentVersion, revision, version_hash: review.contentHash, ...(notes && { notes }) },
  })
  await moveReviewTasks(tx, document, status, ctx.signedIn.person.id)
  await tell(tx, ctx, { document, review, kind, notes }, await authorsOf(tx, review))
}
