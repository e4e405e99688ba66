import { type NotificationKind, notificationKinds } from '@certloom/shared/notifications/kinds'
import { signedInOf, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Notification } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

export type Preference = { kind: NotificationKind; inbox: boolean; mail: boolean }

/** More than anybody reads; the count stops here. */
const countUpTo = 100

/** Runs `work` on the reader's own inbox: nobody has a right to another's. */
function inOwnInbox<T>(ctx: Ctx, work: (tx: Tx, own: { organizationId: string; userId: string }) => Promise<T>): Promise<T> {
  const signedIn = signedInOf(ctx)
  const own = { organizationId: signedIn.actor.organizationId, userId: signedIn.person.id }
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => work(tx, own))
}

/** One's notifications, newest first, one more than `limit` if there are more. */
export const listNotifications = (
  ctx: Ctx,
  { unread, kinds, limit, before }: { unread: boolean; kinds: NotificationKind[] | undefined; limit: number; before: string | undefined },
): Promise<Notification[]> =>
  inOwnInbox(ctx, (tx, own) =>
    tx.notification.findMany({
      where: {
        ...own,
        ...(unread && { readAt: null }),
        ...(kinds && { kind: { in: kinds } }),
        ...(before !== undefined && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  )

/** How many of one's notifications are unread, at most 100. */
export const countUnread = (ctx: Ctx): Promise<number> =>
  inOwnInbox(ctx, (tx, own) => tx.notification.count({ where: { ...own, readAt: null }, take: countUpTo }))

/** Marks some of one's notifications as read, or all of them. */
export const markRead = (ctx: Ctx, ids: readonly string[] | undefined): Promise<void> =>
  inOwnInbox(ctx, async (tx, own) => {
    await tx.notification.updateMany({
      where: { ...own, readAt: null, ...(ids && { id: { in: [...ids] } }) },
      data: { readAt: new Date() },
    })
  })

/** What one wants to hear of, and where: every kind, as chosen or as it is by itself. */
export const listPreferences = (ctx: Ctx): Promise<Preference[]> =>
  inOwnInbox(ctx, async (tx, own) => {
    const chosen = new Map((await tx.notificationPreference.findMany({ where: own })).map((row) => [row.kind, row]))
    return (Object.keys(notificationKinds) as NotificationKind[]).map((kind) => {
      const { inbox = true, mail = notificationKinds[kind].mail } = chosen.get(kind) ?? {}
      return { kind, inbox, mail }
    })
  })

/** Chooses where to hear of a kind of thing. */
export const setPreference = (ctx: Ctx, { kind, inbox, mail }: Preference): Promise<void> =>
  inOwnInbox(ctx, async (tx, own) => {
    await tx.notificationPreference.upsert({
      where: { organizationId_userId_kind: { ...own, kind } },
      create: { ...own, kind, inbox, mail },
      update: { inbox, mail },
    })
  })
