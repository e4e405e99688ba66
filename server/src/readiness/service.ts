import { AppError } from '@certloom/shared/errors'
import { type Score, scoreOf } from '@certloom/shared/readiness/score'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Activity, Prisma, ReadinessScoreSnapshot } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

const withNames = {
  customer: { select: { companyName: true } },
  framework: { select: { code: true, name: true } },
} satisfies Prisma.ReadinessProjectInclude

/** A checklist with the names of what it is of. */
export type ProjectRow = Prisma.ReadinessProjectGetPayload<{ include: typeof withNames }>

/** How ready a project is, as lists say it. */
type Standing = { overall: number | null; beside: number | null; rows: number; answered: number }

/** A checklist with what is shown besides its own row. */
export type ShownProject = ProjectRow & { standing: Standing }
export type ProjectWithRoom = ShownProject & { room: string }

type Page<Key> = { limit: number; after: Key | undefined }

/** Checklists, newest first, older than `after`; one more than `limit` if there are more. A customer's staff sees its own only. */
export function listProjects(
  ctx: Ctx,
  { customerId, isArchived }: { customerId: string | undefined; isArchived: boolean },
  { limit, after }: Page<string>,
): Promise<ShownProject[]> {
  const signedIn = authorize(ctx, 'readiness.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const projects = await tx.readinessProject.findMany({
      where: {
        ...(customerId && { customerId }),
        ...(after && { id: { lt: after } }),
        archivedAt: isArchived ? { not: null } : null,
        customer: { archivedAt: null },
      },
      include: withNames,
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    return withStanding(tx, projects)
  })
}

/** One checklist, archived or not, with its room; throws `not_found` for what this person may not see. */
export function getProject(ctx: Ctx, id: string): Promise<ProjectWithRoom> {
  const signedIn = authorize(ctx, 'readiness.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await getProjectIn(tx, id)
    authorize(ctx, 'readiness.read', project.customerId)
    return project
  })
}

/** The same within a transaction that already runs. */
export async function getProjectIn(tx: Tx, id: string): Promise<ProjectWithRoom> {
  const projects = await tx.readinessProject.findMany({ where: { id, customer: { archivedAt: null } }, include: withNames })
  const [project] = await withStanding(tx, projects)
  if (!project) throw new AppError('not_found')
  return { ...project, room: await roomOf(tx, project) }
}

async function roomOf(tx: Tx, { organizationId, id }: Pick<ProjectRow, 'organizationId' | 'id'>): Promise<string> {
  const { room } = await tx.liveDocument.findFirstOrThrow({
    where: { organizationId, kind: 'checklist', entityId: id },
    orderBy: { epoch: 'desc' },
    select: { room: true },
  })
  return room
}

async function withStanding(tx: Tx, projects: ProjectRow[]): Promise<ShownProject[]> {
  const ids = projects.map((project) => project.id)
  const rows = await tx.$queryRaw<(Standing & { id: string })[]>`
    select project_id as id, overall::float8, beside::float8, rows::int, answered::int from readiness_score where project_id = any(${ids}::uuid[])`
  const standings = new Map(rows.map(({ id, ...standing }) => [id, standing]))
  const none: Standing = { overall: null, beside: null, rows: 0, answered: 0 }
  return projects.map((project) => ({ ...project, standing: standings.get(project.id) ?? none }))
}

/** A score with the titles of its domains by code. */
export type TitledScore = Score & { titles: ReadonlyMap<string, string> }

/** How ready a checklist is, as of the last stored revision. */
export function getScore(ctx: Ctx, id: string): Promise<TitledScore> {
  return withReadable(ctx, id, (tx, project) => getScoreIn(tx, project))
}

/** The same within a transaction that already runs. */
export async function getScoreIn(tx: Tx, { id, organizationId, frameworkId }: ProjectRow): Promise<TitledScore> {
  const answers = await tx.answer.findMany({
    where: { organizationId, projectId: id },
    select: { domain: true, inOverall: true, status: true, answeredAt: true },
    orderBy: { position: 'asc' },
  })
  const codes = [...new Set(answers.map(({ domain }) => domain))]
  const headings = await tx.frameworkRequirement.findMany({
    where: { frameworkId, code: { in: codes } },
    select: { code: true, title: true },
  })
  return {
    ...scoreOf(answers.map((answer) => ({ ...answer, isAnswered: answer.answeredAt !== null }))),
    titles: new Map(headings.map(({ code, title }) => [code, title])),
  }
}

/** What was kept of the scores, newest day first, before `after`; one more than `limit` if there are more. */
export function listScores(ctx: Ctx, id: string, { limit, after }: Page<string>): Promise<ReadinessScoreSnapshot[]> {
  return withReadable(ctx, id, (tx, { organizationId }) =>
    tx.readinessScoreSnapshot.findMany({
      where: { organizationId, projectId: id, ...(after && { day: { lt: new Date(after) } }) },
      orderBy: { day: 'desc' },
      take: limit + 1,
    }),
  )
}

/** What changed in a row, newest first, older than `after`; one more than `limit` if there is more. */
export function listChanges(ctx: Ctx, id: string, requirementId: string, { limit, after }: Page<string>): Promise<Activity[]> {
  return withReadable(ctx, id, (tx, { organizationId }) =>
    tx.activity.findMany({
      where: { organizationId, entityId: id, action: 'answer.changed', sectionId: requirementId, ...(after && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  )
}

/** Reads something of a checklist this person may see; throws `not_found` otherwise. */
export function withReadable<T>(ctx: Ctx, id: string, read: (tx: Tx, project: ProjectRow) => Promise<T>): Promise<T> {
  const signedIn = authorize(ctx, 'readiness.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await tx.readinessProject.findFirst({ where: { id, customer: { archivedAt: null } }, include: withNames })
    if (!project) throw new AppError('not_found')
    authorize(ctx, 'readiness.read', project.customerId)
    return read(tx, project)
  })
}
