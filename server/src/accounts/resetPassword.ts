import { AppError } from '@certloom/shared/errors'
import { record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newToken, sha256 } from '../auth/tokens.ts'
import type { Ctx, Person } from '../context.ts'
import { applyPasswordReset, clearFailures, countOpenResets, createPasswordReset, findAccount, listMemberships } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenants } from '../db/tenant.ts'
import { passwordResetMail } from '../mail/compose.ts'
import { queuePersonalMail } from '../mail/queue.ts'
import { actorsOf, customerIdOf } from './present.ts'
import { throttleKey } from './provePassword.ts'
import { aboutPerson, byPerson, personOf } from './session.ts'
import { inUniformTime } from './uniformTime.ts'

const validMs = 60 * 60 * 1000
/**
 * More links than this are not mailed to one address within an hour: asking must not fill somebody's inbox. A link counts as long as it works, so that
 * whoever is mailed none, because somebody else keeps asking, has one. One that was used counts for its hour all the same.
 */
const linksAnHour = 5

/** Mails a reset link to the address if it has an account. Nothing, the time included, tells whether it has. */
export const requestPasswordReset = (ctx: Ctx, email: string): Promise<void> =>
  inUniformTime(async () => {
    const account = await findAccount(ctx.db, email)
    if (account) await mailTo(ctx, personOf(account))
  })

/** Mails a link and puts that on record, all or none, unless the person had their links for this hour. */
async function mailTo(ctx: Ctx, person: Person): Promise<void> {
  await withTenants(
    ctx.db,
    async (tx) => {
      if ((await countOpenResets(tx, person.id)) >= linksAnHour) return []
      await queueResetLink(tx, ctx, person)
      return actorsOf(await listMemberships(tx, person.id), person.id)
    },
    (tx, actor) =>
      record(
        tx,
        byPerson(ctx, person, actor.organizationId),
        aboutPerson('person.password_reset_requested', person.id, customerIdOf(actor)),
      ),
  )
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
