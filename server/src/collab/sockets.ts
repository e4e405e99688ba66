import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes } from '@certloom/shared/collab/messages'
import type { Hocuspocus } from '@hocuspocus/server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Config } from '../config.ts'
import { isOwnOrigin } from '../http/security.ts'
import type { Log } from '../log.ts'
import type { Member } from './authenticate.ts'

type ClientConnection = ReturnType<Hocuspocus['handleConnection']>

/** No frame may be larger, in bytes: the largest sensible edit is a pasted chapter. */
const maxFrameBytes = 2 * 1024 * 1024

/** A socket that does not answer our goodbye is cut after this, in milliseconds. */
const goodbyeTimeout = 1_000

/** Rights taken away this long ago have reached every join that was under way then, in milliseconds. */
const joinTime = 60_000

type Revocation = { at: number; isMeant: (member: Member) => boolean }

/** The sockets of live documents: who may open one, and how they are closed when rights change. */
export class Sockets {
  readonly #hocuspocus: Hocuspocus
  readonly #config: Config
  readonly #log: Log
  readonly #ws = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  readonly #open = new Map<WebSocket, ClientConnection>()
  #revocations: Revocation[] = []
  #isClosing = false

  constructor(parts: { hocuspocus: Hocuspocus; config: Config; log: Log; server: Server }) {
    this.#hocuspocus = parts.hocuspocus
    this.#config = parts.config
    this.#log = parts.log
    parts.server.on('upgrade', (request, socket, head) => this.#upgrade(parts.server, request, socket, head))
  }

  get count(): number {
    return this.#open.size
  }

  /** Closes the sockets that hold such a member. They are deaf from this moment on, whether or not their client answers. */
  close(isMeant: (member: Member) => boolean, reason: 'changed' | 'signed_out'): void {
    const at = performance.now()
    this.#revocations = [...this.#revocations.filter((earlier) => earlier.at > at - joinTime), { at, isMeant }]
    const meant = new Set<unknown>()
    for (const document of this.#hocuspocus.documents.values()) {
      for (const connection of document.getConnections()) {
        const member = connection.context as Member
        if (!isMeant(member)) continue
        member.isRevoked = true
        meant.add(connection.webSocket)
      }
    }
    for (const socket of this.#open.keys()) {
      if (meant.has(socket)) this.#end(socket, reason === 'changed' ? closeCodes.reset : closeCodes.signedOut, reason)
    }
  }

  /** Closes one socket, so that its client comes back and is judged again. */
  expel(webSocket: unknown): void {
    for (const socket of this.#open.keys()) if (socket === webSocket) this.#end(socket, closeCodes.reset, 'changed')
  }

  /** Was a right of this member taken away while they were being let in? Then they were judged by what is no longer true. */
  isOutdated(member: Member): boolean {
    return this.#revocations.some(({ at, isMeant }) => at >= member.judgedAt && isMeant(member))
  }

  /** Closes every socket and refuses new ones. */
  shutDown(): void {
    this.#isClosing = true
    for (const socket of this.#open.keys()) this.#end(socket, closeCodes.restarting, 'restarting')
  }

  #upgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (error) => this.#log.debug({ err: error }, 'a socket failed before it was opened'))
    if (request.url?.split('?')[0] !== '/collab') {
      if (server.listenerCount('upgrade') === 1) refuse(socket, 404) // else it may be for the development server
      return
    }
    if (this.#isClosing) refuse(socket, 503)
    else if (!isOwnOrigin(this.#config, request.headers.origin, request.headers.host)) refuse(socket, 403)
    else this.#ws.handleUpgrade(request, socket, head, (opened) => this.#connect(opened))
  }

  #connect(socket: WebSocket): void {
    socket.binaryType = 'nodebuffer'
    // Who somebody is comes from their ticket alone: nothing of the upgrade request is used.
    const connection = this.#hocuspocus.handleConnection(socket as never, new Request('http://socket.invalid/collab'))
    this.#open.set(socket, connection)
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) connection.handleMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
      else this.#end(socket, closeCodes.refused, 'malformed')
    })
    socket.on('close', (code, reason) => this.#forget(socket, code, reason.toString()))
    socket.on('error', (error) => this.#log.debug({ err: error }, 'a socket failed'))
  }

  #end(socket: WebSocket, code: number, reason: string): void {
    socket.close(code, reason)
    this.#forget(socket, code, reason)
    setTimeout(() => socket.terminate(), goodbyeTimeout).unref()
  }

  #forget(socket: WebSocket, code: number, reason: string): void {
    const connection = this.#open.get(socket)
    if (!connection) return
    this.#open.delete(socket)
    connection.handleClose({ code, reason })
  }
}

function refuse(socket: Duplex, status: 403 | 404 | 503): void {
  const text = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' }[status]
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
