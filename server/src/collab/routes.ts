import { parseRoomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { AppError } from '@certloom/shared/errors'
import { issueTicket } from '../auth/collabTicket.ts'
import { derivedKey } from '../config.ts'
import { open, protectedBySession } from '../http/procedures.ts'
import { ticketKeyPurpose } from './server.ts'

/** The schema version of a ticket for programs that only read. */
const readingOnly = 0

export const collabRoutes = {
  schemaVersion: open.collab.schemaVersion.handler(() => ({ schema_version: schemaVersion })),

  ticket: protectedBySession.collab.ticket.handler(({ input, context }) => {
    const { schema_version: spoken = readingOnly } = input
    if (spoken !== schemaVersion && spoken !== readingOnly) {
      throw new AppError('conflict', 'This page is older or newer than the server. Reload it.', { schema_version: schemaVersion })
    }
    if (!input.rooms.every((room) => parseRoomName(room)))
      throw new AppError('invalid_input', 'A room name comes from the answer that describes the document.')
    const { actor, person, sessionId } = context.signedIn
    const holder = { sessionId, organizationId: actor.organizationId }
    const { ticket, expiresAt } = issueTicket(derivedKey(context.config, ticketKeyPurpose), holder, input.rooms, spoken)
    return {
      ticket,
      url: `${context.origin.replace(/^http/, 'ws')}/collab`,
      expires_at: expiresAt.toISOString(),
      user_id: person.id,
      organization_id: actor.organizationId,
    }
  }),
}
