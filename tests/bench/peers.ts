import type { Protocol } from './connection.ts'

/** A server Certloom is measured beside. Everything it is given stands here, and is printed beside what it showed. */
export type Peer = {
  name: string
  protocol: Protocol
  packages: readonly string[]
  /** handed to its constructor, or to the one of its sockets */
  settings: Readonly<Record<string, unknown>>
  environment: Readonly<Record<string, string>>
  /** what it does for each message, and what of Certloom's work it leaves out */
  on: string
  off: string
}

const sockets = { perMessageDeflate: false }
const production = { NODE_ENV: 'production' }
const nothingKept = 'accounts, rights, checks of what is written, storage, compression'

export const peers = {
  hocuspocus: {
    name: 'Hocuspocus 4.7, bare',
    protocol: 'hocuspocus',
    packages: ['@hocuspocus/server', 'yjs', 'crossws'],
    settings: { quiet: true, websocketOptions: sockets },
    environment: production,
    on: 'the document in memory, acknowledgements of receipt, one broadcast a turn, garbage collection of Yjs',
    off: `extensions, ${nothingKept}`,
  },
  'y-websocket': {
    name: 'y-websocket 2.1',
    protocol: 'y-websocket',
    packages: ['y-websocket-v2', 'yjs', 'ws'],
    settings: sockets,
    environment: { ...production, GC: 'true' },
    on: 'the document in memory, garbage collection of Yjs',
    off: `persistence, callbacks, acknowledgements, ${nothingKept}`,
  },
  relay: {
    name: 'plain relay',
    protocol: 'relay',
    packages: ['ws'],
    settings: sockets,
    environment: production,
    on: 'sockets and rooms',
    off: `documents, acknowledgements, ${nothingKept}`,
  },
} as const satisfies Record<string, Peer>

export type PeerKind = keyof typeof peers
