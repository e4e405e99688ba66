import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Framework, FrameworkRequirement } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** A framework with how many requirements (headings not counted) and usable templates it has. */
export type CountedFramework = Framework & { requirementCount: number; templateCount: number }

type Page = { limit: number; after: number | undefined }

/** The frameworks of the catalogue after a position, one more than `limit` if there are more. */
export function listFrameworks(ctx: Ctx, { limit, after = 0 }: Page): Promise<CountedFramework[]> {
  const signedIn = authorize(ctx, 'template.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const frameworks = await tx.framework.findMany({ where: { position: { gt: after } }, orderBy: { position: 'asc' }, take: limit + 1 })
    return withCounts(tx, frameworks)
  })
}

/** The requirements of a framework after a position, headings included; throws `not_found` if there is no such framework. */
export function listRequirements(ctx: Ctx, frameworkId: string, { limit, after = 0 }: Page): Promise<FrameworkRequirement[]> {
  const signedIn = authorize(ctx, 'template.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const requirements = await tx.frameworkRequirement.findMany({
      where: { frameworkId, retiredAt: null, position: { gt: after } },
      orderBy: { position: 'asc' },
      take: limit + 1,
    })
    if (requirements.length === 0 && !(await tx.framework.findUnique({ where: { id: frameworkId } }))) throw new AppError('not_found')
    return requirements
  })
}

async function withCounts(tx: Tx, frameworks: Framework[]): Promise<CountedFramework[]> {
  const frameworkId = { in: frameworks.map((framework) => framework.id) }
  const counted = { path: ['is_heading'], equals: false }
  const requirements = await tx.frameworkRequirement.groupBy({
    by: ['frameworkId'],
    where: { frameworkId, retiredAt: null, attributes: counted },
    _count: true,
  })
  const templates = await tx.template.groupBy({ by: ['frameworkId'], where: { frameworkId, archivedAt: null }, _count: true })
  const countIn = (groups: { frameworkId: string; _count: number }[], id: string): number =>
    groups.find((group) => group.frameworkId === id)?._count ?? 0
  return frameworks.map((framework) => ({
    ...framework,
    requirementCount: countIn(requirements, framework.id),
    templateCount: countIn(templates, framework.id),
  }))
}
