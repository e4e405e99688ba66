import { closeCodes } from '@certloom/shared/collab/messages'
import { HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import { onGoOn } from '../accounts/pageOwner.ts'
import { randomBetween } from './backoff.ts'
import { connectAgain, keepAlive } from './liveness.ts'
import { createStore, type Store } from './store.ts'
import { createTicketDesk, type TicketRefusal } from './tickets.ts'
import { tryAgainOnce } from './tryAgainOnce.ts'

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
  /** Asks for the token of a room that is about to be joined. */
  askAhead: (room: string) => void
  /** The server refused a join; acts on what concerns every room, and says whether this was such a thing. */
  refuse: (refusal: TicketRefusal, rooms: readonly string[]) => void
  /** Connects again after `signed_out`, when somebody has signed in meanwhile. */
  resume: () => void
  /** Hears every loss of the socket with its close code. */
  onLost: (listener: (code: number) => void) => () => void
  /** Asked for a sign of life: whoever can, says something that the server answers, and answers whether they could. */
  onProbe: (listener: () => boolean) => () => void
}

/** After a restart everybody comes back at once, so each waits a little differently. */
const reconnectDelay = (): number => Math.round(randomBetween(1_000, 4_000))

/** What ends all rooms. */
const isOver = (is: string): is is 'outdated' | 'signed_out' | 'other_person' =>
  is === 'outdated' || is === 'signed_out' || is === 'other_person'

function openConnection(): Connection {
  const state = createStore<ConnectionState>({ is: 'connecting' })
  const lostListeners = new Set<(code: number) => void>()
  const probeListeners = new Set<() => boolean>()

  function end(ending: 'outdated' | 'signed_out' | 'other_person'): void {
    state.set({ is: ending })
    socket.disconnect()
  }

  function refuse(refusal: TicketRefusal, rooms: readonly string[]): void {
    if (isOver(refusal)) end(refusal)
    if (refusal === 'not_found') state.set({ is: 'denied', rooms })
  }

  function lost(code: number): void {
    tryAgainOnce(socket)
    desk.forget()
    if (code === closeCodes.signedOut) end('signed_out')
    else if (!isOver(state.get().is)) state.set({ is: 'offline' })
    socket.setConfiguration({ delay: reconnectDelay() })
    // Rights of a few people changed: they need not wait until everybody else is back.
    if (code === closeCodes.reset) setTimeout(() => connectAgain(socket), randomBetween(100, 600))
    for (const listener of [...lostListeners]) listener(code)
  }

  function resume(): void {
    state.set({ is: 'connecting' })
    void socket.connect()
  }

  const desk = createTicketDesk(refuse)
  const socket = new HocuspocusProviderWebsocket({
    url: `${location.origin.replace(/^http/, 'ws')}/collab`,
    delay: reconnectDelay(),
    minDelay: 1_000,
    factor: 1.5,
    maxDelay: 15_000,
    onMaxAttemptsFailed: ({ error }) => reportError(error), // it never gives up by itself, so this is a mistake of ours
    // The timer that it sets when it is lost does not ask whether all is over by then.
    onStatus: ({ status }) => {
      if (status === WebSocketStatus.Connecting && isOver(state.get().is)) socket.disconnect()
    },
    onConnect: () => state.set({ is: 'live' }),
    onClose: ({ event }) => lost(event.code),
  })
  onGoOn(() => {
    const { is } = state.get()
    if (is === 'signed_out' || is === 'other_person') resume()
  })
  keepAlive(socket, () => [...probeListeners].map((listener) => listener()).includes(true))

  return {
    socket,
    state,
    ticket: desk.request,
    askAhead: desk.askAhead,
    refuse,
    resume,
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

/** The one socket of this tab, made when the first room is opened. */
export function tabConnection(): Connection {
  connection ??= openConnection()
  return connection
}
