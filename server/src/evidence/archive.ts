import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { changeEvidence } from './changeEvidence.ts'
import { unlink } from './links.ts'
import { mirrorDocuments } from './mirror.ts'

/** Archives evidence: it is kept and no longer shown, and its links are taken away. Throws `conflict` while one of its sections is locked. */
export async function archiveEvidence(ctx: Ctx, id: string): Promise<void> {
  const { signedIn, documents } = await changeEvidence(ctx, id, 'evidence.upload', async (tx, { signedIn, evidence }) => {
    const { organizationId, customerId, title } = evidence
    await unlink(tx, { ...ctx, signedIn }, evidence, evidence.links)
    await tx.evidence.update({
      where: { organizationId_id: { organizationId, id } },
      data: { archivedAt: new Date() },
      select: { id: true },
    })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'evidence.archived',
      entity: { type: 'evidence', id },
      customerId,
      before: { title },
    })
  })
  await mirrorDocuments({ ...ctx, signedIn }, documents)
}
