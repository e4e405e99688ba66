import { AppError } from '@certloom/shared/errors'
import { can } from '@certloom/shared/permissions'
import { organizationRoles } from '@certloom/shared/roles'
import type { Tx } from '../db/prisma.ts'

const decidingRoles = organizationRoles.filter((role) => can({ kind: 'staff', userId: '', organizationId: '', role }, 'document.approve'))

/** Who may decide about documents. */
export async function decidersOf(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx.organizationMember.findMany({
    where: { organizationId, deactivatedAt: null, role: { in: decidingRoles } },
    select: { userId: true },
  })
  return rows.map(({ userId }) => userId)
}

/** Whom this person may ask to read what they submit: where four eyes are asked for, not themselves. */
export const reviewersFor = (deciders: readonly string[], { fourEyes }: { fourEyes: boolean }, submitter: string): string[] =>
  deciders.filter((id) => !fourEyes || id !== submitter)

/** @throws `invalid_input` if one of those asked to read a submission may not decide about it */
export function requireDeciders(reviewerIds: readonly string[], deciders: readonly string[], submitter: string | null): void {
  if (reviewerIds.some((id) => !deciders.includes(id)))
    throw new AppError('invalid_input', '`reviewer_ids` must be people who may approve documents.', { field: 'reviewer_ids' })
  if (submitter !== null && reviewerIds.includes(submitter))
    throw new AppError('invalid_input', 'Your organization has somebody else decide about what you submit. Ask another person.', {
      field: 'reviewer_ids',
    })
}
