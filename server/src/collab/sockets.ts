import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes } from '@certloom/shared/collab/messages'
import type { Connection, Hocuspocus } from '@hocuspocus/server'
import { WebSocket, WebSocketServer } from 'ws'
import { readTicket } from '../auth/collabTicket.ts'
import { whenOver } from '../auth/whenOver.ts'
import type { Config } from '../config.ts'
import { addressOf, shareOf, trustedProxies } from '../http/address.ts'
import { isOwnOrigin } from '../http/security.ts'
import type { Log } from '../log.ts'
import type { Member } from './authenticate.ts'
import { type Door, type Refusal, readDoor, refuse } from './doors.ts'
import { FairUse, type Seat } from './fairUse.ts'
import { isFrame } from './frame.ts'
import { YjsSocket } from './yjsSocket.ts'

type ClientConnection = ReturnType<Hocuspocus['handleConnection']>

/** What Hocuspocus writes to: the socket itself, or what translates for it. */
type Wire = WebSocket | YjsSocket
type Opened = { socket: WebSocket; connection: ClientConnection; seat: Seat }

/** A socket that does not answer our goodbye is cut after this, in milliseconds. */
const goodbyeTimeout = 1_000

/** Nobody needs longer to get a ticket and sign in, in milliseconds. */
const signInTime = 30_000

/** Whoever sends too much is read more slowly; who goes on for this long is closed, in milliseconds. */
const patience = 60_000

/** A client that does not read what it is sent is cut once this much waits for it, in bytes: four documents as large as one may become. */
const mostUnread = 16 * 1024 * 1024

/** Rights taken away this long ago have reached every join that was under way then, in milliseconds. */
const joinTime = 60_000

type Revocation = { at: number; isMeant: (member: Member) => boolean }
type Parts = { hocuspocus: Hocuspocus; config: Config; key: Buffer; log: Log; server: Server; onExcess: (reason: string) => void }

/** The sockets of live documents: who may open one, how much they may send, and how they are closed when rights change. */
export class Sockets {
  readonly #parts: Parts
  readonly #ws: WebSocketServer
  readonly #fairUse: FairUse
  readonly #trust: ReturnType<typeof trustedProxies>
  readonly #open = new Map<Wire, Opened>()
  #revocations: Revocation[] = []
  #isClosing = false

  /** @param parts `onExcess` is told whenever somebody had too much of something, and of what */
  constructor(parts: Parts) {
    this.#parts = parts
    this.#ws = new WebSocketServer({ noServer: true, maxPayload: parts.config.live.messageBytes, perMessageDeflate: false })
    this.#fairUse = new FairUse(parts.config.live)
    this.#trust = trustedProxies(parts.config)
    parts.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  get count(): number {
    return this.#open.size
  }

  /** Counts a room that was entered through a socket, and closes the socket if its person has too much now. */
  enter(connection: Connection): void {
    const wire = connection.webSocket as Wire
    const seat = this.#open.get(wire)?.seat
    if (!seat) return
    connection.onClose(() => seat.leaveRoom())
    const { signedIn } = connection.context as Member
    connection.onClose(whenOver(signedIn, () => this.expel(wire)))
    const excess = seat.enterRoom(signedIn.person.id) ?? this.#crowdIn(connection)
    if (!excess) return
    this.#parts.onExcess(excess)
    this.#end(wire, closeCodes.tooMany, excess)
  }

  /**
   * May a question what a room holds be answered? Many come in one read of the socket and are answered in the same turn, each with a whole document:
   * a socket that leaves too much of that unread is ended before there is more.
   */
  mayAsk({ webSocket }: Connection): boolean {
    const wire = webSocket as Wire
    const opened = this.#open.get(wire)
    if (!opened) return false
    opened.seat.ask()
    if (opened.socket.bufferedAmount <= mostUnread) return true
    this.#parts.onExcess('too_fast')
    this.#end(wire, closeCodes.tooMany, 'too_fast')
    return false
  }

  /** Those who come at once into a room that is being loaded all find it empty. */
  #crowdIn({ document }: Connection): 'room_full' | null {
    return document.connections.size > this.#parts.config.live.socketsPerRoom ? 'room_full' : null
  }

  /** Closes the sockets that hold such a member. They are deaf from this moment on, whether or not their client answers. */
  close(isMeant: (member: Member) => boolean, reason: 'changed' | 'signed_out'): void {
    const at = performance.now()
    this.#revocations = [...this.#revocations.filter((earlier) => earlier.at > at - joinTime), { at, isMeant }]
    const meant = new Set<unknown>()
    for (const document of this.#parts.hocuspocus.documents.values()) {
      for (const connection of document.getConnections()) {
        const member = connection.context as Member
        if (!isMeant(member)) continue
        member.isRevoked = true
        meant.add(connection.webSocket)
      }
    }
    for (const wire of this.#open.keys()) {
      if (meant.has(wire)) this.#end(wire, reason === 'changed' ? closeCodes.reset : closeCodes.signedOut, reason)
    }
  }

