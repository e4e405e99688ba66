import { newId } from '@certloom/shared/ids'
import {
  type NotificationEntity,
  type NotificationFacts,
  type NotificationKind,
  notificationKinds,
  notificationPath,
  notificationSentence,
} from '@certloom/shared/notifications/kinds'
import type { RecordedBy } from '../audit/record.ts'
import type { Config } from '../config.ts'
import type { Tx } from '../db/prisma.ts'
import { notificationMail } from '../mail/compose.ts'
import { queueTenantMail } from '../mail/queue.ts'

export type Notice = {
  kind: NotificationKind
  /** names the occasion, e.g. by the row that tells of it: nobody is told of one twice */
  occasion: string
  entity: { type: NotificationEntity; id: string }
  customerId: string | null
  facts: NotificationFacts
}

/** Somebody who may be told. A customer's people are let in only while its portal is open and it is not archived. */
type Recipient = { id: string; email: string; isLetIn: boolean; inbox: boolean | null; mail: boolean | null }

/**
 * Puts a notice into people's inboxes and, where they want it, in the mail queue, in the transaction of what it tells of. Who did it is not told,
 * nor is anybody who may not see the customer it is about. Those who cannot sign in now get no mail: it waits in their inbox. Call
 * `ctx.mailer.nudge()` after the commit.
 */
export async function notify(
  tx: Tx,
  config: Pick<Config, 'publicUrl' | 'port'>,
  by: RecordedBy,
  notice: Notice,
  userIds: readonly string[],
): Promise<void> {
  const { kind, entity, facts } = notice
  const sentence = `${by.person?.name ?? 'Certloom'} ${notificationSentence(kind, facts)}`
  for (const { email, isLetIn, mail } of await notifyInbox(tx, by, notice, userIds)) {
    if (isLetIn && (mail ?? notificationKinds[kind].mail))
      await queueTenantMail(tx, by.organizationId, notificationMail(config, { to: email, sentence, path: notificationPath(entity) }))
  }
}

/** The same in the inbox alone. Answers those who did not know of it. */
export async function notifyInbox(tx: Tx, by: RecordedBy, notice: Notice, userIds: readonly string[]): Promise<Recipient[]> {
  const recipients = await findRecipients(tx, by, notice, userIds)
  const { kind, occasion, entity, customerId, facts } = notice
  const inInbox = recipients.filter(({ inbox }) => inbox ?? true)
  const told = await tx.notification.createManyAndReturn({
    data: inInbox.map(({ id: userId }) => ({
      id: newId(),
      organizationId: by.organizationId,
      customerId,
      userId,
      kind,
      occasion,
      entityType: entity.type,
      entityId: entity.id,
      actorId: by.person?.id ?? null,
      actorName: by.person?.name ?? 'Certloom',
      facts,
    })),
    skipDuplicates: true,
    select: { userId: true },
  })
  const isNews = new Set(told.map(({ userId }) => userId))
  return inInbox.filter(({ id }) => isNews.has(id))
}

/** Those of them who may see it, with what they want. */
function findRecipients(tx: Tx, by: RecordedBy, { kind, customerId }: Notice, userIds: readonly string[]): Promise<Recipient[]> {
  const others = userIds.filter((id) => id !== by.person?.id)
  return tx.$queryRaw<Recipient[]>`
    select u.id, u.email, bool_or(m.is_let_in) as "isLetIn", p.inbox, p.mail
      from (select user_id, true as is_let_in
              from organization_member where organization_id = ${by.organizationId}::uuid and deactivated_at is null
            union all
            select cm.user_id, c.portal_enabled and c.archived_at is null
              from customer_member cm
              join customer c on c.organization_id = cm.organization_id and c.id = cm.customer_id
             where cm.organization_id = ${by.organizationId}::uuid and cm.deactivated_at is null and cm.customer_id = ${customerId}::uuid) m
      join "user" u on u.id = m.user_id
      left join notification_preference p on p.organization_id = ${by.organizationId}::uuid and p.user_id = u.id and p.kind = ${kind}
     where u.id = any(${others}::uuid[])
     group by u.id, u.email, p.inbox, p.mail`
}
