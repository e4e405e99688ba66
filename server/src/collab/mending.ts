import { setTimeout as pause } from 'node:timers/promises'
import type { Live } from '../context.ts'
import type { Db } from '../db/prisma.ts'
import type { Log } from '../log.ts'
import type { LiveRoom } from './liveRoom.ts'

/** Mends rooms after they are loaded, beside everything else: nobody waits for it, and what fails is tried with the next load. */
export class Mending {
  readonly #db: Db
  readonly #log: Log
  readonly #running = new Set<Promise<void>>()
  #isOver = false

  constructor({ db, log }: { db: Db; log: Log }) {
    this.#db = db
    this.#log = log
  }

  begin({ resource, name, document }: LiveRoom, live: Live): void {
    if (this.#isOver) return
    const mending: Promise<void> = resource
      .mend({ db: this.#db, live }, name, document)
      .catch((error: unknown) => this.#log.warn({ err: error, room: name }, 'a live document could not be compared with its rows'))
      .finally(() => this.#running.delete(mending))
    this.#running.add(mending)
  }

  /** Begins nothing more, and waits for what runs, until the deadline on the clock of `performance.now`. */
  async drain(deadline: number): Promise<void> {
    this.#isOver = true
    await Promise.race([Promise.all(this.#running), pause(Math.max(0, deadline - performance.now()), undefined, { ref: false })])
  }
}
