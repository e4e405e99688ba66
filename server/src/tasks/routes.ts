import { AppError } from '@certloom/shared/errors'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { changeTask } from './changeTask.ts'
import { changeTasks } from './changeTasks.ts'
import { changeComment, comment, listComments, removeComment } from './comments.ts'
import { createTask } from './createTask.ts'
import { presentComment, presentTask, presentTaskDetail } from './present.ts'
import { type Filter, undated } from './queries.ts'
import { removeTask } from './removeTask.ts'
import { countByStatus, getTaskDetail, listTasks } from './service.ts'
import type { TaskChanges } from './taskChanges.ts'

const tasks = protectedBySession.tasks

const cursors: Record<Filter['sort'], z.ZodType<[string, string]>> = {
  due_date: z.tuple([z.union([z.iso.date(), z.literal(undated)]), z.uuid()]),
  priority: z.tuple([z.enum(['low', 'medium', 'high', 'urgent']), z.uuid()]),
  updated: z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/), z.uuid()]),
}

export const taskRoutes = {
  list: tasks.list.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    const rows = await listTasks(context, filter, { limit, after: readKeyset(cursor, cursors[filter.sort]) })
    return toPage(rows, limit, (row) => keyset(row.key, row.id), presentTask)
  }),
  counts: tasks.counts.handler(({ context, input }) => countByStatus(context, input)),
  get: tasks.get.handler(async ({ context, input }) => presentTaskDetail(await getTaskDetail(context, input.task_id))),
  create: tasks.create.handler(async ({ context, input }) => {
    const { id, customer_id, plan_id, document_id, section_id, task_type, task_scope, title, description, priority, ...more } = input
    const task = await createTask(context, {
      id,
      customerId: customer_id,
      planId: plan_id,
      documentId: document_id,
      sectionId: section_id,
      type: task_type,
      scope: task_scope,
      title,
      description,
      priority,
      requiresEvidence: more.requires_evidence,
      evidenceDescription: more.evidence_description,
      evidenceFormat: more.evidence_format,
      ...assignment(more),
      dueDate: asDay(more.due_date),
    })
    return presentTask(task)
  }),
  update: tasks.update.handler(async ({ context, input: { task_id, expected_status, ...changes } }) =>
    presentTask(await changeTask(context, task_id, readChanges(changes), expected_status)),
  ),
  remove: tasks.remove.handler(({ context, input }) => removeTask(context, input.task_id)),
  start: tasks.start.handler(async ({ context, input }) =>
    presentTask(await changeTask(context, input.task_id, { status: 'in_progress' })),
  ),
  complete: tasks.complete.handler(async ({ context, input }) =>
    presentTask(await changeTask(context, input.task_id, { status: 'completed' })),
  ),
  reopen: tasks.reopen.handler(async ({ context, input }) => presentTask(await changeTask(context, input.task_id, { status: 'pending' }))),
  block: tasks.block.handler(async ({ context, input: { task_id, reason } }) =>
    presentTask(await changeTask(context, task_id, { status: 'blocked', blockedReason: reason })),
  ),
  cancel: tasks.cancel.handler(async ({ context, input }) =>
    presentTask(await changeTask(context, input.task_id, { status: 'cancelled' })),
  ),
  bulk: tasks.bulk.handler(async ({ context, input: { task_ids, changes } }) => {
    const { expected_status, ...wanted } = changes
    const results = await changeTasks(context, task_ids, readChanges(wanted), expected_status)
    return {
      results: results.map(({ id, refusal }) => ({
        task_id: id,
        ok: refusal === null,
        code: refusal?.code ?? null,
        detail: refusal?.detail ?? null,
      })),
    }
  }),
  comments: tasks.comments.handler(async ({ context, input: { task_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, CommentCursor) ?? []
    return toPage(await listComments(context, task_id, { limit, after }), limit, (row) => keyset(row.id), presentComment)
  }),
  comment: tasks.comment.handler(async ({ context, input: { task_id, id, body, mentions, is_internal } }) =>
    presentComment(await comment(context, task_id, { id, body, mentionedIds: mentions, isInternal: is_internal })),
  ),
  editComment: tasks.editComment.handler(async ({ context, input: { task_id, comment_id, body, mentions } }) =>
    presentComment(await changeComment(context, { taskId: task_id, commentId: comment_id }, { body, mentionedIds: mentions })),
  ),
  removeComment: tasks.removeComment.handler(({ context, input: { task_id, comment_id } }) =>
    removeComment(context, { taskId: task_id, commentId: comment_id }),
  ),
}

const CommentCursor = z.tuple([z.uuid()])

type Changes = Omit<Parameters<Parameters<typeof tasks.update.handler>[0]>[0]['input'], 'task_id' | 'expected_status'>

const readChanges = (changes: Changes): TaskChanges => ({
  title: changes.title,
  description: changes.description,
  status: changes.status,
  blockedReason: changes.blocked_reason,
  priority: changes.priority,
  requiresEvidence: changes.requires_evidence,
  evidenceDescription: changes.evidence_description,
  evidenceFormat: changes.evidence_format,
  ...assignment(changes),
  dueDate: changes.due_date === undefined ? undefined : asDay(changes.due_date),
})

type Assignment = Pick<Changes, 'assigned_to' | 'assigned_team'>

/** A person or a team; nobody if one of them is taken away and the other not given. */
function assignment<Given extends Assignment>({
  assigned_to,
  assigned_team,
}: Given): { assigneeId: Given['assigned_to']; teamId: Given['assigned_team'] } {
  if (assigned_to && assigned_team)
    throw new AppError('invalid_input', 'Assign a task to a person or to a team, not to both.', { field: 'assigned_team' })
  return { assigneeId: assigned_to, teamId: assigned_team }
}

const asDay = (day: string | null): Date | null => (day === null ? null : new Date(day))
