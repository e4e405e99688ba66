import { AppError } from '@certloom/shared/errors'
import type { Action } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

const withLinks = { links: { orderBy: { id: 'asc' } } } satisfies Prisma.EvidenceInclude

/** Evidence in a transaction that changes it; its row is held until the end. */
export type HeldEvidence = { signedIn: SignedIn; evidence: Prisma.EvidenceGetPayload<{ include: typeof withLinks }> }

/** What a change of evidence leaves to be done: the documents whose mirror it concerns. */
export type Changed<T> = { signedIn: SignedIn; documents: string[]; result: T }

/**
 * Changes a piece of evidence, in one transaction.
 * @throws `not_found` for evidence this person may not see or that is archived, `forbidden`
 */
export function changeEvidence<T>(
  ctx: Ctx,
  id: string,
  right: Action,
  work: (tx: Tx, held: HeldEvidence) => Promise<T>,
): Promise<Changed<T>> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from evidence where id = ${id}::uuid for update`
    const evidence = await tx.evidence.findFirst({ where: { id, archivedAt: null }, include: withLinks })
    if (!evidence) throw new AppError('not_found')
    authorize(ctx, right, evidence.customerId)
    const result = await work(tx, { signedIn, evidence })
    return { signedIn, documents: documentsOf(evidence.links), result }
  })
}

/** The documents that links lead to. */
export const documentsOf = (links: readonly { documentId: string | null }[]): string[] => [
  ...new Set(links.flatMap(({ documentId }) => documentId ?? [])),
]
