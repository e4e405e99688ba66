import type { JoinRefusal } from '@certloom/shared/collab/messages'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { ORPCError } from '@orpc/client'
import { api } from '../api/client.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { pauseBefore, sleep } from './backoff.ts'

/** Why there is no ticket; `other_person`: there would be one, but for somebody else, or another organization, than this page was opened for. */
export type TicketRefusal = JoinRefusal | 'other_person'

/** `isAhead`: nobody waits for it yet, so that it is tried once, and null if there is none. */
type Request = { room: string; isAhead: boolean; resolve: (ticket: string | null) => void }

/** Which try it was, from 0, and whether the next may follow soon. */
type Try = { attempt: number; isSoon: boolean }

export type TicketDesk = {
  /** Asks before there is a socket to join over: the next `request` of that room gets this ticket. */
  askAhead: (room: string) => void
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
  const ahead = new Map<string, Promise<string | null>>()
  let collecting: Request[] = []

  // A room asks anew after every reconnect. Answering its older question too would sign in twice, which the server takes for an attack.
  const isWanted = (request: Request): boolean => wanted.get(request.room) === request

  function give(request: Request, ticket: string | null): void {
    wanted.delete(request.room)
    request.resolve(ticket)
  }

  async function serve(requests: Request[], attempt: number): Promise<void> {
    const open = requests.filter(isWanted)
    if (open.length === 0) return
    const silence = AbortSignal.timeout(patience)
    try {
      const ticket = await askServer(
        open.map((request) => request.room),
        silence,
      )
      for (const request of open.filter(isWanted)) give(request, ticket)
    } catch (error) {
      await handleRefusal(refusalOf(error), open.filter(isWanted), { attempt, isSoon: silence.aborted && attempt < mostConnections })
    }
  }

  async function handleRefusal(refusal: TicketRefusal, refused: Request[], { attempt, isSoon }: Try): Promise<void> {
    for (const early of refused.filter(({ isAhead }) => isAhead)) give(early, null)
    const open = refused.filter(({ isAhead }) => !isAhead)
    if (open.length === 0) return
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

  const ask = (room: string, isAhead: boolean): Promise<string | null> =>
    new Promise((resolve) => {
      const request = { room, isAhead, resolve }
      wanted.set(room, request)
      collecting.push(request)
      if (collecting.length > 1) return
      if (isAhead)
        queueMicrotask(serveCollected) // a page is about to be drawn: no timer is heard before that is done
      else setTimeout(serveCollected)
    })

  return {
    askAhead: (room) => void ahead.set(room, ask(room, true)),
    async request(room) {
      const asked = ahead.get(room)
      ahead.delete(room)
      return (await asked) ?? ((await ask(room, false)) as string)
    },
    forget() {
      wanted.clear()
      ahead.clear()
    },
  }
}
