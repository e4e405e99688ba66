import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { peers } from './peers.ts'

/**
 * One of the servers Certloom is measured beside, as a process of its own: `peerServer.ts <kind> <port>`. None of them keeps anything or asks who
 * somebody is. `hocuspocus` is Hocuspocus without an extension, `y-websocket` is the server of y-websocket 2, `relay` hands every message to
 * everybody else in the room without reading it, which is the least a server can do.
 */
const [kind = '', port = ''] = process.argv.slice(2)

/** Each loads what it runs on by itself: two copies of Yjs in one process disturb each other. */
const kinds: Record<string, () => void | Promise<void>> = {
  async hocuspocus() {
    const { Server } = await import('@hocuspocus/server')
    await new Server({ ...peers.hocuspocus.settings, port: Number(port), address: '127.0.0.1' }).listen()
  },
  async 'y-websocket'() {
    const { setupWSConnection } = await import('y-websocket-v2/bin/utils')
    onSockets(peers['y-websocket'].settings, (socket, request) => setupWSConnection(socket, request))
  },
  relay: () => {
    const rooms = new Map<string, Set<Socket>>()
    onSockets(peers.relay.settings, (socket, { url = '' }) => {
      const room = rooms.get(url) ?? new Set()
      rooms.set(url, room.add(socket))
      socket.on('message', (message) => {
        for (const other of room) if (other !== socket) other.send(message)
      })
      socket.on('close', () => room.delete(socket))
    })
  },
}

type Socket = import('ws').WebSocket

function onSockets(
  settings: import('ws').ServerOptions,
  listener: (socket: Socket, request: import('node:http').IncomingMessage) => void,
): void {
  const http = createServer()
  new WebSocketServer({ ...settings, server: http }).on('connection', listener)
  http.listen(Number(port), '127.0.0.1')
}

const start = kinds[kind]
if (!start) throw new Error(`There is no peer "${kind}". Known are ${Object.keys(kinds).join(', ')}.`)
await start()
process.on('SIGTERM', () => process.exit(0))
