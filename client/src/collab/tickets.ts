import type { JoinRefusal } from '@certloom/shared/collab/messages'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { ORPCError } from '@orpc/client'
import { api } from '../api/client.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { pauseBefore, sleep } from './backoff.ts'

/** Why there is no ticket; `other_person`: there would be one, but for somebody else, or another organization, than this page was opened for. */
export type TicketRefusal = JoinRefusal | 'other_person'

type Request = { room: string; resolve: (ticket: string) => void }

/** Which try it was, from 0, and whether the next may follow soon. */
type Try = { attempt: number; isSoon: boolean }

export type TicketDesk = {
  /** A ticket for one room. Stays pending if it is refused or no longer wanted: who asks then hears of it through `onRefused`. */
  request: (room: string) => Promise<string>
  /** Nobody waits any more: the socket the tickets were for is gone. */
  forget: () => void
}

/** As many rooms as one ticket may name (collab contract). */
const roomsPerTicket = 20

/** A connection that died without a word would be waited on for ever: the next try takes another one. In milliseconds. */
const patience = 5_000

/** As many as a browser holds to one server: they may all have died together, and the next is tried soon. A server that is only slow is spared after them. */
const mostConnections = 6

function refusalOf(error: unknown): TicketRefusal {
  if (!(error instanceof ORPCError)) return 'unavailable'
  if (error.status === 401) return 'signed_out'
  if (error.code === 'other_person') return 'other_person'
  if (error.code === 'conflict') return 'outdated' // it names the schema version the server speaks
  return error.status === 400 || error.status === 403 || error.status === 404 ? 'not_found' : 'unavailable'
}

async function askServer(rooms: string[], signal: AbortSignal): Promise<string> {
  const ask = isGuestPage() ? api.collab.guestTicket : api.collab.ticket
  const answer = await ask({ rooms, schema_version: schemaVersion }, { signal })
  return answer.ticket
}

/**
 * Gets tickets: one for all rooms that ask in the same tick, and again with growing pauses while the server cannot be reached.
 * @param onRefused told when the server says that these rooms cannot be joined
 */
export function createTicketDesk(onRefused: (refusal: TicketRefusal, rooms: string[]) => void): TicketDesk {
  const wanted = new Map<string, Request>()
  let collecting: Request[] = []

  // A room asks anew after every reconnect. Answering its older question too would sign in twice, which the server takes for an attack.
  const isWanted = (request: Request): boolean => wanted.get(request.room) === request

  async function serve(requests: Request[], attempt: number): Promise<void> {
    const open = requests.filter(isWanted)
    if (open.length === 0) return
    const silence = AbortSignal.timeout(patience)
    try {
      const ticket = await askServer(
        open.map((request) => request.room),
        silence,
      )
      for (const request of open.filter(isWanted)) {
        wanted.delete(request.room)
        request.resolve(ticket)
      }
    } catch (error) {
      await handleRefusal(refusalOf(error), open.filter(isWanted), { attempt, isSoon: silence.aborted && attempt < mostConnections })
    }
  }

  async function handleRefusal(refusal: TicketRefusal, open: Request[], { attempt, isSoon }: Try): Promise<void> {
    if (refusal === 'unavailable') {
      await sleep(pauseBefore(isSoon ? 0 : attempt))
      return serve(open, attempt + 1)
    }
    if (refusal === 'not_found' && open.length > 1) {
      await Promise.all(open.map((request) => serve([request], 0))) // one room that is gone must not shut the others
      return
    }
    for (const request of open) wanted.delete(request.room)
    onRefused(
      refusal,
      open.map((request) => request.room),
    )
  }

  function serveCollected(): void {
    const batch = collecting
    collecting = []
    for (let from = 0; from < batch.length; from += roomsPerTicket) void serve(batch.slice(from, from + roomsPerTicket), 0)
  }

  return {
    request: (room) =>
      new Promise((resolve) => {
        const request = { room, resolve }
        wanted.set(room, request)
        collecting.push(request)
        if (collecting.length === 1) setTimeout(serveCollected)
      }),
    forget: () => wanted.clear(),
  }
}
