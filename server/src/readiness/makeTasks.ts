import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { Reason, RoadmapRow, Step } from '@certloom/shared/readiness/roadmap'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Prisma, TaskPriority } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { findPlace } from '../members/places.ts'
import { type AssignedTask, tellOfAssigned } from '../tasks/notices.ts'
import { canBeGivenTo } from '../teams/requireTeam.ts'
import type { AnswerList } from './answers.ts'
import { roadmapIn } from './roadmap.ts'
import { getProjectIn } from './service.ts'

type OpenStep = Step<RoadmapRow & { answer: AnswerList['answers'][number] }>

/**
 * Makes a task of the customer from each of these rows that is still to be done, for the person or team who owns it, and tells them. A row that has
 * its task keeps it: asking twice makes none twice.
 * @returns how many were made
 * @throws `not_found`, `forbidden`, `conflict` for an archived checklist
 */
export async function makeTasks(ctx: SignedInCtx, projectId: string, requirementIds: readonly string[]): Promise<number> {
  const signedIn = authorize(ctx, 'readiness.read')
  const made = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await getProjectIn(tx, projectId)
    authorize(ctx, 'task.write', project.customerId)
    if (project.archivedAt !== null) throw new AppError('conflict', 'This checklist is archived. Bring it back to make tasks from it.')
    const { steps } = await roadmapIn(tx, project)
    // Whoever else makes tasks of this checklist waits here, and then finds them made.
    await tx.$queryRaw`select 1 from readiness_project where id = ${projectId}::uuid for update`
    const earlier = await tx.task.findMany({
      where: { customerId: project.customerId, catalogueCode: { startsWith: codeOf(projectId, '') } },
      select: { catalogueCode: true },
    })
    const known = new Set(earlier.map(({ catalogueCode }) => catalogueCode))
    const wanted = steps.filter(({ row }) => requirementIds.includes(row.answer.requirementId) && !known.has(codeOf(projectId, row.code)))
    if (wanted.length === 0) return 0
    const place = { organizationId: project.organizationId, customerId: project.customerId, projectId, createdById: signedIn.person.id }
    const tasks = []
    for (const step of wanted) tasks.push(await taskOf(tx, place, step))
    await tx.task.createMany({ data: tasks })
    await record(
      tx,
      byRequester(ctx),
      ...tasks.map(
        ({ id, title }): RecordedActivity => ({
          action: 'task.created',
          entity: { type: 'task', id },
          customerId: project.customerId,
          after: { title, task_scope: 'customer' },
        }),
      ),
    )
    await tellOfAssigned(tx, ctx, tasks)
    return tasks.length
  })
  ctx.mailer.nudge()
  return made
}

/** By this a task is known to be that of a row. */
const codeOf = (projectId: string, code: string): string => `checklist/${projectId}/${code}`

type Place = { organizationId: string; customerId: string; projectId: string; createdById: string }

async function taskOf(
  tx: Tx,
  { projectId, ...place }: Place,
  { row, reasons }: OpenStep,
): Promise<Prisma.TaskCreateManyInput & AssignedTask> {
  const { answer, code } = row
  return {
    ...place,
    id: newId(),
    scope: 'customer',
    type: 'custom',
    title: `${code} ${answer.requirement.title}`,
    description: reasons.flatMap(wordsOf).join('\n'),
    priority: priorityOf(reasons),
    ...(await ownerOf(tx, place, answer)),
    dueDate: answer.dueDate,
    catalogueCode: codeOf(projectId, code),
  }
}

/** The owner of a row as far as work of the customer can be theirs. */
async function ownerOf(
  tx: Tx,
  { organizationId, customerId }: Pick<Place, 'organizationId' | 'customerId'>,
  { ownerUserId, ownerTeamId }: OpenStep['row']['answer'],
): Promise<Pick<AssignedTask, 'assigneeId' | 'teamId'>> {
  const place = ownerUserId && (await findPlace(tx, organizationId, ownerUserId))
  if (place && (place.customerId === null || place.customerId === customerId)) return { assigneeId: ownerUserId, teamId: null }
  const isTeams = ownerTeamId !== null && (await canBeGivenTo(tx, customerId, ownerTeamId))
  return { assigneeId: null, teamId: isTeams ? ownerTeamId : null }
}

const priorityOf = (reasons: readonly Reason[]): TaskPriority =>
  reasons.some(({ rule }) => rule === 'cmmc' || rule === 'blocker') ? 'high' : 'medium'

function wordsOf(reason: Reason): string[] {
  if (reason.rule === 'cmmc') return [`NIST SP 800-171: ${reason.references.join(', ')}`]
  if (reason.rule === 'blocker') return [`${reason.why} Waiting for it: ${reason.unlocks.join(', ')}.`]
  return []
}
