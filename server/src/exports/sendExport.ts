import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { z } from 'zod'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { notify } from '../notifications/notify.ts'
import { findExport, subjectOf } from './service.ts'

type Sending = { exportId: string; id?: string | undefined; userIds: readonly string[] }

/**
 * Sends people the link to an export. It opens for nobody who is not signed in and may not export that customer's documents by themselves.
 * Each sending is told and on record, also to whom it was sent before; sent again under the same id, because the answer was lost, only for those whom
 * it did not reach.
 * @throws `conflict` while it is not done; `invalid_input` if one of them may not see it: then nothing is sent
 */
export async function sendExport(ctx: SignedInCtx, { exportId, id = newId(), userIds }: Sending): Promise<void> {
  const signedIn = authorize(ctx, 'document.export')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const job = await findExport(ctx, tx, exportId)
    if (job.status !== 'done' || job.fileName === null) throw new AppError('conflict', 'The file is not ready yet. Send it when it is.')
    const { customerId, fileName } = job
    if ((await countWithSight(tx, customerId, userIds)) < new Set(userIds).size)
      throw new AppError('invalid_input', 'One of these people does not work with this customer. Invite them first.')
    const { companyName } = await tx.customer.findFirstOrThrow({ where: { id: customerId }, select: { companyName: true } })
    const entity = subjectOf(job)
    const told = await sentBefore(tx, id, () => toldBefore(tx, signedIn, entity.id, id))
    const fresh = [...new Set(userIds)].filter((userId) => !told?.has(userId))
    if (fresh.length === 0) return
    const after = { name: fileName, user_ids: fresh, sending_id: id }
    await record(tx, byRequester(ctx), { action: 'export.sent', entity, customerId, after })
    await notify(
      tx,
      ctx.config,
      byRequester(ctx),
      {
        kind: 'export_sent',
        occasion: `export_sent ${exportId} ${id}`,
        entity: { type: 'export', id: exportId },
        customerId,
        facts: { file: fileName, customer: companyName },
      },
      fresh,
    )
  })
  ctx.mailer.nudge()
}

/** Whom this sending was told already. */
async function toldBefore(tx: Tx, { actor, person }: SignedIn, entityId: string, id: string): Promise<Set<string>> {
  const sent = await tx.activity.findMany({
    where: {
      organizationId: actor.organizationId,
      entityId,
      action: 'export.sent',
      actorId: person.id,
      after: { path: ['sending_id'], equals: id },
    },
    select: { after: true },
  })
  return new Set(sent.flatMap(({ after }) => Sent.parse(after).user_ids))
}

/** What the log keeps of a sending. */
const Sent = z.object({ user_ids: z.array(z.string()) })

async function countWithSight(tx: Tx, customerId: string, userIds: readonly string[]): Promise<number> {
  const wanted = [...userIds]
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
      from (select user_id from organization_member where deactivated_at is null
            union
            select user_id from customer_member where deactivated_at is null and customer_id = ${customerId}::uuid) m
     where m.user_id = any(${wanted}::uuid[])`
  return row?.count ?? 0
}
