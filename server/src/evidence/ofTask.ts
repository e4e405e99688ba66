import { AppError } from '@certloom/shared/errors'
import type { TaskUploadForm } from '@certloom/shared/evidence/ofTask'
import type { z } from 'zod'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { withTenant } from '../db/tenant.ts'
import type { IncomingFile } from '../files/receive.ts'
import { getTaskDetail } from '../tasks/service.ts'
import { detach } from './attach.ts'
import { type EvidenceList, listEvidence } from './service.ts'
import { type UploadedIds, uploadFile } from './uploadFile.ts'

/** A page of what was given for a task, newest first; throws `not_found` for a task this person may not see. */
export async function listOfTask(
  ctx: Ctx,
  taskId: string,
  page: { limit: number; after: [string, string] | undefined },
): Promise<EvidenceList> {
  const { customerId } = await getTaskDetail(ctx, taskId)
  return listEvidence(ctx, { customerId, taskId }, { sort: 'newest', ...page })
}

/** Stores a file as evidence for a task, all or nothing. Throws `not_found` for a task this person may not see, and what `uploadFile` does. */
export async function uploadForTask(
  ctx: Ctx,
  taskId: string,
  { form, file }: { form: z.output<typeof TaskUploadForm>; file: IncomingFile },
): Promise<UploadedIds> {
  const { customerId } = await getTaskDetail(ctx, taskId)
  return uploadFile(ctx, { customerId, form: { ...form, file_type: 'evidence', task_id: taskId }, file })
}

/** Takes a file away from a task; what it is evidence for elsewhere stays. Throws `not_found` if it is not evidence for that task, `forbidden`. */
export async function detachFile(ctx: Ctx, taskId: string, fileId: string): Promise<void> {
  const { customerId } = await getTaskDetail(ctx, taskId)
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  const links = await withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.evidenceLink.findMany({ where: { taskId, evidence: { fileId, archivedAt: null } }, select: { id: true, evidenceId: true } }),
  )
  if (links.length === 0) throw new AppError('not_found', 'This file is not evidence for this task.')
  for (const { id, evidenceId } of links) await detach(ctx, evidenceId, id)
}
