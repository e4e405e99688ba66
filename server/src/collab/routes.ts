import { parseRoomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { AppError } from '@certloom/shared/errors'
import { issueTicket } from '../auth/collabTicket.ts'
import { derivedKey } from '../config.ts'
import type { Ctx, Present } from '../context.ts'
import { open, protectedByGuestLink, protectedBySession } from '../http/procedures.ts'
import { ticketKeyPurpose } from './server.ts'

/** The schema version of a ticket for programs that only read. */
const readingOnly = 0

type TicketRequest = { rooms: string[]; schema_version?: number | undefined }

export const collabRoutes = {
  schemaVersion: open.collab.schemaVersion.handler(() => ({ schema_version: schemaVersion })),

  ticket: protectedBySession.collab.ticket.handler(({ input, context }) => ticketFor(context, context.signedIn, input)),
  guestTicket: protectedByGuestLink.collab.guestTicket.handler(({ input, context }) => ticketFor(context, context.guest, input)),
}

function ticketFor(
  ctx: Ctx,
  { actor, person, sessionId }: Omit<Present, 'endsAt'>,
  { rooms, schema_version: spoken = readingOnly }: TicketRequest,
) {
  if (spoken !== schemaVersion && spoken !== readingOnly) {
    throw new AppError('conflict', 'This page is older or newer than the server. Reload it.', { schema_version: schemaVersion })
  }
  if (!rooms.every((room) => parseRoomName(room)))
    throw new AppError('invalid_input', 'A room name comes from the answer that describes the document.')
  const holder = { sessionId, organizationId: actor.organizationId }
  const { ticket, expiresAt } = issueTicket(derivedKey(ctx.config, ticketKeyPurpose), holder, rooms, spoken)
  return {
    ticket,
    url: `${ctx.origin.replace(/^http/, 'ws')}/collab`,
    expires_at: expiresAt.toISOString(),
    user_id: person.id,
    organization_id: actor.organizationId,
  }
}
