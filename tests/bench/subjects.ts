import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/ports.ts'
import type { BenchServer } from './benchServer.ts'
import type { Protocol, Seat } from './connection.ts'
import { type Peer, type PeerKind, peers } from './peers.ts'
import { type Use, useOf } from './processes.ts'
import { type Setup, setupOf, versionsOf } from './setup.ts'
import type { Workplace } from './workplace.ts'

/** A server that is measured. */
export type Subject = {
  name: string
  protocol: Protocol
  setup: Setup
  /** Does it keep what it is sent, and answer when it has? */
  isDurable: boolean
  /** Places for `people` in each of `rooms` rooms, one list per room. */
  seats(rooms: number, people: number): Promise<Seat[][]>
  /** What the server and its database have used so far. */
  use(): { server: Use; database: Use | null }
  /** Resolves once it has nothing left to do of what it was given. */
  rest(): Promise<void>
  stop(): Promise<void>
}

/** Certloom itself, with its accounts, rights, guard, update log and projection at work. */
export const certloom = async (server: BenchServer, workplace: Workplace): Promise<Subject> => ({
  name: 'Certloom',
  protocol: 'hocuspocus',
  setup: await setupOf(server),
  isDurable: true,
  seats: (rooms, people) => workplace.seats(rooms, people),
  use: () => ({ server: useOf(server.pid), database: useOf(server.databasePid, true) }),
  async rest() {
    while ((await server.loadedRooms()) > 0) await pause(100)
  },
  stop: () => server.stop(),
})

export const startPeers = (): Promise<Subject[]> => Promise.all((Object.keys(peers) as PeerKind[]).map(startPeer))

async function startPeer(kind: PeerKind): Promise<Subject> {
  const { name, protocol, packages, settings, environment, on, off }: Peer = peers[kind]
  const port = await freePort()
  const server = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'peerServer.ts'), kind, String(port)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH, ...environment },
    },
  )
  await listening(port)
  const url = `ws://127.0.0.1:${port}`
  let made = 0
  return {
    name,
    protocol,
    setup: { versions: versionsOf(packages), port, settings: { ...settings, ...environment }, on, off },
    isDurable: false,
    seats: async (rooms, people) =>
      Array.from({ length: rooms }, () => {
        const room = `room-${++made}`
        return Array.from({ length: people }, () => ({ url, room, section: 'text', token: '' }))
      }),
    use: () => ({ server: useOf(server.pid ?? 0), database: null }),
    rest: async () => {},
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
