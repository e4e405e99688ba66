import { AppError } from '@certloom/shared/errors'
import { record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newToken, sha256 } from '../auth/tokens.ts'
import type { Ctx } from '../context.ts'
import {
  type Account,
  applyPasswordReset,
  clearFailures,
  createPasswordReset,
  findAccount,
  listMemberships,
  noteFailure,
} from '../db/identity.ts'
import { withTenants } from '../db/tenant.ts'
import { passwordResetMail } from '../mail/compose.ts'
import { queuePersonalMail } from '../mail/queue.ts'
import { actorsOf, customerIdOf } from './present.ts'
import { throttleKey } from './provePassword.ts'
import { aboutPerson, byPerson, personOf, recordEverywhere } from './session.ts'
import { inUniformTime } from './uniformTime.ts'

const validMs = 60 * 60 * 1000
/** More mails than this to one address within an hour are not sent: asking must not fill somebody's inbox. */
const mailsAnHour = 5

/** Mails a reset link to the address if it has an account. Nothing, the time included, tells whether it has. */
export const requestPasswordReset = (ctx: Ctx, email: string): Promise<void> =>
  inUniformTime(async () => {
    const isTooOften = await noteFailure(ctx.db, sha256(`password reset ${email}`), mailsAnHour + 1, validMs / 1000)
    const account = await findAccount(ctx.db, email)
    if (account && !isTooOften) await mailResetLink(ctx, account)
  })

async function mailResetLink(ctx: Ctx, account: Account): Promise<void> {
  const { token, tokenHash } = newToken()
  await recordEverywhere(ctx, personOf(account), 'person.password_reset_requested')
  await ctx.db.$transaction(async (tx) => {
    await createPasswordReset(tx, tokenHash, account.user_id, new Date(Date.now() + validMs))
    await queuePersonalMail(tx, passwordResetMail(ctx.config, { to: account.email, name: account.name, token }))
  })
  ctx.mailer.nudge()
}

/**
 * Sets a new password by a mailed link and ends every session of its person, in one transaction with its record.
 * @throws `link_expired` if the link is unknown, used or too old
 */
export async function resetPassword(ctx: Ctx, given: { token: string; password: string }): Promise<void> {
  const passwordHash = await hashPassword(given.password)
  let userId = ''
  const emails = new Set<string>()
  await withTenants(
    ctx.db,
    async (tx) => {
      const person = await applyPasswordReset(tx, sha256(given.token), passwordHash)
      if (person === null) throw new AppError('link_expired')
      userId = person
      return actorsOf(await listMemberships(tx, person), person)
    },
    async (tx, actor) => {
      const person = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { id: true, name: true, email: true } })
      emails.add(person.email)
      await record(tx, byPerson(ctx, person, actor.organizationId), aboutPerson('person.password_changed', userId, customerIdOf(actor)))
    },
  )
  ctx.live.revoke({ userId }, 'signed_out')
  // Whoever can read the mails of an address is its owner: earlier failures to sign in with it are forgotten too.
  for (const email of emails) await clearFailures(ctx.db, throttleKey(email))
}
