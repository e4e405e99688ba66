import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/ports.ts'
import type { BenchServer } from './benchServer.ts'
import type { Protocol, Seat } from './connection.ts'
import { type Use, useOf } from './processes.ts'
import type { Workplace } from './workplace.ts'

/** A server that is measured. */
export type Subject = {
  name: string
  protocol: Protocol
  /** Places for `people` in each of `rooms` rooms, one list per room. */
  seats(rooms: number, people: number): Promise<Seat[][]>
  /** What the server and its database have used so far. */
  use(): { server: Use; database: Use | null }
  stop(): Promise<void>
}

/** Certloom itself, with its accounts, rights, guard, update log and projection at work. */
export const certloom = (server: BenchServer, workplace: Workplace): Subject => ({
  name: 'Certloom',
  protocol: 'hocuspocus',
  seats: (rooms, people) => workplace.seats(rooms, people),
  use: () => ({ server: useOf(server.pid), database: useOf(server.databasePid, true) }),
  stop: () => server.stop(),
})

/** The servers beside it, with how each is named and set in the table. */
const peers: { kind: string; name: string; protocol: Protocol }[] = [
  { kind: 'hocuspocus', name: 'Hocuspocus 4.7, bare', protocol: 'hocuspocus' },
  { kind: 'y-websocket', name: 'y-websocket 2.1', protocol: 'y-websocket' },
  { kind: 'relay', name: 'plain relay', protocol: 'relay' },
]

export const startPeers = (): Promise<Subject[]> => Promise.all(peers.map(startPeer))

async function startPeer({ kind, name, protocol }: (typeof peers)[number]): Promise<Subject> {
  const port = await freePort()
  const server = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'peerServer.ts'), kind, String(port)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    },
  )
  await listening(port)
  const url = `ws://127.0.0.1:${port}`
  let made = 0
  return {
    name,
    protocol,
    seats: async (rooms, people) =>
      Array.from({ length: rooms }, () => {
        const room = `room-${++made}`
        return Array.from({ length: people }, () => ({ url, room, section: 'text', token: '' }))
      }),
    use: () => ({ server: useOf(server.pid ?? 0), database: null }),
    async stop() {
      server.kill('SIGTERM')
      if (server.exitCode === null) await once(server, 'exit')
    },
  }
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await pause(20)
  }
}
