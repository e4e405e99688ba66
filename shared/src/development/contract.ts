import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What a server tells about itself before anybody signed in. */
export const ServerInfo = z.object({
  demo_accounts: z.array(
    z.object({ email: z.string(), name: z.string(), place: z.string(), role: z.string(), note: z.string().nullable() }),
  ),
  demo_password: z.string().nullable(),
  has_development_outbox: z.boolean(),
})

export const OutboxMail = z.object({ id: z.uuid(), to: z.string(), subject: z.string(), text: z.string(), created_at: z.iso.datetime() })

export const developmentContract = {
  info: oc.route({ method: 'GET', path: '/server-info', summary: 'What the sign-in page shows', tags: ['development'] }).output(ServerInfo),
  outbox: oc
    .route({
      method: 'GET',
      path: '/development/outbox',
      summary: 'Mail this server would have sent; only without SMTP, on a loopback address',
      tags: ['development'],
    })
    .output(z.object({ data: z.array(OutboxMail) })),
}
