import type { LiveEvent } from '@certloom/shared/events/contract'
import { whenOver } from '../auth/whenOver.ts'
import type { SignedIn } from '../context.ts'

/** A reader this far behind is cut off, and reads everything anew when it comes back. */
const mostWaiting = 1_000

/** One reader of the stream of events: what waits for it, in order, until it or the login ends. */
export class Subscription {
  readonly of: SignedIn
  readonly #ended: (subscription: Subscription) => void
  readonly #waiting: LiveEvent[] = []
  readonly #callOff: () => void
  #wake: () => void = () => {}
  #isOpen = true

  constructor(of: SignedIn, ended: (subscription: Subscription) => void) {
    this.of = of
    this.#ended = ended
    this.#callOff = whenOver(of, () => this.end())
  }

  push(event: LiveEvent): void {
    this.#waiting.push(event)
    if (this.#waiting.length > mostWaiting) this.end()
    this.#wake()
  }

  end(): void {
    this.#isOpen = false
    this.#callOff()
    this.#ended(this)
    this.#wake()
  }

  async *events(): AsyncGenerator<LiveEvent, void> {
    try {
      while (this.#isOpen) {
        const next = this.#waiting.shift()
        if (next) yield next
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      this.end()
    }
  }
}
