import { type FileFormat, toCsvFile, toJsonFile } from '@certloom/shared/readiness/checklistFile'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { cleanName } from '../files/name.ts'
import { answersIn } from './answers.ts'
import { fileRowsOf } from './fileRows.ts'
import { getProject, getProjectIn } from './service.ts'
import { refuseUnjustified } from './statement.ts'

const mediaTypes: Record<FileFormat, string> = { json: 'application/json', csv: 'text/csv; charset=utf-8' }

/**
 * A checklist as a file that can be imported again, as it is now.
 * @throws `not_found`, and `conflict` with the codes of rows that do not apply without a justification: an auditor takes no such row
 */
export async function exportChecklist(
  ctx: SignedInCtx,
  id: string,
  format: FileFormat,
): Promise<{ name: string; mediaType: string; text: string }> {
  const { customerId, room } = await getProject(ctx, id)
  const signedIn = authorize(ctx, 'readiness.export', customerId)
  await ctx.live.store(room)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await getProjectIn(tx, id)
    const rows = await fileRowsOf(tx, await answersIn(tx, { organizationId: project.organizationId, projectId: id }), project)
    refuseUnjustified(rows)
    await record(tx, byRequester(ctx), {
      action: 'readiness.exported',
      entity: { type: 'readiness_project', id },
      customerId,
      after: { project_name: project.name, format, revision: project.revision },
    })
    const head = {
      customer_name: project.customer.companyName,
      iso_code: project.framework.code,
      project_name: project.name,
      revision: project.revision,
    }
    const text = format === 'csv' ? toCsvFile(rows) : toJsonFile(head, rows)
    return {
      name: cleanName(`${project.customer.companyName} - ${project.name}.${format}`.replaceAll(/[/\\]/g, '-')),
      mediaType: mediaTypes[format],
      text,
    }
  })
}
