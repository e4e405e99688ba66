import { z } from 'zod'
import { presentDocumentDetail } from '../documents/present.ts'
import { getDocument } from '../documents/service.ts'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { addCheck, tickCheck } from './checks.ts'
import { decide } from './decide.ts'
import { countWaiting, listReviews } from './listReviews.ts'
import { presentReview, presentState } from './present.ts'
import { reopen } from './reopen.ts'
import { getState } from './service.ts'
import { submitForReview } from './submit.ts'
import { visitReview } from './visit.ts'
import { withdrawApproval } from './withdraw.ts'

const Cursor = z.tuple([z.uuid()])
const reviews = protectedBySession.reviews

export const reviewRoutes = {
  list: reviews.list.handler(async ({ context, input: { state, customer_id, document_id, limit, cursor } }) => {
    const [before] = readKeyset(cursor, Cursor) ?? []
    const listed = await listReviews(context, { state, customerId: customer_id, documentId: document_id }, { limit, before })
    return toPage(
      listed.reviews,
      limit,
      (row) => keyset(row.id),
      (row) => presentReview(row, listed.names),
    )
  }),
  countWaiting: reviews.countWaiting.handler(async ({ context }) => ({ count: await countWaiting(context) })),
  state: reviews.state.handler(async ({ context, input }) => presentState(await getState(context, input.document_id))),
  submit: reviews.submit.handler(async ({ context, input: { document_id, reviewer_ids, note } }) => {
    await submitForReview(context, document_id, { reviewerIds: reviewer_ids, note })
    return presentDocumentDetail(await getDocument(context, document_id))
  }),
  approve: reviews.approve.handler(async ({ context, input: { document_id, version_hash, notes } }) => {
    await decide(context, document_id, { act: 'approve', versionHash: version_hash, notes: notes || null })
    return presentDocumentDetail(await getDocument(context, document_id))
  }),
  requestChanges: reviews.requestChanges.handler(async ({ context, input: { document_id, version_hash, notes } }) => {
    await decide(context, document_id, { act: 'request_changes', versionHash: version_hash, notes })
    return presentDocumentDetail(await getDocument(context, document_id))
  }),
  reject: reviews.reject.handler(async ({ context, input: { document_id, version_hash, notes } }) => {
    await decide(context, document_id, { act: 'reject', versionHash: version_hash, notes })
    return presentDocumentDetail(await getDocument(context, document_id))
  }),
  reopen: reviews.reopen.handler(async ({ context, input }) => {
    await reopen(context, input.document_id)
    return presentDocumentDetail(await getDocument(context, input.document_id))
  }),
  withdraw: reviews.withdraw.handler(async ({ context, input: { document_id, version_hash, revision, reason } }) => {
    await withdrawApproval(context, document_id, { versionHash: version_hash, revision, reason })
    return presentDocumentDetail(await getDocument(context, document_id))
  }),
  visit: reviews.visit.handler(async ({ context, input }) => ({ since: await visitReview(context, input.document_id) })),
  addCheck: reviews.addCheck.handler(async ({ context, input: { review_id, label } }) => ({
    id: await addCheck(context, review_id, label),
  })),
  tick: reviews.tick.handler(({ context, input: { review_id, check_id, ticked } }) => tickCheck(context, review_id, check_id, ticked)),
}
