import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { World } from './world.ts'

const message = { sync: 0, awareness: 1, auth: 2, stateless: 5, close: 7, syncStatus: 8 } as const

/** A socket that says exactly what a test wants, valid or not. */
export type RawSocket = {
  /** Sends the auth frame and waits for the verdict: the scope, or the reason of the refusal. */
  join(room: string, ticket: string): Promise<string>
  /** Sends bytes as a Yjs update of this room; `kind` 1 as an answer to the server's sync question. */
  sendUpdate(room: string, update: Uint8Array, kind?: 1 | 2): void
  sendStateless(room: string, payload: string): void
  sendAwareness(room: string, update: Uint8Array): void
  /** Says that it leaves a room and keeps the others. */
  leaveRoom(room: string): void
  sendBytes(bytes: Uint8Array): void
  /** Everything the server said, as type and text. */
  readonly heard: { type: number; room: string; text: string }[]
  /** Reasons with which the server ended a room on this socket. */
  readonly ended: string[]
  /** How often the server asked what it lacks. */
  asked(): number
  /** The code the socket was closed with, once it is. */
  closed(): Promise<number>
  isOpen(): boolean
  close(): void
}

/** Opens a socket; rejects with the HTTP status if the server does not upgrade. */
export async function openRawSocket(
  world: Pick<World, 'url'>,
  options: { origin?: string; path?: string; headers?: Record<string, string> } = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}${options.path ?? '/collab'}`, {
    ...(options.origin !== undefined && { origin: options.origin }),
    ...(options.headers && { headers: options.headers }),
  })
  socket.binaryType = 'arraybuffer'
  const heard: RawSocket['heard'] = []
  const ended: string[] = []
  const verdicts = new Map<string, string>()
  let closeCode: number | undefined
  let asked = 0
  socket.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data))
    const room = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === message.auth) {
      const denied = decoding.readVarUint(decoder) === 1
      verdicts.set(room, `${denied ? 'denied ' : ''}${decoding.readVarString(decoder)}`)
    }
    if (type === message.sync && decoding.readVarUint(decoder) === 0) asked++
    const text = type === message.stateless || type === message.close ? decoding.readVarString(decoder) : ''
    if (type === message.close) ended.push(text)
    heard.push({ type, room, text })
  })
  socket.on('close', (code) => {
    closeCode = code
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_request, response) => reject(new Error(String(response.statusCode))))
    socket.once('error', reject)
  })

  const frame = (room: string, write: (encoder: encoding.Encoder) => void): void => {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, room)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  return {
    heard,
    ended,
    asked: () => asked,
    async join(room, ticket) {
      verdicts.delete(room)
      frame(room, (encoder) => {
        encoding.writeVarUint(encoder, message.auth)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, ticket)
      })
      return vi.waitFor(() => verdicts.get(room) ?? Promise.reject(new Error('no verdict')), { timeout: 20_000, interval: 5 })
    },
    sendUpdate: (room, update, kind = 2) =>
      frame(room, (encoder) => {
        encoding.writeVarUint(encoder, message.sync)
        encoding.writeVarUint(encoder, kind)
        encoding.writeVarUint8Array(encoder, update)
      }),
    sendStateless: (room, payload) =>
      frame(room, (encoder) => {
        encoding.writeVarUint(encoder, message.stateless)
        encoding.writeVarString(encoder, payload)
      }),
    sendAwareness: (room, update) =>
      frame(room, (encoder) => {
        encoding.writeVarUint(encoder, message.awareness)
        encoding.writeVarUint8Array(encoder, update)
      }),
    leaveRoom: (room) => frame(room, (encoder) => encoding.writeVarUint(encoder, message.close)),
    sendBytes: (bytes) => socket.send(bytes),
    closed: () => vi.waitFor(() => closeCode ?? Promise.reject(new Error('still open')), { timeout: 20_000, interval: 5 }),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.terminate(),
  }
}
