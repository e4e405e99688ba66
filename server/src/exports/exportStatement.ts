import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { ExportFormat } from '../db/generated/enums.ts'
import { withTenant } from '../db/tenant.ts'
import { getProject, getProjectIn } from '../readiness/service.ts'
import { refuseUnjustified, statementIn } from '../readiness/statement.ts'
import type { ShownExport } from './service.ts'
import { queueExport } from './startExport.ts'

/**
 * Has the Statement of Applicability of a checklist written as a file, as its rows are now, unsaved keystrokes included.
 * @throws `not_found`, `conflict` with the codes of controls that are left out without a justification; `too_many_requests`
 */
export async function exportStatement(
  ctx: SignedInCtx,
  { projectId, format }: { projectId: string; format: ExportFormat },
): Promise<ShownExport> {
  const { customerId, room } = await getProject(ctx, projectId)
  const signedIn = authorize(ctx, 'readiness.export', customerId)
  await ctx.live.store(room)
  const shown = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await getProjectIn(tx, projectId)
    const { domains, revision } = await statementIn(tx, project)
    refuseUnjustified(domains.flatMap(({ rows }) => rows))
    return queueExport(ctx, tx, { customerId, projectId, format, revision, documentsTotal: 1 }, project.name)
  })
  ctx.exports.nudge()
  return shown
}
