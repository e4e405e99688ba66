import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { Prisma, type Template, type TemplateVersion } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** A template with the number of its current version and how many sections that has to fill. */
export type ListedTemplate = Omit<Template, 'organizationId' | 'currentVersionId' | 'archivedAt'> & {
  version: number
  sectionCount: number
}
/** A template with its current version. */
export type CurrentTemplate = Template & { version: TemplateVersion }

/** Where a page of templates ended: framework, set, position, id. */
export type TemplateKey = [frameworkId: string, set: string, position: number, id: string]

/** The templates this organization can use, core before extended, one more than `limit` if there are more. */
export function listTemplates(
  ctx: Ctx,
  { frameworkId, limit, after }: { frameworkId: string | undefined; limit: number; after: TemplateKey | undefined },
): Promise<ListedTemplate[]> {
  const signedIn = authorize(ctx, 'template.read')
  const ofFramework = frameworkId === undefined ? Prisma.empty : Prisma.sql`and t.framework_id = ${frameworkId}::uuid`
  const afterKey =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`and (t.framework_id, t.set, t.position, t.id) > (${after[0]}::uuid, ${after[1]}, ${after[2]}::int, ${after[3]}::uuid)`
  return withTenant(
    ctx.db,
    tenantOf(signedIn),
    (tx) => tx.$queryRaw<ListedTemplate[]>`
      select t.id, t.framework_id as "frameworkId", t.code, t.name, t.document_type as "documentType", t.set, t.purpose, t.clause_refs as "clauseRefs",
             t.control_refs as "controlRefs", t.suggested_owner as "suggestedOwner", t.review_frequency as "reviewFrequency", t.position,
             v.version, jsonb_array_length(v.fillable_sections) as "sectionCount"
        from template t join template_version v on v.id = t.current_version_id
       where t.archived_at is null ${ofFramework} ${afterKey}
       order by t.framework_id, t.set, t.position, t.id
       limit ${limit + 1}`,
  )
}

/** One template with its current version; throws `not_found` for what this organization cannot use. */
export function getTemplate(ctx: Ctx, id: string): Promise<CurrentTemplate> {
  const signedIn = authorize(ctx, 'template.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const [template] = await findCurrentTemplates(tx, { id })
    if (!template) throw new AppError('not_found')
    return template
  })
}

/** Templates in use with their current versions, in the order they are offered. */
export async function findCurrentTemplates(tx: Tx, where: Prisma.TemplateWhereInput): Promise<CurrentTemplate[]> {
  const templates = await tx.template.findMany({
    where: { archivedAt: null, ...where },
    orderBy: [{ set: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  })
  const versions = await tx.templateVersion.findMany({ where: { id: { in: templates.map((template) => template.currentVersionId) } } })
  return templates.flatMap((template) => {
    const version = versions.find(({ id }) => id === template.currentVersionId)
    return version ? [{ ...template, version }] : []
  })
}
