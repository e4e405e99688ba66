import type { NotificationKind } from '@certloom/shared/notifications/kinds'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester } from '../audit/record.ts'
import type { Review } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { notify } from '../notifications/notify.ts'
import type { Subject } from './subject.ts'

type Told = Extract<
  NotificationKind,
  'document_submitted' | 'document_approved' | 'document_changes_requested' | 'document_rejected' | 'document_approval_withdrawn'
>

/** Tells people about a step in a document's review, once for each review. */
export async function tell(
  tx: Tx,
  ctx: SignedInCtx,
  { document, review, kind, notes }: { document: Subject; review: Review; kind: Told; notes?: string | null },
  userIds: readonly string[],
): Promise<void> {
  const notice = {
    kind,
    occasion: `${kind} ${review.id}`,
    entity: { type: 'review', id: document.id },
    customerId: document.customerId,
    facts: {
      document: document.name,
      customer: document.customer.companyName,
      version: String(review.documentVersion),
      ...(notes && { notes: shortened(notes) }),
    },
  } as const
  await notify(tx, ctx.config, byRequester(ctx), notice, userIds)
}

/** The notes are read on the page; a notice is one line. */
const shortened = (notes: string): string => (notes.length > 200 ? `${notes.slice(0, 199).trimEnd()}…` : notes)

/** Who worked on what was reviewed: whoever submitted it, and those who wrote in it since the approved version before. */
export async function authorsOf(tx: Tx, { organizationId, documentId, revision, submittedById }: Review): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct c::text as id
      from document_version v, unnest(v.contributor_ids) c
     where v.organization_id = ${organizationId}::uuid and v.document_id = ${documentId}::uuid and v.revision <= ${revision}::int
       and v.revision > coalesce((select max(a.approves_revision) from document_version a
                                   where a.organization_id = v.organization_id and a.document_id = v.document_id
                                     and a.approves_revision < ${revision}::int), -1)`
  return [...new Set([submittedById, ...rows.map(({ id }) => id)])]
}
