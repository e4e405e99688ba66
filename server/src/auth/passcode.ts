import { AppError } from '@certloom/shared/errors'
import type { Ctx } from '../context.ts'
import { clearFailures, findLock, noteFailure } from '../db/identity.ts'
import { verifyPassword } from './passwords.ts'
import { sha256 } from './tokens.ts'

const failuresAllowed = 10
const lockSeconds = 15 * 60

/**
 * Lets only those on who know the passcode of a link.
 * @param link what is locked after too many wrong ones, however many links somebody tries at once
 * @param refused puts a wrong one on record
 * @throws `wrong_credentials`; `too_many_requests` after ten wrong ones, for everybody, for a quarter of an hour
 */
export async function provePasscode(
  ctx: Ctx,
  { link, passcodeHash, passcode, refused }: { link: string; passcodeHash: string; passcode: string; refused: () => Promise<void> },
): Promise<void> {
  const key = sha256(link)
  await refuseWhileLocked(ctx, key)
  if (await verifyPassword(passcodeHash, passcode)) {
    await refuseWhileLocked(ctx, key) // guesses sent all at once must not outrun the lock
    return clearFailures(ctx.db, key)
  }
  await noteFailure(ctx.db, key, failuresAllowed, lockSeconds)
  await refused()
  throw new AppError('wrong_credentials', 'This is not the passcode of this link.')
}

async function refuseWhileLocked(ctx: Ctx, key: string): Promise<void> {
  const until = await findLock(ctx.db, key)
  if (!until) return
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  ctx.setHeader('retry-after', String(seconds))
  throw new AppError('too_many_requests', 'Too many wrong passcodes for this link.', { retry_after_seconds: seconds })
}
