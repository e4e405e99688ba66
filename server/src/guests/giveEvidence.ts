import { AppError } from '@certloom/shared/errors'
import { UploadForm } from '@certloom/shared/evidence/contract'
import { canAnswer } from '@certloom/shared/permissions'
import { withTenant } from '../db/tenant.ts'
import { uploadFile } from '../evidence/uploadFile.ts'
import type { IncomingFile } from '../files/receive.ts'
import type { GuestCtx } from './visit.ts'

/** More than anybody has for the questions of one session; what is above it is no evidence. */
const mostFiles = 50

type Place = { documentId: string; sectionId: string /** of the file, chosen by the sender */; id: string | undefined }

/**
 * Stores a file of a guest as evidence for a question of their session. It is treated as one that the customer's people give: a reviewer sees it
 * first, unless the organization does without. For this one upload, to this one place, a guest may what a contributor may, and nothing besides.
 * @throws `not_found` where their session asks nothing, `conflict` after many files, and what `uploadFile` does
 */
export async function giveEvidence(ctx: GuestCtx, { documentId, sectionId, id }: Place, file: IncomingFile): Promise<void> {
  const { person, actor, sessionId, endsAt } = ctx.guest
  const { organizationId, customerId, userId } = actor
  if (!canAnswer(actor, { documentId, sectionId })) throw new AppError('not_found')
  const given = await withTenant(ctx.db, actor, (tx) => tx.storageFile.count({ where: { organizationId, uploadedById: userId } }))
  if (given >= mostFiles) throw new AppError('conflict', 'You gave as many files as a guest can. Ask your host to add the others.')
  const signedIn = {
    person,
    sessionId,
    endsAt,
    actor: { kind: 'customer', role: 'contributor', userId, organizationId, customerId },
  } as const
  const form = UploadForm.parse({ id, document_id: documentId, section_id: sectionId })
  await uploadFile({ ...ctx, signedIn }, { customerId, form, file })
}
