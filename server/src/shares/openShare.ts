import { AppError } from '@certloom/shared/errors'
import { inUniformTime } from '../accounts/uniformTime.ts'
import { byVisitor, record } from '../audit/record.ts'
import { provePasscode } from '../auth/passcode.ts'
import { sha256 } from '../auth/tokens.ts'
import type { Ctx } from '../context.ts'
import { findShareLink, type OpenShareLink } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { getProjectIn, getScoreIn, type ShownProject, type TitledScore } from '../readiness/service.ts'
import { type SharedRows, sharedRowsIn } from './sharedRows.ts'

/** A checklist as a link shows it; `rows` is null where it shows the score alone. */
export type Shared = {
  link: OpenShareLink
  organizationName: string
  project: ShownProject
  score: TitledScore
  rows: SharedRows | null
}

/**
 * What a link shows to somebody without an account, on record; null if it wants a passcode and none was given.
 * @throws `not_found` alike, and in like time, for links that are none, ended or taken back or lead to what is archived; `wrong_credentials` for a
 *   wrong passcode, `too_many_requests` after ten of them
 */
export function openShare(ctx: Ctx, token: string, passcode: string | undefined): Promise<Shared | null> {
  return inUniformTime(async () => {
    const link = await findShareLink(ctx.db, sha256(token))
    if (!link) throw new AppError('not_found')
    const tenant = { organizationId: link.organization_id, customerId: link.customer_id }
    await withTenant(ctx.db, tenant, (tx) => getSharedProject(tx, link))
    if (link.passcode_hash !== null) {
      if (passcode === undefined) return null
      const refused = () =>
        withTenant(ctx.db, tenant, (tx) => record(tx, byVisitor(ctx, tenant.organizationId), about(link, 'share_link.refused')))
      await provePasscode(ctx, { link: `share link ${link.id}`, passcodeHash: link.passcode_hash, passcode, refused })
    }
    return withTenant(ctx.db, tenant, async (tx) => {
      const project = await getSharedProject(tx, link)
      await record(tx, byVisitor(ctx, tenant.organizationId), about(link, 'share_link.opened'))
      const { name } = await tx.organization.findUniqueOrThrow({ where: { id: link.organization_id }, select: { name: true } })
      const score = await getScoreIn(tx, project)
      return { link, organizationName: name, project, score, rows: link.scope === 'audit' ? await sharedRowsIn(tx, project) : null }
    })
  })
}

async function getSharedProject(tx: Tx, link: OpenShareLink): Promise<ShownProject> {
  const project = await getProjectIn(tx, link.project_id)
  if (project.archivedAt !== null) throw new AppError('not_found')
  return project
}

const about = ({ id, customer_id, label }: OpenShareLink, action: 'share_link.opened' | 'share_link.refused') => ({
  action,
  entity: { type: 'share_link' as const, id },
  customerId: customer_id,
  after: { label },
})
