import type { Socket } from 'node:net'
import pg from 'pg'
import { Unanswered } from './sqlState.ts'

type Send = (...query: unknown[]) => Promise<unknown>

/**
 * What the pool makes its connections from. They send a query once the one before it was answered: Prisma asks for the relations of one read all at
 * once, inside a transaction on one connection; pg puts up with that in this version and no longer in the next. And they end when a query is not
 * answered for `patience` milliseconds: a network can swallow a connection without telling, and whoever waits on it would wait for ever.
 */
export const connectionWith = (patience: number): (new () => pg.Client) =>
  class Connection extends pg.Client {
    #last: Promise<unknown> = Promise.resolve()

    override query(...query: unknown[]): never {
      const send = super.query as Send
      // The pool's own queries have the connection to themselves.
      if (typeof query.at(-1) === 'function') return send.apply(this, this.#impatiently(query)) as never
      const answer = this.#last.then(() => this.#answered(send.apply(this, query)))
      this.#last = answer.catch(() => {})
      return answer as never
    }

    async #answered(answer: Promise<unknown>): Promise<unknown> {
      const timer = this.#giveUpLater()
      try {
        return await answer
      } finally {
        clearTimeout(timer)
      }
    }

    #impatiently(query: readonly unknown[]): unknown[] {
      const timer = this.#giveUpLater()
      const callback = query.at(-1) as (...result: unknown[]) => void
      const called = (...result: unknown[]): void => {
        clearTimeout(timer)
        callback(...result)
      }
      return [...query.slice(0, -1), called]
    }

    #giveUpLater(): NodeJS.Timeout {
      const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
      return setTimeout(() => stream.destroy(new Unanswered()), patience)
    }
  }
