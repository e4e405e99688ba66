import { AppError } from '@certloom/shared/errors'
import type { Action } from '@certloom/shared/permissions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { ReadinessProject } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { refuseModeWithoutStory } from './mode.ts'
import { getProjectIn, type ShownProject } from './service.ts'

/** What can be changed of a checklist itself; what is undefined stays. */
export type ProjectChanges = {
  name?: string | undefined
  mode?: ReadinessProject['mode'] | undefined
  includesCmmc?: boolean | undefined
  isArchived?: boolean | undefined
}

/** Changes a checklist's name or settings, archives it or brings it back. Whoever has an archived one open is shown out. */
export async function changeProject(ctx: SignedInCtx, id: string, changes: ProjectChanges): Promise<ShownProject> {
  const signedIn = authorize(ctx, 'readiness.read')
  const { before, after } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const before = await holdProject(tx, ctx, id, 'readiness.write')
    const { name = before.name, mode = before.mode, includesCmmc = before.includesCmmc, isArchived = before.archivedAt !== null } = changes
    if (mode !== before.mode) await refuseModeOf(tx, before.frameworkId, mode)
    const data = { name, mode, includesCmmc, archivedAt: isArchived ? (before.archivedAt ?? new Date()) : null }
    const activities = activitiesOf(before, { ...before, ...data })
    if (activities.length > 0) {
      const { organizationId } = before
      await tx.readinessProject.update({ where: { organizationId_id: { organizationId, id } }, data, select: { id: true } })
      await record(tx, byRequester(ctx), ...activities)
    }
    return { before, after: await getProjectIn(tx, id) }
  })
  if (before.archivedAt === null && after.archivedAt !== null) ctx.live.revoke({ documentId: id }, 'changed')
  return after
}

async function refuseModeOf(tx: Tx, frameworkId: string, mode: ReadinessProject['mode']): Promise<void> {
  const { code } = await tx.framework.findUniqueOrThrow({ where: { id: frameworkId }, select: { code: true } })
  refuseModeWithoutStory(mode, code)
}

/** A checklist whose row nobody else changes until the transaction ends; throws `not_found`, or `forbidden` for those who may only see it. */
async function holdProject(tx: Tx, ctx: SignedInCtx, id: string, right: Action): Promise<ReadinessProject> {
  await tx.$queryRaw`select 1 from readiness_project where id = ${id}::uuid for update`
  const project = await tx.readinessProject.findFirst({ where: { id, customer: { archivedAt: null } } })
  if (!project) throw new AppError('not_found')
  authorize(ctx, right, project.customerId)
  return project
}

function activitiesOf(before: ReadinessProject, after: ReadinessProject): RecordedActivity[] {
  const about = { entity: { type: 'readiness_project', id: before.id }, customerId: before.customerId } as const
  const facts = ({ name, mode, includesCmmc }: ReadinessProject) => ({ project_name: name, mode, includes_cmmc: includesCmmc })
  const [was, is] = [facts(before), facts(after)]
  const activities: RecordedActivity[] = []
  if (JSON.stringify(was) !== JSON.stringify(is)) activities.push({ action: 'readiness.changed', ...about, before: was, after: is })
  if ((before.archivedAt === null) !== (after.archivedAt === null)) {
    const action = after.archivedAt === null ? 'readiness.unarchived' : 'readiness.archived'
    activities.push({ action, ...about, after: { project_name: after.name } })
  }
  return activities
}

/** Deletes an archived checklist with all its answers; what happened stays in the log. Throws `conflict` for one that is not archived. */
export async function removeProject(ctx: SignedInCtx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'readiness.read')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { organizationId, customerId, name, archivedAt } = await holdProject(tx, ctx, id, 'readiness.delete')
    if (archivedAt === null) throw new AppError('conflict', 'This checklist is in use. Archive it first.')
    const rooms = await tx.liveDocument.findMany({ where: { organizationId, kind: 'checklist', entityId: id }, select: { room: true } })
    const where = { organizationId, room: { in: rooms.map(({ room }) => room) } }
    const answered = await tx.answer.count({ where: { organizationId, projectId: id, answeredAt: { not: null } } })
    await tx.liveUpdate.deleteMany({ where })
    await tx.liveClient.deleteMany({ where })
    await tx.liveDocument.deleteMany({ where })
    await tx.readinessProject.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } })
    await record(tx, byRequester(ctx), {
      action: 'readiness.deleted',
      entity: { type: 'readiness_project', id },
      customerId,
      before: { project_name: name, answered },
    })
  })
}
