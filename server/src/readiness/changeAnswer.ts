import { checklistRow, justificationText, readRow, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { AppError } from '@certloom/shared/errors'
import type { AnswerEvidence, AnswerOwner, AnswerStatus } from '@certloom/shared/readiness/status'
import type { Doc } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { type AnswerList, answersIn } from './answers.ts'
import { getProjectIn, getScoreIn, type TitledScore } from './service.ts'

/** What can be changed of a row by request; what is undefined stays, null takes it away. */
export type AnswerChanges = {
  status?: AnswerStatus | undefined
  justification?: string | undefined
  owner?: AnswerOwner | null | undefined
  due?: string | null | undefined
  evidence?: AnswerEvidence | null | undefined
}

/**
 * Changes a row through its live document, as if its author had done so there, and stores it at once.
 * @throws `not_found`, `forbidden`, `conflict` for an archived checklist, `not_durable`
 */
export async function changeAnswer(
  ctx: SignedInCtx,
  projectId: string,
  requirementId: string,
  changes: AnswerChanges,
): Promise<{ answer: AnswerList; score: TitledScore }> {
  const signedIn = authorize(ctx, 'readiness.read')
  const tenant = tenantOf(signedIn)
  const { room, key } = await withTenant(ctx.db, tenant, async (tx) => {
    const project = await getProjectIn(tx, projectId)
    authorize(ctx, 'answer.edit', project.customerId)
    if (project.archivedAt !== null) throw new AppError('conflict', 'This checklist is archived. Bring it back to change it.')
    const key = { organizationId: project.organizationId, projectId, requirementId }
    if ((await tx.answer.count({ where: key })) === 0) throw new AppError('not_found')
    return { room: project.room, key }
  })
  await ctx.live.edit(room, signedIn, (doc) => applyChanges(doc, requirementId, changes, signedIn.person.id))
  await ctx.live.store(room)
  return withTenant(ctx.db, tenant, async (tx) => ({
    answer: await answersIn(tx, key),
    score: await getScoreIn(tx, await getProjectIn(tx, projectId)),
  }))
}

function applyChanges(doc: Doc, requirementId: string, changes: AnswerChanges, userId: string): void {
  const row = checklistRow(doc, requirementId)
  const { status, justification, owner, due, evidence } = changes
  if (status !== undefined && status !== readRow(row).status) chooseStatus(row, status, { userId, now: new Date() })
  if (justification !== undefined) replaceText(justificationText(doc, requirementId), justification)
  if (owner !== undefined) setOwner(row, owner)
  if (due !== undefined) setDue(row, due)
  if (evidence !== undefined) setEvidence(row, evidence)
}
