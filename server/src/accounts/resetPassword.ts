import { AppError } from '@certloom/shared/errors'
import { record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newToken, sha256 } from '../auth/tokens.ts'
import type { Ctx, Person } from '../context.ts'
import {
  type Account,
  applyPasswordReset,
  clearFailures,
  createPasswordReset,
  findAccount,
  findLock,
  listMemberships,
  noteFailure,
} from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
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
    const isTooOften = await countRequest(ctx, email)
    const account = await findAccount(ctx.db, email)
    if (account && !isTooOften) await mailToAccount(ctx, account)
  })

/** Whether the address had its mails for this hour. What is asked for meanwhile is not counted: else an hour could be drawn out for ever. */
async function countRequest(ctx: Ctx, email: string): Promise<boolean> {
  const key = sha256(`password reset ${email}`)
  if (await findLock(ctx.db, key)) return true
  return (await noteFailure(ctx.db, key, mailsAnHour + 1, validMs / 1000)) !== null
}

async function mailToAccount(ctx: Ctx, account: Account): Promise<void> {
  const person = personOf(account)
  await recordEverywhere(ctx, person, 'person.password_reset_requested')
  await ctx.db.$transaction((tx) => queueResetLink(tx, ctx, person))
  ctx.mailer.nudge()
}

/** Queues a mail with a reset link, before the transaction is a tenant's. The caller puts it on record, and nudges the mailer after the commit. */
export async function queueResetLink(tx: Tx, { config }: Pick<Ctx, 'config'>, to: Pick<Person, 'id' | 'name' | 'email'>): Promise<void> {
  const { token, tokenHash } = newToken()
  await createPasswordReset(tx, tokenHash, to.id, new Date(Date.now() + validMs))
  await queuePersonalMail(tx, passwordResetMail(config, { to: to.email, name: to.name, token }))
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
