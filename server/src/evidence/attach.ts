import { AppError } from '@certloom/shared/errors'
import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import type { Ctx } from '../context.ts'
import type { EvidenceLink } from '../db/generated/client.ts'
import { changeEvidence, documentsOf } from './changeEvidence.ts'
import { link, unlink } from './links.ts'
import { mirrorDocuments } from './mirror.ts'

/** Links evidence to a section or a task. Asking for a link that is there mirrors it again, so a call that was cut off can be repeated. */
export async function attach(ctx: Ctx, evidenceId: string, target: EvidenceTarget): Promise<EvidenceLink> {
  const { signedIn, result } = await changeEvidence(ctx, evidenceId, 'evidence.upload', (tx, { signedIn, evidence }) =>
    link(tx, { ...ctx, signedIn }, evidence, target),
  )
  await mirrorDocuments({ ...ctx, signedIn }, documentsOf([result]))
  return result
}

/** Takes a link away; throws `not_found` if the evidence has no such link. */
export async function detach(ctx: Ctx, evidenceId: string, linkId: string): Promise<void> {
  const { signedIn, documents } = await changeEvidence(ctx, evidenceId, 'evidence.upload', async (tx, { signedIn, evidence }) => {
    const links = evidence.links.filter(({ id }) => id === linkId)
    if (links.length === 0) throw new AppError('not_found')
    await unlink(tx, { ...ctx, signedIn }, evidence, links)
  })
  await mirrorDocuments({ ...ctx, signedIn }, documents)
}
