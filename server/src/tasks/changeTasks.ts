import type { ErrorCode } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize } from '../auth/authorize.ts'
import type { Task } from '../db/generated/client.ts'
import { toAppError } from '../toAppError.ts'
import { changeTask } from './changeTask.ts'
import type { TaskChanges } from './taskChanges.ts'

/** How one of several tasks fared. */
export type ChangeResult = { id: string; refusal: { code: ErrorCode; detail: string } | null }

/**
 * Changes many tasks alike, one after the other, each in a transaction of its own: one that cannot be changed, for whatever reason, keeps no other
 * from it, and says why. Only for staff who write tasks.
 * @param expected where a task must stand to be changed
 */
export async function changeTasks(
  ctx: SignedInCtx,
  ids: readonly string[],
  changes: TaskChanges,
  expected: Task['status'] | undefined = undefined,
): Promise<ChangeResult[]> {
  authorize(ctx, 'task.write')
  const results: ChangeResult[] = []
  for (const id of new Set(ids)) results.push({ id, refusal: await tryChange(ctx, id, changes, expected) })
  return results
}

async function tryChange(
  ctx: SignedInCtx,
  id: string,
  changes: TaskChanges,
  expected: Task['status'] | undefined,
): Promise<ChangeResult['refusal']> {
  try {
    await changeTask(ctx, id, changes, expected)
    return null
  } catch (error) {
    const { code, message } = toAppError(error, ctx.log)
    return { code, detail: message }
  }
}
