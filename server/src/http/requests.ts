import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@certloom/shared/errors'

/** The requests that are being answered, so that a server that stops cuts none of them off half-way. */
export class Requests {
  readonly #underWay = new Set<Promise<unknown>>()
  #isOver = false

  /** Answers a request. @throws `unavailable` once the server is stopping, and whatever the answer throws */
  async answer<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isOver) throw new AppError('unavailable', 'The server is being restarted.')
    const answer = work()
    this.#underWay.add(answer)
    try {
      return await answer
    } finally {
      this.#underWay.delete(answer)
    }
  }

  /** Takes no more requests, and waits for those under way, at most this long in milliseconds. */
  async end(patience: number): Promise<void> {
    this.#isOver = true
    await Promise.race([Promise.allSettled(this.#underWay), pause(patience, undefined, { ref: false })])
  }
}