  /** Closes one socket, so that its client comes back and is judged again. */
  expel(wire: unknown): void {
    this.#end(wire as Wire, closeCodes.reset, 'changed')
  }

  /** Was a right of this member taken away while they were being let in? Then they were judged by what is no longer true. */
  isOutdated(member: Member): boolean {
    return this.#revocations.some(({ at, isMeant }) => at >= member.judgedAt && isMeant(member))
  }

  /** Closes every socket and refuses new ones. */
  shutDown(): void {
    this.#isClosing = true
    for (const wire of this.#open.keys()) this.#end(wire, closeCodes.restarting, 'restarting')
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { server, log } = this.#parts
    socket.on('error', (error) => log.debug({ err: error }, 'a socket failed before it was opened'))
    const door = readDoor(request.url)
    if (!door) {
      if (server.listenerCount('upgrade') === 1) refuse(socket, 404) // else it may be for the development server
      return
    }
    const refusal = this.#refusalOf(request, door)
    const seat = refusal ? null : this.#fairUse.admit(shareOf(addressOf(request, this.#trust)))
    if (seat) {
      socket.once('close', () => seat.free()) // however far it got
      this.#ws.handleUpgrade(request, socket, head, (opened) => this.#connect(opened, seat, door))
    } else {
      if (!refusal) this.#parts.onExcess('too_many_sockets')
      refuse(socket, refusal ?? 429)
    }
  }

  #refusalOf({ headers }: IncomingMessage, door: Door): Refusal | null {
    const { config, key } = this.#parts
    if (this.#isClosing) return 503
    if (!isOwnOrigin(config, headers.origin, headers.host)) return 403
    const hasTicket = door.protocol === 'hocuspocus' || readTicket(key, door.ticket)?.rooms.includes(door.room)
    return hasTicket ? null : 401
  }

  #connect(socket: WebSocket, seat: Seat, door: Door): void {
    socket.binaryType = 'nodebuffer'
    const wire = door.protocol === 'y-websocket' ? new YjsSocket(socket, door.room) : socket
    // Who somebody is comes from their ticket alone: nothing of the upgrade request is used.
    const connection = this.#parts.hocuspocus.handleConnection(wire as never, new Request('http://socket.invalid/collab'), {
      mayBeOutdated: door.protocol === 'y-websocket',
    })
    const opened = { socket, connection, seat }
    this.#open.set(wire, opened)
    socket.on('message', (data: Buffer, isBinary) => this.#hear(wire, opened, data, isBinary))
    socket.on('close', (code, reason) => this.#forget(wire, code, reason.toString()))
    socket.on('error', (error) => this.#parts.log.debug({ err: error }, 'a socket failed'))
    setTimeout(() => {
      if (!seat.isSignedIn) this.#end(wire, closeCodes.timeout, 'not signed in')
    }, signInTime).unref()
    if (wire instanceof YjsSocket && door.protocol === 'y-websocket') connection.handleMessage(wire.signIn(door.ticket))
  }

  #hear(wire: Wire, opened: Opened, data: Buffer, isBinary: boolean): void {
    if (!this.#open.has(wire)) return
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const frame = wire instanceof YjsSocket ? wire.read(bytes) : bytes
    if (isBinary && frame && isFrame(frame)) {
      opened.connection.handleMessage(frame)
      this.#slowDown(wire, opened, bytes.length)
    } else this.#end(wire, closeCodes.malformed, 'malformed')
  }

  /** Lets a socket wait that sends more than its share, or does not read what it is sent; ends one that goes on. */
  #slowDown(wire: Wire, { socket, seat }: Opened, bytes: number): void {
    seat.take(bytes)
    if (seat.slowFor() > patience || socket.bufferedAmount > mostUnread) {
      this.#parts.onExcess('too_fast')
      this.#end(wire, closeCodes.tooMany, 'too_fast')
    } else if (seat.wait > 0 && !socket.isPaused) {
      this.#parts.onExcess('slowed_down')
      socket.pause()
      resumeWhenPaid(socket, seat)
    }
  }

  #end(wire: Wire, code: number, reason: string): void {
    const opened = this.#open.get(wire)
    if (!opened) return
    opened.socket.close(code, reason)
    opened.socket.resume() // to hear the answer
    this.#forget(wire, code, reason)
    setTimeout(() => opened.socket.terminate(), goodbyeTimeout).unref()
  }

  #forget(wire: Wire, code: number, reason: string): void {
    const opened = this.#open.get(wire)
    if (!opened) return
    this.#open.delete(wire)
    opened.connection.handleClose({ code, reason })
  }
}

/** What had been read already when it was paused still comes through, so what is to be waited for grows. */
function resumeWhenPaid(socket: WebSocket, seat: Seat): void {
  if (socket.readyState !== WebSocket.OPEN || seat.wait === 0) socket.resume()
  else setTimeout(() => resumeWhenPaid(socket, seat), seat.wait)
}
