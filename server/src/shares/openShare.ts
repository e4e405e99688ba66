import { AppError } from '@certloom/shared/errors'
import { inUniformTime } from '../accounts/uniformTime.ts'
import { record } from '../audit/record.ts'
import { verifyPassword } from '../auth/passwords.ts'
import { sha256 } from '../auth/tokens.ts'
import type { Ctx } from '../context.ts'
import { clearFailures, findLock, findShareLink, noteFailure, type OpenShareLink } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type AnswerList, answersIn } from '../readiness/answers.ts'
import { getProjectIn, getScoreIn, type ShownProject, type TitledScore } from '../readiness/service.ts'

const failuresAllowed = 10
const lockSeconds = 15 * 60

/** A checklist as a link shows it; `answers` is null where it shows the score alone. */
export type Shared = {
  link: OpenShareLink
  organizationName: string
  project: ShownProject
  score: TitledScore
  answers: AnswerList['answers'] | null
}

/**
 * What a link shows to somebody without an account, on record; null if it wants a passcode and none was given.
 * @throws `not_found` alike, and in like time, for links that are none, ended or taken back or lead to what is archived; `wrong_credentials` for a
 *   wrong passcode, `too_many_requests` after ten of them
 */
export function openShare(ctx: Ctx, token: string, passcode: string | undefined): Promise<Shared | null> {
  return inUniformTime(async () => {
    const link = await findShareLink(ctx.db, sha256(token))
    if (!link) throw new AppError('not_found')
    const tenant = { organizationId: link.organization_id, customerId: link.customer_id }
    await withTenant(ctx.db, tenant, (tx) => getSharedProject(tx, link))
    if (link.passcode_hash !== null) {
      if (passcode === undefined) return null
      await provePasscode(ctx, link, link.passcode_hash, passcode)
    }
    return withTenant(ctx.db, tenant, async (tx) => {
      const project = await getSharedProject(tx, link)
      await record(tx, byVisitor(ctx, link), about(link, 'share_link.opened'))
      const { name } = await tx.organization.findUniqueOrThrow({ where: { id: link.organization_id }, select: { name: true } })
      const score = await getScoreIn(tx, project)
      const key = { organizationId: link.organization_id, projectId: link.project_id }
      return { link, organizationName: name, project, score, answers: link.scope === 'audit' ? (await answersIn(tx, key)).answers : null }
    })
  })
}

async function getSharedProject(tx: Tx, link: OpenShareLink): Promise<ShownProject> {
  const project = await getProjectIn(tx, link.project_id)
  if (project.archivedAt !== null) throw new AppError('not_found')
  return project
}

async function provePasscode(ctx: Ctx, link: OpenShareLink, passcodeHash: string, passcode: string): Promise<void> {
  const key = sha256(`share link ${link.id}`)
  await refuseWhileLocked(ctx, key)
  if (await verifyPassword(passcodeHash, passcode)) {
    await refuseWhileLocked(ctx, key) // guesses sent all at once must not outrun the lock
    return clearFailures(ctx.db, key)
  }
  await noteFailure(ctx.db, key, failuresAllowed, lockSeconds)
  await withTenant(ctx.db, { organizationId: link.organization_id, customerId: link.customer_id }, (tx) =>
    record(tx, byVisitor(ctx, link), about(link, 'share_link.refused')),
  )
  throw new AppError('wrong_credentials', 'This is not the passcode of this link.')
}

async function refuseWhileLocked(ctx: Ctx, key: string): Promise<void> {
  const until = await findLock(ctx.db, key)
  if (!until) return
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))
  ctx.setHeader('retry-after', String(seconds))
  throw new AppError('too_many_requests', 'Too many wrong passcodes for this link.', { retry_after_seconds: seconds })
}

const byVisitor = ({ address, userAgent, requestId }: Ctx, { organization_id }: OpenShareLink) => ({
  organizationId: organization_id,
  person: null,
  address,
  userAgent,
  requestId,
})

const about = ({ id, customer_id, label }: OpenShareLink, action: 'share_link.opened' | 'share_link.refused') => ({
  action,
  entity: { type: 'share_link' as const, id },
  customerId: customer_id,
  after: { label },
})
