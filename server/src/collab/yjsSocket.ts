import { closeCodes, type JoinRefusal } from '@certloom/shared/collab/messages'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { WebSocket } from 'ws'
import { frameTypes } from './frame.ts'

/** The y-websocket protocol is the Hocuspocus one without a room in front; of its messages these are a client's. */
const fromClient: ReadonlySet<number> = new Set([frameTypes.sync, frameTypes.awareness, frameTypes.queryAwareness])
const toClient: ReadonlySet<number> = new Set([frameTypes.sync, frameTypes.awareness])

const permissionDenied = 1

/** A client of y-websocket takes a connection for dead on which it hears nothing for 30 s. */
const keepAliveEvery = 15_000
const nobodysPresence = new Uint8Array([frameTypes.awareness, 1, 0])

/** What else than "refused" a join that is refused closes with. */
const codesOfRefusals: Partial<Record<string, number>> = {
  signed_out: closeCodes.signedOut,
  full: closeCodes.tooMany,
  unavailable: closeCodes.restarting,
} satisfies Partial<Record<JoinRefusal, number>>

/**
 * A y-websocket client's socket as Hocuspocus sees it, so that both kinds of clients go through the same guard into the same document: it puts the
 * room in front of what comes in, takes it away from what goes out, and turns refusals, which that protocol does not know, into close codes.
 */
export class YjsSocket {
  readonly #socket: WebSocket
  readonly #room: string

  constructor(socket: WebSocket, room: string) {
    this.#socket = socket
    this.#room = room
    const keepAlive = setInterval(() => socket.send(nobodysPresence), keepAliveEvery).unref()
    socket.once('close', () => clearInterval(keepAlive))
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  /** The message that signs in with a ticket, which such a client brings in its address. */
  signIn(ticket: string): Uint8Array {
    return this.#frame((encoder) => {
      encoding.writeVarUint(encoder, frameTypes.auth)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, ticket)
    })
  }

  /** What a client sent as a frame for Hocuspocus; null if it may not send such. */
  read(bytes: Uint8Array): Uint8Array | null {
    if (!fromClient.has(bytes[0] ?? -1)) return null
    return this.#frame((encoder) => encoding.writeUint8Array(encoder, bytes))
  }

  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarString(decoder)
    const message = frame.subarray(decoder.pos)
    const type = decoding.readVarUint(decoder)
    if (toClient.has(type)) this.#socket.send(message)
    else if (type === frameTypes.close) this.close(closeCodes.refused, decoding.readVarString(decoder))
    else if (type === frameTypes.auth && decoding.readVarUint(decoder) === permissionDenied) {
      const reason = decoding.readVarString(decoder)
      this.close(codesOfRefusals[reason] ?? closeCodes.refused, reason)
    }
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason)
  }

  #frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.#room)
    write(encoder)
    return encoding.toUint8Array(encoder)
  }
}
