/** A barrier is a few dozen bytes; anything longer is none. */
const maxBarrierLength = 100

/** What a client sends to learn when everything it sent before is committed to Postgres (PRODUCT section 6). */
export type Barrier = { type: 'barrier'; n: number }

/** More client ids than this are not taken from one person at once. */
const mostClaims = 500

/**
 * What a client sends before it answers the server's sync question: Yjs client ids this person wrote under earlier, on a page that is closed. What is
 * brought under them is then theirs.
 */
export type Claim = { type: 'mine'; clients: number[] }

/** Reads a claim from what a client sent; null if it is none. */
export function parseClaim(payload: string): Claim | null {
  if (payload.length > mostClaims * 12) return null
  const message = parseJson(payload) as Partial<Claim> | null
  const isClaim = typeof message === 'object' && message?.type === 'mine' && Array.isArray(message.clients)
  return isClaim && message.clients?.every((client) => Number.isSafeInteger(client) && client >= 0) ? (message as Claim) : null
}

/** Reads a barrier from what a client sent; null if it is none. */
export function parseBarrier(payload: string): Barrier | null {
  if (payload.length > maxBarrierLength) return null
  const message = parseJson(payload) as Partial<Barrier> | null
  const isBarrier = typeof message === 'object' && message?.type === 'barrier' && Number.isSafeInteger(message.n) && (message.n ?? -1) >= 0
  return isBarrier ? (message as Barrier) : null
}

/**
 * What the server says to the members of a room, besides Yjs:
 * `saved` answers one connection's barrier; `stored` tells all that a revision was written; `saving_failed`, told each time that one fails, and
 * `saving_recovered` tell whether snapshots currently reach the database (edits are kept either way).
 */
export type ServerMessage =
  | { type: 'saved'; n: number }
  | { type: 'stored'; revision: number }
  | { type: 'saving_failed' }
  | { type: 'saving_recovered' }

/** Reads a server message; null if it is none that this client knows. */
export function parseServerMessage(payload: string): ServerMessage | null {
  const message = parseJson(payload) as ServerMessage | null
  return typeof message === 'object' && typeof message?.type === 'string' ? message : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Why the server closed a socket, and what the client must do next. */
export const closeCodes = {
  /** Rights changed: reconnect, be judged again. */
  reset: 4205,
  /** The login session ended: go to the sign-in page. */
  signedOut: 4401,
  /** The last message was refused: what it changed may not be written by this person. Reload the room. */
  refused: 4403,
  /** That was no message of the protocol. */
  malformed: 4400,
  /** Nobody signed in in time, or nothing was heard for too long: reconnect. */
  timeout: 4408,
  /** More messages, sockets or rooms than one may have: reconnect later, with fewer. */
  tooMany: 4429,
  /** The server is going down for a moment: reconnect. */
  restarting: 1012,
  /** The message was too large: do not send it again. */
  tooLarge: 1009,
} as const

/** Why a join was refused, as the reason of the authentication reply. `full`: as many sockets as may be are in the room; try again when one has left. */
export const joinRefusals = ['signed_out', 'ticket', 'outdated', 'not_found', 'full', 'unavailable'] as const
export type JoinRefusal = (typeof joinRefusals)[number]
