import { type Agreed, actionItems } from '@certloom/shared/collab/sessionDoc'
import { AppError } from '@certloom/shared/errors'
import { isId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize } from '../auth/authorize.ts'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { createTaskIn, type NewTask } from '../tasks/createTask.ts'
import { getTaskIn, type ShownTask } from '../tasks/service.ts'
import { sessionRoom } from './liveSession.ts'
import { readQuestions } from './questions.ts'
import { readRoom } from './readRoom.ts'
import { getSession, withSession } from './service.ts'

type Action = Agreed['actions'][number]
type Assignment = Pick<NewTask, 'assigneeId' | 'dueDate'>

/** More are a mistake of a program. */
const mostTasks = 200
const nobodyYet: Assignment = { assigneeId: null, dueDate: null }

/**
 * Makes a task of something to do that was noted in the room; asking again answers the same task: it has the note's id.
 * @throws `not_found`, `forbidden`, `invalid_input` for somebody who cannot see the customer, `conflict` for a note that names something else
 */
export async function makeTask(ctx: SignedInCtx, sessionId: string, actionId: string, assignment: Assignment): Promise<ShownTask> {
  const session = await getSession(ctx, sessionId)
  const signedIn = authorize(ctx, 'task.write', session.customerId)
  const action = (await readRoom(ctx, signedIn, session)).actions.find(({ id }) => id === actionId)
  if (!action) throw new AppError('not_found')
  const task = await withSession(ctx, sessionId, 'interview.run', async (tx, held) => {
    const known = await tx.task.findUnique({ where: { id: actionId }, select: { customerId: true, archivedAt: true } })
    if (!known) return insertTask(tx, ctx, held, action, assignment)
    if (known.customerId !== held.customerId || known.archivedAt !== null) throw new AppError('conflict', 'This task was deleted.')
    return getTaskIn(tx, ctx, actionId)
  })
  await markAsTasks(ctx, session, [action])
  ctx.mailer.nudge()
  return task
}

/** Makes tasks of everything that is still to do, for nobody in particular; what is a task already stays as it is. */
export async function makeTasks(tx: Tx, ctx: SignedInCtx, session: InterviewSession, { actions }: Agreed): Promise<readonly Action[]> {
  const open = actions.filter(({ id, text, isDone }) => isId(id) && text.trim() !== '' && !isDone).slice(0, mostTasks)
  const known = await tx.task.findMany({ where: { id: { in: open.map(({ id }) => id) } }, select: { id: true } })
  const made = new Set(known.map(({ id }) => id))
  for (const action of open) if (!made.has(action.id)) await insertTask(tx, ctx, session, action, nobodyYet)
  return open
}

/** Says in the room which notes are tasks now, so that everybody sees it. */
export async function markAsTasks(ctx: SignedInCtx, session: { id: string }, made: readonly Action[]): Promise<void> {
  const fresh = made.filter(({ isTask }) => !isTask)
  if (fresh.length === 0) return
  await ctx.live.edit(sessionRoom(session), ctx.signedIn, (doc) => {
    for (const { id } of fresh) {
      const note = actionItems(doc).get(id)
      if (note) actionItems(doc).set(id, { ...note, isTask: true })
    }
  })
}

async function insertTask(tx: Tx, ctx: SignedInCtx, session: InterviewSession, action: Action, assignment: Assignment): Promise<ShownTask> {
  const { customerId } = session
  return createTaskIn(tx, ctx, action.id, {
    ...assignment,
    ...(await placeOf(tx, session, action)),
    customerId,
    sectionId: null,
    type: 'interview',
    scope: undefined,
    title: action.text.trim().slice(0, 500),
    description: `Noted by ${action.by.name} in “${session.name}”.`,
    priority: 'medium',
    requiresEvidence: false,
    evidenceDescription: null,
    evidenceFormat: null,
    teamId: null,
  })
}

/** The document it came up in, else the session's plan while that goes on, else the customer. */
async function placeOf(tx: Tx, session: InterviewSession, { question }: Action): Promise<Pick<NewTask, 'documentId' | 'planId'>> {
  const asked = question === undefined ? undefined : (await readQuestions(tx, session)).questions.find(({ id }) => id === question)
  if (asked) return { documentId: asked.place.documentId, planId: null }
  const plan =
    session.planId && (await tx.plan.findFirst({ where: { id: session.planId, status: { not: 'cancelled' } }, select: { id: true } }))
  return { documentId: null, planId: plan ? plan.id : null }
}
