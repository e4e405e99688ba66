import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentNotification } from './present.ts'
import { countUnread, listNotifications, listPreferences, markRead, setPreference } from './service.ts'

const Cursor = z.tuple([z.uuid()])

export const notificationRoutes = {
  list: protectedBySession.notifications.list.handler(async ({ context, input: { state, kind, limit, cursor } }) => {
    const [before] = readKeyset(cursor, Cursor) ?? []
    return toPage(
      await listNotifications(context, { unread: state === 'unread', kinds: kind, limit, before }),
      limit,
      (row) => keyset(row.id),
      presentNotification,
    )
  }),
  countUnread: protectedBySession.notifications.countUnread.handler(async ({ context }) => ({ count: await countUnread(context) })),
  read: protectedBySession.notifications.read.handler(({ context, input }) => markRead(context, input.ids)),
  preferences: protectedBySession.notifications.preferences.handler(async ({ context }) => ({ data: await listPreferences(context) })),
  setPreference: protectedBySession.notifications.setPreference.handler(async ({ context, input }) => {
    await setPreference(context, input)
    return input
  }),
}
