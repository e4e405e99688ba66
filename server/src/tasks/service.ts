import { AppError } from '@certloom/shared/errors'
import type { EvidencePolicy } from '@certloom/shared/evidence/policy'
import type { TaskCounts } from '@certloom/shared/tasks/contract'
import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Prisma, Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { countTasks, type Filter, sayingWords, selectTasks, type TaskKey } from './queries.ts'

const shownWithTask = {
  customer: { select: { companyName: true } },
  plan: { select: { name: true } },
  document: { select: { name: true } },
  team: { select: { name: true } },
} satisfies Prisma.TaskInclude

/** A task with the names of what it belongs to; `names` of people by id; `isMine` for the one who asks. */
export type ShownTask = Prisma.TaskGetPayload<{ include: typeof shownWithTask }> & { names: Names; isMine: boolean }

/** A task by itself, with its section and what its organization takes as evidence. */
export type DetailedTask = ShownTask & {
  section: { id: string; title: string; isFilled: boolean } | null
  evidencePolicy: EvidencePolicy
}

/** A task of a list, with the value the list is sorted by. */
export type ListedTask = ShownTask & { key: string }

/** Tasks in the order asked for, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listTasks(ctx: Ctx, filter: Filter, page: { limit: number; after: TaskKey | undefined }): Promise<ListedTask[]> {
  const signedIn = authorize(ctx, 'task.read', filter.customer_id)
  const { organizationId, userId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const words = await sayingWords(tx, filter)
    const found = await tx.$queryRaw<{ id: string; key: string }[]>(selectTasks(organizationId, userId, filter, page, words))
    const tasks = await showTasks(
      tx,
      userId,
      found.map(({ id }) => id),
    )
    return found.flatMap(({ id, key }) => tasks.filter((task) => task.id === id).map((task) => ({ ...task, key })))
  })
}

/** How many tasks each status has, up to 1,000 of each. */
export function countByStatus(ctx: Ctx, filter: Omit<Filter, 'status' | 'sort'>): Promise<TaskCounts> {
  const signedIn = authorize(ctx, 'task.read', filter.customer_id)
  const { organizationId, userId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const words = await sayingWords(tx, filter)
    const rows = await tx.$queryRaw<{ status: TaskStatus; count: number }[]>(countTasks(organizationId, userId, filter, words))
    const none: TaskCounts = { pending: 0, in_progress: 0, blocked: 0, completed: 0, cancelled: 0 }
    return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
  })
}

/** One task; throws `not_found` for what this person may not see. */
export function getTaskDetail(ctx: Ctx, id: string): Promise<DetailedTask> {
  const signedIn = authorize(ctx, 'task.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const task = await getTaskIn(tx, { signedIn }, id)
    const { evidencePolicy } = await tx.organization.findUniqueOrThrow({
      where: { id: task.organizationId },
      select: { evidencePolicy: true },
    })
    return { ...task, evidencePolicy, section: await sectionOf(tx, task) }
  })
}

/** One task within a transaction that already runs, as the one who asks sees it. */
export async function getTaskIn(tx: Tx, { signedIn }: Pick<SignedInCtx, 'signedIn'>, id: string): Promise<ShownTask> {
  const [task] = await showTasks(tx, signedIn.actor.userId, [id])
  if (!task) throw new AppError('not_found')
  return task
}

/** Is a task assigned to this person, or to a team they are in? */
export async function isMine(tx: Tx, userId: string, { assigneeId, teamId }: Pick<Task, 'assigneeId' | 'teamId'>): Promise<boolean> {
  if (teamId === null) return assigneeId === userId
  return (await tx.teamMember.count({ where: { teamId, userId } })) > 0
}

async function sectionOf(tx: Tx, { organizationId, documentId, sectionId }: Task): Promise<DetailedTask['section']> {
  if (documentId === null || sectionId === null) return null
  const row = await tx.sectionProjection.findUnique({
    where: { organizationId_documentId_sectionId: { organizationId, documentId, sectionId } },
    select: { isFilled: true, document: { select: { templateVersion: { select: { fillableSections: true } } } } },
  })
  if (!row) return null
  const { title } = fillableSectionsOf(row.document.templateVersion).find(({ id }) => id === sectionId) ?? { title: sectionId }
  return { id: sectionId, title, isFilled: row.isFilled }
}

async function showTasks(tx: Tx, userId: string, ids: string[]): Promise<ShownTask[]> {
  const tasks = await tx.task.findMany({ where: { id: { in: ids }, archivedAt: null }, include: shownWithTask })
  const names = await namesOf(
    tx,
    tasks.flatMap((task) => [task.assigneeId, task.completedById, task.createdById]),
  )
  const teamIds = tasks.flatMap(({ teamId }) => teamId ?? [])
  const own =
    teamIds.length === 0 ? [] : await tx.teamMember.findMany({ where: { userId, teamId: { in: teamIds } }, select: { teamId: true } })
  const ownTeams = new Set(own.map(({ teamId }) => teamId))
  return tasks.map((task) => ({ ...task, names, isMine: task.assigneeId === userId || ownTeams.has(task.teamId ?? '') }))
}
