import { closeCodes } from '@certloom/shared/collab/messages'
import { HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import { ORPCError } from '@orpc/client'
import { api } from '../api/client.ts'
import { randomBetween } from './backoff.ts'
import type { Owner } from './device.ts'
import { createStore, type Store } from './store.ts'
import { createTicketDesk, type TicketRefusal } from './tickets.ts'
import { watchWaking } from './waking.ts'

/**
 * How this tab stands with the server. `denied` lists rooms that may not be joined and leaves the others alone; `outdated`, `signed_out` and
 * `other_person` end all of them until the page is reloaded or its person signs in.
 */
type ConnectionState =
  | { is: 'connecting' }
  | { is: 'live' }
  | { is: 'offline' }
  | { is: 'denied'; rooms: readonly string[] }
  | { is: 'outdated' }
  | { is: 'signed_out' }
  | { is: 'other_person' }

export type Connection = {
  socket: HocuspocusProviderWebsocket
  state: Store<ConnectionState>
  /** The token of a room; pending for as long as there is none. */
  ticket: (room: string) => Promise<string>
  /** The server refused a join; acts on what concerns every room, and says whether this was such a thing. */
  refuse: (refusal: TicketRefusal, rooms: readonly string[]) => void
  /** Connects again after `signed_out`, when somebody has signed in meanwhile. */
  resume: () => void
  /** Hears every loss of the socket with its close code. */
  onLost: (listener: (code: number) => void) => () => void
  /** Asked for a sign of life: whoever can, says something that the server answers. */
  onProbe: (listener: () => void) => () => void
}

/** After a restart everybody comes back at once, so each waits a little differently. */
const reconnectDelay = (): number => Math.round(randomBetween(1_000, 4_000))

function connectAgain(socket: HocuspocusProviderWebsocket): void {
  if (socket.status === WebSocketStatus.Disconnected && socket.shouldConnect) void socket.connect()
}

/** Ends the socket at once: `close()` alone waits for an answer that a dead network never brings. */
function drop(socket: HocuspocusProviderWebsocket): void {
  socket.webSocket?.dispatchEvent(new CloseEvent('close', { code: 4408, reason: 'unreachable' }))
}

/** The browser says the network is gone, which is not true of a server on this machine: ask it. */
async function dropIfUnreachable(socket: HocuspocusProviderWebsocket): Promise<void> {
  try {
    await api.collab.schemaVersion(undefined, { signal: AbortSignal.timeout(4_000) })
  } catch (error) {
    if (!(error instanceof ORPCError)) drop(socket)
  }
}

/** How long the server has to answer a probe, in milliseconds. */
const probePatience = 4_000

/** After a sleep a socket may look open and be dead: it is asked, and replaced if nothing comes. */
function reviveAfterSleep(socket: HocuspocusProviderWebsocket, probe: () => void): void {
  connectAgain(socket)
  const asked = socket.webSocket
  const heard = socket.lastMessageReceived
  if (asked === null || socket.status !== WebSocketStatus.Connected) return
  probe()
  setTimeout(() => {
    if (socket.webSocket !== asked || socket.lastMessageReceived !== heard) return
    drop(socket)
    connectAgain(socket)
  }, probePatience)
}

/** What ends all rooms. */
const isOver = (is: string): is is 'outdated' | 'signed_out' | 'other_person' =>
  is === 'outdated' || is === 'signed_out' || is === 'other_person'

function openConnection(owner: Owner): Connection {
  const state = createStore<ConnectionState>({ is: 'connecting' })
  const lostListeners = new Set<(code: number) => void>()
  const probeListeners = new Set<() => void>()

  function end(ending: 'outdated' | 'signed_out' | 'other_person'): void {
    state.set({ is: ending })
    socket.disconnect()
  }

  function refuse(refusal: TicketRefusal, rooms: readonly string[]): void {
    if (isOver(refusal)) end(refusal)
    if (refusal === 'not_found') state.set({ is: 'denied', rooms })
  }

  function lost(code: number): void {
    desk.forget()
    if (code === closeCodes.signedOut) end('signed_out')
    else if (!isOver(state.get().is)) state.set({ is: 'offline' })
    socket.setConfiguration({ delay: reconnectDelay() })
    // Rights of a few people changed: they need not wait until everybody else is back.
    if (code === closeCodes.reset) setTimeout(() => connectAgain(socket), randomBetween(100, 600))
    for (const listener of [...lostListeners]) listener(code)
  }

  const desk = createTicketDesk(owner, refuse)
  const socket = new HocuspocusProviderWebsocket({
    url: `${location.origin.replace(/^http/, 'ws')}/collab`,
    delay: reconnectDelay(),
    minDelay: 1_000,
    factor: 1.5,
    maxDelay: 15_000,
    onMaxAttemptsFailed: ({ error }) => reportError(error), // it never gives up by itself, so this is a mistake of ours
    onConnect: () => state.set({ is: 'live' }),
    onClose: ({ event }) => lost(event.code),
  })
  window.addEventListener('offline', () => void dropIfUnreachable(socket))
  watchWaking(() =>
    reviveAfterSleep(socket, () => {
      for (const listener of [...probeListeners]) listener()
    }),
  )

  return {
    socket,
    state,
    ticket: desk.request,
    refuse,
    resume: () => {
      state.set({ is: 'connecting' })
      void socket.connect()
    },
    onLost: (listener) => {
      lostListeners.add(listener)
      return () => lostListeners.delete(listener)
    },
    onProbe: (listener) => {
      probeListeners.add(listener)
      return () => probeListeners.delete(listener)
    },
  }
}

let connection: Connection | undefined

/** The one socket of this tab, made when the first room is opened. @param owner who the page was opened for */
export function tabConnection(owner: Owner): Connection {
  connection ??= openConnection(owner)
  return connection
}
