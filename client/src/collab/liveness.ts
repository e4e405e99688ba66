import { type HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import { ORPCError } from '@orpc/client'
import { api } from '../api/client.ts'
import { watchWaking } from './waking.ts'

/** How often a socket's silence is looked at, how long it may last before the server is asked, and how long the server has to answer, in milliseconds. */
const lookEvery = 4_000
const longestSilence = 16_000
const probePatience = 4_000

/** Has somebody say something that the server answers. @returns whether anybody could */
type Probe = () => boolean

export function connectAgain(socket: HocuspocusProviderWebsocket): void {
  if (socket.status === WebSocketStatus.Disconnected && socket.shouldConnect) void socket.connect()
}

/** Ends the socket at once: `close()` alone waits for an answer that a dead network never brings. */
function drop(socket: HocuspocusProviderWebsocket): void {
  socket.webSocket?.dispatchEvent(new CloseEvent('close', { code: 4408, reason: 'unreachable' }))
}

/** The browser says the network is gone, which is not true of a server on this machine: ask it. */
async function dropIfUnreachable(socket: HocuspocusProviderWebsocket): Promise<void> {
  try {
    await api.collab.schemaVersion(undefined, { signal: AbortSignal.timeout(probePatience) })
  } catch (error) {
    if (!(error instanceof ORPCError)) drop(socket)
  }
}

/** A socket may look open and be dead: it is asked, and replaced if nothing comes. */
function replaceIfDead(socket: HocuspocusProviderWebsocket, probe: Probe): void {
  const asked = socket.webSocket
  const heard = socket.lastMessageReceived
  if (asked === null || socket.status !== WebSocketStatus.Connected || !probe()) return
  setTimeout(() => {
    if (socket.webSocket !== asked || socket.lastMessageReceived !== heard) return
    drop(socket)
    connectAgain(socket)
  }, probePatience)
}

/**
 * Notices within half a minute that a socket is dead, whatever it looks like: after a silence, and at once when there is reason to think that time or
 * the network passed this page by.
 */
export function keepAlive(socket: HocuspocusProviderWebsocket, probe: Probe): void {
  setInterval(() => {
    if (Date.now() - socket.lastMessageReceived >= longestSilence) replaceIfDead(socket, probe)
  }, lookEvery)
  watchWaking(() => {
    connectAgain(socket)
    replaceIfDead(socket, probe)
  })
  window.addEventListener('offline', () => void dropIfUnreachable(socket))
}
