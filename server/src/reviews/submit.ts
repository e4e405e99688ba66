import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { checklistOf } from '@certloom/shared/reviews/checklist'
import type { ProofState } from '@certloom/shared/reviews/missing'
import { versionAfter } from '@certloom/shared/reviews/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Review } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { holdNewest, pinVersion } from '../documents/pinVersion.ts'
import { roomOf } from '../documents/service.ts'
import { storeNow } from '../exports/storeNow.ts'
import { moveReviewTasks } from './moveReviewTasks.ts'
import { tell } from './notices.ts'
import { missingOf, proofOf } from './proof.ts'
import { decidersOf, requireDeciders } from './reviewers.ts'
import { getSubject, holdSubject, keyOf, requireStep, type Subject } from './subject.ts'

/** Who is asked to read what is submitted, and what is said to them. */
export type Submission = { reviewerIds: readonly string[]; note: string }

/**
 * Submits a document as it is at this moment, unsaved keystrokes included: that version is pinned, and decided about, whatever is written
 * meanwhile. What waits for review already gives way to it.
 * @throws `not_found`, `forbidden`, `incomplete` with what is missing, `conflict` if the document cannot take this step or says nothing new,
 *   `not_durable` if what is typed could not be stored
 */
export async function submitForReview(ctx: SignedInCtx, id: string, submission: Submission): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const room = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await getSubject(ctx, tx, id)
    authorize(ctx, 'document.submit', document.customerId)
    requireStep(document, 'submit')
    return roomOf(tx, document)
  })
  await storeNow(ctx, signedIn, id)
  const revision = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => submitIn(tx, ctx, await holdSubject(ctx, tx, id), submission))
  ctx.live.tellStored(room, revision)
  ctx.mailer.nudge()
}

async function submitIn(tx: Tx, ctx: SignedInCtx, document: Subject, { reviewerIds, note }: Submission): Promise<number> {
  const { organizationId, customerId, status: before } = document
  const { person } = ctx.signedIn
  const status = requireStep(document, 'submit')
  const proof = await proofOf(tx, document)
  requireComplete(document, proof)
  const deciders = await decidersOf(tx, organizationId)
  requireDeciders(reviewerIds, deciders, document.customer.organization.fourEyes ? person.id : null)
  const documentVersion = versionAfter(document.documentVersion, before, status)
  const version = await pinVersion(tx, document, await holdNewest(tx, document), {
    kind: 'submitted',
    label: null,
    documentVersion,
    createdById: person.id,
  })
  await requireNews(tx, document, version.contentHash)
  await tx.review.updateMany({ where: { organizationId, documentId: document.id, status: 'open' }, data: { status: 'superseded' } })
  const review = await tx.review.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      documentId: document.id,
      documentVersion,
      revision: version.revision,
      contentHash: version.contentHash,
      note,
      reviewerIds: [...new Set(reviewerIds)],
      submittedById: person.id,
    },
  })
  await writeChecks(tx, document, review, proof)
  await tx.customerDocument.update({
    where: keyOf(document),
    data: { status, documentVersion, revision: version.revision },
    select: { id: true },
  })
  await record(tx, byRequester(ctx), {
    action: 'document.submitted',
    entity: { type: 'customer_document', id: document.id },
    customerId,
    before: { status: before },
    after: { status, document_version: documentVersion, revision: version.revision, version_hash: version.contentHash },
  })
  await moveReviewTasks(tx, document, status, person.id)
  await tell(tx, ctx, { document, review, kind: 'document_submitted' }, reviewerIds.length > 0 ? reviewerIds : deciders)
  return version.revision
}

function requireComplete(document: Subject, proof: ReadonlyMap<string, ProofState[]>): void {
  const missing = missingOf(document, proof)
  if (missing.length > 0) {
    const sections = new Set(missing.map(({ section_id }) => section_id)).size
    throw new AppError('incomplete', `${sections === 1 ? 'One section keeps' : `${sections} sections keep`} it from being reviewed.`, {
      missing,
    })
  }
  if (document.sections.every(({ isFilled }) => !isFilled))
    throw new AppError('conflict', 'Nothing is filled in yet. Fill at least one section, then submit it.')
}

/** What waits for review, or was approved, is not submitted again as it is. */
async function requireNews(tx: Tx, { organizationId, id, status }: Subject, contentHash: string): Promise<void> {
  if (status !== 'pending_review' && status !== 'approved') return
  const last = await tx.review.findFirst({ where: { organizationId, documentId: id }, orderBy: { id: 'desc' } })
  if (last?.contentHash !== contentHash) return
  throw new AppError(
    'conflict',
    status === 'approved' ? 'Exactly this is approved already.' : 'Exactly this waits for review already. Nothing was written since.',
  )
}

/** What staff say among themselves is not told here: a customer's people read the checklist. */
async function writeChecks(tx: Tx, { sections }: Subject, review: Review, proof: ReadonlyMap<string, ProofState[]>): Promise<void> {
  const { organizationId, customerId, id: reviewId } = review
  const threads = await tx.commentThread.findMany({
    where: { organizationId, documentId: review.documentId, isInternal: false, resolvedAt: null, deletedAt: null },
    select: { sectionId: true },
  })
  const checks = checklistOf(
    sections.map((section) => ({ ...section, id: section.sectionId, evidence: proof.get(section.sectionId) ?? [] })),
    threads.map(({ sectionId }) => sectionId),
  )
  await tx.reviewCheck.createMany({
    data: checks.map((check, index) => ({ ...check, id: newId(), organizationId, customerId, reviewId, position: index + 1 })),
  })
}
