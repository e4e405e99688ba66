import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** How a server is spoken to. A relay speaks y-websocket's protocol, and answers nothing itself. */
export type Protocol = 'hocuspocus' | 'y-websocket' | 'relay'

/** One socket in one room, as light as a load generator needs it: it reads frames, and keeps no document. */
export type Connection = {
  /** Milliseconds from opening the socket to the first sync. */
  joined: number
  /** What the server knew of the room. */
  state: Uint8Array
  sendUpdate(update: Uint8Array): void
  /** Asks for the acknowledgement that everything sent is committed. Only Certloom answers. */
  saved(): Promise<void>
  close(): void
  /** Resolves when the socket is closed, by whomever. */
  closed: Promise<void>
}

/** Where one socket goes, and the text section that is written in there. */
export type Seat = { url: string; room: string; section: string; token: string }

const [sync, auth, stateless] = [0, 2, 5]
const empty = Y.encodeStateAsUpdate(new Y.Doc())

/**
 * Joins a room.
 * @param onUpdate called with each update of somebody else
 * @throws if the server closes the socket or refuses the room before the first sync
 */
export function openConnection(
  protocol: Protocol,
  { url, room, token }: Seat,
  onUpdate: (update: Uint8Array) => void,
): Promise<Connection> {
  const begun = performance.now()
  const isFramed = protocol === 'hocuspocus'
  const socket = new WebSocket(isFramed ? url : `${url}/${room}`, { perMessageDeflate: false })
  socket.binaryType = 'arraybuffer'
  const waiting: (() => void)[] = []
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))

  const send = (type: number, write: (encoder: encoding.Encoder) => void): void => {
    const encoder = encoding.createEncoder()
    if (isFramed) encoding.writeVarString(encoder, room)
    encoding.writeVarUint(encoder, type)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  const sendSync = (step: 0 | 1 | 2, bytes: Uint8Array): void =>
    send(sync, (encoder) => {
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  const askForState = (): void => sendSync(0, Y.encodeStateVectorFromUpdate(empty))

  return new Promise((resolve, reject) => {
    const connected = (state: Uint8Array): void =>
      resolve({
        joined: performance.now() - begun,
        state,
        sendUpdate: (update) => sendSync(2, update),
        saved: () =>
          new Promise((answered) => {
            waiting.push(answered)
            send(stateless, (encoder) => encoding.writeVarString(encoder, JSON.stringify({ type: 'barrier', n: waiting.length })))
          }),
        close: () => socket.terminate(),
        closed,
      })
    const hear: Record<number, (decoder: decoding.Decoder) => void> = {
      [sync]: (decoder) => {
        const step = decoding.readVarUint(decoder)
        const bytes = decoding.readVarUint8Array(decoder)
        if (step === 0) sendSync(1, empty)
        else if (step === 1) connected(bytes)
        else onUpdate(bytes)
      },
      [auth]: (decoder) => {
        if (decoding.readVarUint(decoder) === 2) askForState()
        else reject(new Error(`The server refused the room: ${decoding.readVarString(decoder)}`))
      },
      [stateless]: (decoder) => {
        if ((JSON.parse(decoding.readVarString(decoder)) as { type: string }).type === 'saved') waiting.shift()?.()
      },
    }
    socket.on('message', (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data))
      if (isFramed) decoding.readVarString(decoder)
      hear[decoding.readVarUint(decoder)]?.(decoder)
    })
    socket.on('open', () => {
      if (protocol === 'relay') connected(empty)
      else if (protocol === 'y-websocket') askForState()
      else
        send(auth, (encoder) => {
          encoding.writeVarUint(encoder, 0)
          encoding.writeVarString(encoder, token)
        })
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`The server closed the socket: ${code} ${reason.toString()}`)))
  })
}
