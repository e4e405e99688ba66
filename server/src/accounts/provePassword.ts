import { AppError } from '@certloom/shared/errors'
import { verifyPassword, verifyWithoutAccount } from '../auth/passwords.ts'
import { sha256 } from '../auth/tokens.ts'
import type { Ctx } from '../context.ts'
import { type Account, clearFailures, findAccount, findLock, noteFailure } from '../db/identity.ts'
import { personOf, recordEverywhere } from './session.ts'
import { inUniformTime } from './uniformTime.ts'

/** After this many failures for one address nobody is let in with it for a while; whether there is such an account makes no difference. */
const failuresAllowed = 10
const lockSeconds = 15 * 60

/** The key an address is counted under. */
export const throttleKey = (email: string): string => sha256(email)

/**
 * The account this address and password belong to.
 * @throws `wrong_credentials` alike, and in like time, for an unknown address and a wrong password; `too_many_requests` while the address is locked
 */
export async function provePassword(ctx: Ctx, { email, password }: { email: string; password: string }): Promise<Account> {
  const key = throttleKey(email)
  await refuseWhileLocked(ctx, key)
  const account = await findAccount(ctx.db, email)
  const isProven = account ? await verifyPassword(account.password_hash, password) : await verifyWithoutAccount(password)
  if (account && isProven) {
    await refuseWhileLocked(ctx, key) // guesses sent all at once must not outrun the lock
    await clearFailures(ctx.db, key)
    return account
  }
  return inUniformTime(async () => {
    await noteFailure(ctx.db, key, failuresAllowed, lockSeconds)
    await tellFailure(ctx, account)
    throw new AppError('wrong_credentials')
  })
}

/** The organizations of an account learn that somebody tried it; an unknown address is nobody's, and may be a password typed into the wrong field. */
async function tellFailure(ctx: Ctx, account: Account | null): Promise<void> {
  if (account) await recordEverywhere(ctx, personOf(account), 'person.sign_in_failed')
  else ctx.log.info({ address: ctx.address, requestId: ctx.requestId }, 'a sign-in failed: there is no such account')
}

async function refuseWhileLocked(ctx: Ctx, key: string): Promise<void> {
  const until = await findLock(ctx.db, key)
  if (!until) return
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  ctx.setHeader('retry-after', String(seconds))
  throw new AppError('too_many_requests', `Too many failed sign-ins with this address. Try again in ${Math.ceil(seconds / 60)} minutes.`, {
    retry_after_seconds: seconds,
  })
}
