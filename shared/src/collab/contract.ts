import { oc } from '@orpc/contract'
import { z } from 'zod'

const TicketRequest = z.object({ rooms: z.array(z.string().max(80)).min(1).max(20), schema_version: z.number().int().optional() })

const Ticket = z.object({
  ticket: z.string(),
  url: z.string(),
  expires_at: z.iso.datetime(),
  /** whose login the ticket is bound to: a page somebody else left open must not go on as them */
  user_id: z.uuid(),
  organization_id: z.uuid(),
})

export const collabContract = {
  schemaVersion: oc
    .route({
      method: 'GET',
      path: '/collab/schema-version',
      summary: 'The version a client must speak to write live documents',
      tags: ['live documents'],
    })
    .output(z.object({ schema_version: z.number().int() })),
  ticket: oc
    .route({
      method: 'POST',
      path: '/collab/tickets',
      successStatus: 201,
      summary: 'A ticket to join rooms: 60 s, once per room, bound to this login',
      description: 'Without a schema version it is good for reading, over `/yjs` only.',
      tags: ['live documents'],
    })
    .input(TicketRequest)
    .output(Ticket),
  guestTicket: oc
    .route({ method: 'POST', path: '/guest/tickets', successStatus: 201, summary: 'The same for a guest', tags: ['guests'] })
    .input(TicketRequest)
    .output(Ticket),
}
