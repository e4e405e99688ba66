import { AppError, type ErrorCode } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize } from '../auth/authorize.ts'
import { changeTask } from './changeTask.ts'
import type { TaskChanges } from './taskChanges.ts'

/** How one of several tasks fared. */
export type ChangeResult = { id: string; refusal: { code: ErrorCode; detail: string } | null }

/**
 * Changes many tasks alike, one after the other, each in a transaction of its own: one that cannot be changed keeps no other from it, and says
 * why. Only for staff who write tasks.
 */
export async function changeTasks(ctx: SignedInCtx, ids: readonly string[], changes: TaskChanges): Promise<ChangeResult[]> {
  authorize(ctx, 'task.write')
  const results: ChangeResult[] = []
  for (const id of new Set(ids)) results.push({ id, refusal: await tryChange(ctx, id, changes) })
  return results
}

async function tryChange(ctx: SignedInCtx, id: string, changes: TaskChanges): Promise<ChangeResult['refusal']> {
  try {
    await changeTask(ctx, id, changes)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, detail: error.message }
  }
}
