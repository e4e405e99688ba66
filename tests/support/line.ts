import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut and can freeze, as lines of people on the move do. */
export type Line = {
  /** the server's address over this line */
  url: string
  /** Ends what is connected and refuses to connect, until `restore`. */
  cut(): void
  /** From now on nothing that is connected brings anything, and nothing tells so. */
  freeze(): void
  /** Refuses to connect, until `restore`. */
  refuse(): void
  restore(): void
  close(): void
}

/** @param stopsAfter how many bytes of each connection reach the server before it comes to a stop, as if the network had */
export async function openLine(serverUrl: string, stopsAfter = Number.POSITIVE_INFINITY): Promise<Line> {
  const { hostname, port } = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let isCut = false
  const line = createServer((client) => {
    if (isCut) return client.resetAndDestroy()
    const server = connectTcp(Number(port), hostname)
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    client.on('data', () => {
      if (client.bytesRead <= stopsAfter) return
      client.unpipe()
      client.pause()
    })
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      for (const socket of sockets) socket.resetAndDestroy()
    },
    freeze() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    refuse() {
      isCut = true
    },
    restore() {
      isCut = false
    },
    close() {
      for (const socket of sockets) socket.destroy()
      line.close()
    },
  }
}
