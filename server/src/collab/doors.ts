import type { Duplex } from 'node:stream'

/** What an upgrade request asks for: the product's own protocol, or one room by y-websocket. */
export type Door = { protocol: 'hocuspocus' } | { protocol: 'y-websocket'; room: string; ticket: string }

/** Reads the address of an upgrade request; null if nothing of ours is there. */
export function readDoor(url: string | undefined): Door | null {
  const [path = '', query = ''] = (url ?? '').split('?', 2)
  if (path === '/collab') return { protocol: 'hocuspocus' }
  const room = /^\/yjs\/([^/]+)$/.exec(path)?.[1]
  if (room === undefined) return null
  try {
    return { protocol: 'y-websocket', room: decodeURIComponent(room), ticket: new URLSearchParams(query).get('ticket') ?? '' }
  } catch {
    return null
  }
}

const statusTexts = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' }

export type Refusal = keyof typeof statusTexts

/** Answers an upgrade request with an HTTP status instead. */
export function refuse(socket: Duplex, status: Refusal): void {
  socket.end(`HTTP/1.1 ${status} ${statusTexts[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
