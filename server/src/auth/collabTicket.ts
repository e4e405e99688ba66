import { createHmac, timingSafeEqual } from 'node:crypto'
import { newId } from '@certloom/shared/ids'
import { z } from 'zod'

/** How long a ticket opens rooms, in milliseconds. */
const lifetime = 60_000

const Ticket = z.object({
  id: z.uuid(),
  session: z.string(),
  organization: z.uuid(),
  rooms: z.array(z.string()),
  schema: z.number().int(),
  expires: z.number().int(),
})

/** What a ticket says: which login session may join which rooms, speaking which schema version, until when (milliseconds since 1970). */
export type CollabTicket = z.infer<typeof Ticket>

/** Makes a ticket for these rooms. It is signed, not secret; whether its holder may enter a room is decided when they try. */
export function issueTicket(
  key: Buffer,
  holder: { sessionId: string; organizationId: string },
  rooms: string[],
  schema: number,
): { ticket: string; expiresAt: Date } {
  const expires = Date.now() + lifetime
  const body: CollabTicket = { id: newId(), session: holder.sessionId, organization: holder.organizationId, rooms, schema, expires }
  const payload = Buffer.from(JSON.stringify(body)).toString('base64url')
  return { ticket: `${payload}.${sign(key, payload)}`, expiresAt: new Date(expires) }
}

/** Reads a ticket; null if it was not made with this key or its time is over. */
export function readTicket(key: Buffer, ticket: string): CollabTicket | null {
  const [payload, signature, ...rest] = ticket.split('.')
  if (!payload || !signature || rest.length > 0) return null
  const expected = Buffer.from(sign(key, payload))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
  const parsed = Ticket.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  return parsed.success && parsed.data.expires > Date.now() ? parsed.data : null
}

const sign = (key: Buffer, payload: string): string => createHmac('sha256', key).update(payload).digest('base64url')
