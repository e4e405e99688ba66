import type { AddressInfo } from 'node:net'
import net from 'node:net'

/** A line to a server over which a request brings at most so many bytes, as if it had come to a stop. */
export type SlowLine = { url: string; close(): void }

/** @param stopsAfter how many bytes of each connection reach the server */
export async function layLine(serverUrl: string, stopsAfter: number): Promise<SlowLine> {
  const { hostname, port } = new URL(serverUrl)
  const sockets = new Set<net.Socket>()
  const line = net.createServer((client) => {
    const server = net.connect(Number(port), hostname)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        server.destroy()
      })
    }
    let passed = 0
    client.on('data', (bytes: Buffer) => {
      passed += bytes.length
      server.write(bytes)
      if (passed > stopsAfter) client.pause()
    })
    server.pipe(client)
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      line.close()
    },
  }
}
