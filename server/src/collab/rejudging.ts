import type { Connection, Hocuspocus } from '@hocuspocus/server'
import type { Sessions } from '../context.ts'
import type { Db } from '../db/prisma.ts'
import type { Log } from '../log.ts'
import { type Member, standsAsJudged } from './authenticate.ts'

/** Everybody in a room is judged again this long after the last time, in milliseconds. */
const every = 60_000

/** This often it is looked whose turn it is, in milliseconds, and so many have it at most: those who came together after a restart are not judged together. */
const tick = 1_000
const mostAtOnce = 100

type Parts = { db: Db; sessions: Sessions; log: Log; hocuspocus: Hocuspocus; expel: (wire: unknown) => void }

/**
 * Judges those who are in rooms again, once a minute. A right that is taken away here closes its sockets at once; this finds what nobody told this
 * process: a statement by hand, another process on the same database.
 */
export class Rejudging {
  readonly #parts: Parts
  readonly #timer: NodeJS.Timeout
  /** When somebody's last turn began. It is over for a minute also when it failed, so that nobody waits behind them. */
  readonly #turns = new WeakMap<Connection, number>()
  #isBusy = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#timer = setInterval(() => void this.#round(), tick).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #round(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    const failures: unknown[] = []
    for (const connection of this.#due()) await this.#judge(connection).catch((error: unknown) => failures.push(error))
    if (failures.length > 0)
      this.#parts.log.warn(
        { err: failures[0], people: failures.length },
        'people in rooms could not be judged again, trying again in a minute',
      )
    this.#isBusy = false
  }

  #due(): Connection[] {
    const before = performance.now() - every
    const all = [...this.#parts.hocuspocus.documents.values()].flatMap((document) => document.getConnections())
    const isDue = (connection: Connection): boolean =>
      Math.max((connection.context as Member).judgedAt, this.#turns.get(connection) ?? 0) < before
    return all.filter(isDue).slice(0, mostAtOnce)
  }

  async #judge(connection: Connection): Promise<void> {
    const { document, webSocket } = connection
    const member = connection.context as Member
    const at = performance.now()
    this.#turns.set(connection, at)
    if (await standsAsJudged(this.#parts, member, document.name)) member.judgedAt = at
    else this.#parts.expel(webSocket)
  }
}
