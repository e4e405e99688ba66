import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What happens to a statement on its way: it is passed on; the connection is cut before the server hears it, or when the server has done it but
 * before its answer is heard; it is swallowed, with everything behind it on that connection; or the server fails with an error of this SQLSTATE instead of doing it.
 */
export type Fate = 'pass' | 'cut' | 'cut unanswered' | 'swallow' | { sqlState: string }

/** A PostgreSQL server's address with all the trouble a network and a disk can make. */
export type PostgresProxy = {
  /** The same address as the one given, through this proxy. */
  url: string
  /** Decides about every statement; `pass` for all to begin with. Those of one transaction come on one connection. */
  decide(rule: (sql: string, connection: object) => Fate): void
  /** Every request takes this much longer, in milliseconds. */
  slowDown(milliseconds: number): void
  /** Cuts what is connected and refuses to connect, until `restore`. */
  goDown(): void
  /** Cuts every connection once. */
  cut(): void
  /** Everything is well again. @returns how often something went wrong meanwhile */
  restore(): number
  close(): Promise<void>
}

export async function openPostgresProxy(url: string): Promise<PostgresProxy> {
  const target = new URL(url)
  const state: State = { rule: () => 'pass', latency: 0, isDown: false, struck: 0, sockets: new Set() }
  const server = createServer((client) => (state.isDown ? refuse(state, client) : carry(state, client, target)))
  const port = await listen(server)
  const own = new URL(url)
  own.port = String(port)
  const cut = () => {
    state.struck += state.sockets.size
    for (const socket of state.sockets) socket.resetAndDestroy()
  }
  return {
    url: own.href,
    decide: (rule) => {
      state.rule = rule
    },
    slowDown: (milliseconds) => {
      state.latency = milliseconds
    },
    goDown() {
      state.isDown = true
      cut()
    },
    cut,
    restore() {
      const { struck } = state
      Object.assign(state, { rule: () => 'pass', latency: 0, isDown: false, struck: 0 })
      return struck
    },
    close: () =>
      new Promise((resolve) => {
        cut()
        server.close(() => resolve())
      }),
  }
}

type State = { rule: (sql: string, connection: object) => Fate; latency: number; isDown: boolean; struck: number; sockets: Set<Socket> }

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })

function refuse(state: State, client: Socket): void {
  state.struck++
  client.resetAndDestroy()
}

/** Carries one connection, request by request: a request is what the client sends until it waits for an answer. */
function carry(state: State, client: Socket, target: URL): void {
  const server = connectTcp(Number(target.port), target.hostname)
  const link = { client, server, isSilenced: false, isDead: false }
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    state.sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      state.sockets.delete(socket)
      other.destroy()
    })
  }
  const answers = new Frames(true)
  server.on('data', (chunk: Buffer) => {
    if (!link.isSilenced) client.write(chunk)
    const isDone = answers.push(chunk).some((frame) => typeOf(frame) === readyForQuery)
    if (link.isSilenced && isDone) client.resetAndDestroy()
  })
  const requests = new Frames(false)
  let request: Buffer[] = []
  let before: Promise<void> = Promise.resolve()
  client.on('data', (chunk: Buffer) => {
    for (const frame of requests.push(chunk)) {
      request.push(frame)
      if (collected.has(typeOf(frame))) continue
      const whole = request
      request = []
      before = before.then(() => pass(state, link, whole))
    }
  })
}

async function pass(
  state: State,
  link: { client: Socket; server: Socket; isSilenced: boolean; isDead: boolean },
  request: readonly Buffer[],
): Promise<void> {
  if (link.isDead) return
  if (state.latency > 0) {
    state.struck++
    await pause(state.latency)
  }
  const sql = request.map(sqlOf).join('')
  const fate = sql === '' ? 'pass' : state.rule(sql, link)
  if (fate !== 'pass') state.struck++
  link.isDead = fate === 'swallow'
  if (link.isDead) return
  if (fate === 'cut') link.client.resetAndDestroy()
  else if (typeof fate === 'object') link.server.write(failing(fate.sqlState))
  else {
    link.isSilenced = fate === 'cut unanswered'
    link.server.write(Buffer.concat(request))
  }
}

const [parse, query, readyForQuery] = ['P', 'Q', 'Z']
/** Parse, Bind, Describe, Execute, Close: the server answers them at the Sync behind them. */
const collected = new Set(['P', 'B', 'D', 'E', 'C'])

const typeOf = (frame: Buffer): string => String.fromCharCode(frame[0] ?? 0)

/** The statement a frame carries: of a Query its text, of a Parse what stands behind the statement's name. */
function sqlOf(frame: Buffer): string {
  const type = typeOf(frame)
  if (type !== parse && type !== query) return ''
  const from = type === parse ? frame.indexOf(0, 5) + 1 : 5
  return frame.toString('utf8', from, frame.indexOf(0, from))
}

/** A query the server answers with this error, and with which it ends the transaction, as it does when it meets the error itself. */
function failing(sqlState: string): Buffer {
  const sql = Buffer.from(`do $$ begin raise exception 'planted' using errcode = '${sqlState}'; end $$\0`)
  const head = Buffer.alloc(5)
  head.write(query ?? '', 0)
  head.writeInt32BE(sql.length + 4, 1)
  return Buffer.concat([head, sql])
}

/** Cuts a stream of the PostgreSQL protocol into frames. The first of a client has no type. */
class Frames {
  #rest: Buffer = Buffer.alloc(0)
  #isTyped: boolean

  constructor(isTyped: boolean) {
    this.#isTyped = isTyped
  }

  push(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    for (;;) {
      const head = this.#isTyped ? 1 : 0
      if (this.#rest.length < head + 4) return frames
      const length = head + this.#rest.readInt32BE(head)
      if (this.#rest.length < length) return frames
      frames.push(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
      this.#isTyped = true
    }
  }
}
