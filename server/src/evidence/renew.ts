import { AppError } from '@certloom/shared/errors'
import { validityOn } from '@certloom/shared/evidence/validity'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { dayOf, today } from '../db/days.ts'
import type { Evidence, EvidenceLink } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { moveTask } from '../tasks/moveTask.ts'
import { link, linkBeside, unlink } from './links.ts'

/** From here to the end of the transaction nobody else links, changes or replaces this evidence. */
const hold = (tx: Tx, id: string): Promise<unknown> => tx.$queryRaw`select id from evidence where id = ${id}::uuid for update`

/** Holds the evidence that is to be renewed. Throws `not_found` for what this customer does not have, or has replaced already. */
export async function requireRenewable(tx: Tx, customerId: string, id: string): Promise<void> {
  await hold(tx, id)
  if ((await tx.evidence.count({ where: { id, customerId, archivedAt: null } })) === 0)
    throw new AppError('not_found', 'There is no such evidence of this customer to renew.')
}

const openStatuses = ['pending', 'in_progress', 'blocked'] as const

/** The tasks somebody was given to renew this evidence, as far as they are open. */
export const renewalTasksOf = (tx: Tx, evidenceId: string) =>
  tx.task.findMany({ where: { renewsEvidenceId: evidenceId, status: { in: [...openStatuses] }, archivedAt: null } })

/** Links new evidence to the tasks that asked for it: accepted, it completes them. */
export async function linkToRenewalTasks(tx: Tx, ctx: SignedInCtx, evidence: Evidence): Promise<void> {
  if (evidence.replacesId === null) return
  for (const { id } of await renewalTasksOf(tx, evidence.replacesId)) await link(tx, ctx, evidence, { task_id: id })
}

/**
 * Puts evidence in the place of what it renews, everywhere that is linked; the old one is archived and stays in its history, and the tasks to renew it
 * are linked. Does nothing if it renews nothing, or that gave way already.
 * @returns the links it took over
 * @throws `conflict` while one of the sections is locked
 */
export async function takeOver(tx: Tx, ctx: SignedInCtx, fresh: Evidence): Promise<EvidenceLink[]> {
  if (fresh.replacesId === null) return []
  await hold(tx, fresh.replacesId)
  const old = await tx.evidence.findFirst({
    where: { id: fresh.replacesId, archivedAt: null },
    include: { links: { orderBy: { id: 'asc' } } },
  })
  if (!old) return []
  const { organizationId, id, customerId, title, links } = old
  await linkToRenewalTasks(tx, ctx, fresh)
  for (const one of links) await linkBeside(tx, ctx, fresh, one)
  await unlink(tx, ctx, old, links)
  await tx.evidence.update({ where: { organizationId_id: { organizationId, id } }, data: { archivedAt: new Date() }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'evidence.replaced',
    entity: { type: 'evidence', id },
    customerId,
    after: { title, replaced_by: fresh.id, replaced_by_title: fresh.title },
  })
  return links
}

/** Ends the tasks to renew evidence that holds again because its dates were mended. */
export async function settleRenewal(tx: Tx, { id, validUntil }: Pick<Evidence, 'id' | 'validUntil'>, userId: string): Promise<void> {
  const validity = validityOn(dayOf(validUntil), today())
  if (validity === 'expiring' || validity === 'expired') return
  for (const task of await renewalTasksOf(tx, id)) await moveTask(tx, task, 'completed', userId)
}
