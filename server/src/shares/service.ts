import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newToken } from '../auth/tokens.ts'
import type { Activity, ShareLink, ShareScope } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { getProjectIn, type ProjectWithRoom } from '../readiness/service.ts'

/** What somebody wants a new link to be. */
export type NewShareLink = { label: string; scope: ShareScope; validDays: number; passcode: string | undefined }

/** Links with who made them and how often they were used. */
export type ShareLinkList = {
  links: ShareLink[]
  names: ReadonlyMap<string, string>
  uses: ReadonlyMap<string, { opened: number; last: Date | null }>
}

const dayMs = 24 * 60 * 60 * 1000

/** The links to a checklist, newest first. Throws `not_found`, and `forbidden` for those who may not make any. */
export const listShareLinks = (ctx: SignedInCtx, projectId: string): Promise<ShareLinkList> =>
  withShared(ctx, projectId, async (tx, { organizationId }) =>
    withUses(tx, await tx.shareLink.findMany({ where: { organizationId, projectId }, orderBy: { id: 'desc' }, take: 200 })),
  )

async function withUses(tx: Tx, links: ShareLink[]): Promise<ShareLinkList> {
  const uses = await tx.activity.groupBy({
    by: ['entityId'],
    where: { entityId: { in: links.map(({ id }) => id) }, action: 'share_link.opened' },
    _count: true,
    _max: { createdAt: true },
  })
  return {
    links,
    names: await namesOf(
      tx,
      links.map(({ createdById }) => createdById),
    ),
    uses: new Map(uses.map(({ entityId, _count, _max }) => [entityId, { opened: _count, last: _max.createdAt }])),
  }
}

/** Makes a link. The secret in its address is answered once: only its hash is kept. Throws `conflict` for an archived checklist. */
export async function createShareLink(
  ctx: SignedInCtx,
  projectId: string,
  { label, scope, validDays, passcode }: NewShareLink,
): Promise<ShareLinkList & { token: string }> {
  const { token, tokenHash } = newToken()
  const passcodeHash = passcode === undefined ? null : await hashPassword(passcode)
  return withShared(ctx, projectId, async (tx, project) => {
    if (project.archivedAt !== null) throw new AppError('conflict', 'This checklist is archived. Bring it back to share it.')
    const { organizationId, customerId } = project
    const link = await tx.shareLink.create({
      data: {
        id: newId(),
        organizationId,
        customerId,
        projectId,
        label,
        scope,
        tokenHash,
        passcodeHash,
        expiresAt: new Date(Date.now() + validDays * dayMs),
        createdById: ctx.signedIn.person.id,
      },
    })
    await record(tx, byRequester(ctx), {
      ...about(link, 'share_link.created'),
      after: { label, scope, project_name: project.name, expires_at: link.expiresAt.toISOString(), has_passcode: passcodeHash !== null },
    })
    return { ...(await withUses(tx, [link])), token }
  })
}

/** Takes a link back: whoever has it sees nothing from now on. */
export const revokeShareLink = (ctx: SignedInCtx, projectId: string, linkId: string): Promise<void> =>
  withShared(ctx, projectId, async (tx) => {
    const link = await getLink(tx, projectId, linkId)
    if (link.revokedAt !== null) return
    await tx.shareLink.update({ where: { id: linkId }, data: { revokedAt: new Date() } })
    await record(tx, byRequester(ctx), { ...about(link, 'share_link.revoked'), after: { label: link.label } })
  })

/** When and from where a link was used or tried, newest first, older than `after`; one more than `limit` if there is more. */
export const listAccesses = (
  ctx: SignedInCtx,
  projectId: string,
  linkId: string,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<Activity[]> =>
  withShared(ctx, projectId, async (tx) => {
    await getLink(tx, projectId, linkId)
    return tx.activity.findMany({
      where: { entityId: linkId, action: { in: ['share_link.opened', 'share_link.refused'] }, ...(after && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
  })

async function getLink(tx: Tx, projectId: string, id: string): Promise<ShareLink> {
  const link = await tx.shareLink.findFirst({ where: { id, projectId } })
  if (!link) throw new AppError('not_found')
  return link
}

const about = ({ id, customerId }: ShareLink, action: 'share_link.created' | 'share_link.revoked') => ({
  action,
  entity: { type: 'share_link' as const, id },
  customerId,
})

/** Does something with the links of a checklist, for those who may make some. */
function withShared<T>(ctx: SignedInCtx, projectId: string, work: (tx: Tx, project: ProjectWithRoom) => Promise<T>): Promise<T> {
  const signedIn = authorize(ctx, 'readiness.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const project = await getProjectIn(tx, projectId)
    authorize(ctx, 'link.create', project.customerId)
    return work(tx, project)
  })
}
