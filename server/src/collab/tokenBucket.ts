/** So much a second, and so much at once after a pause. */
export type Rate = { perSecond: number; burst: number }

/** Measures out a rate. It does not refuse: whoever took too much waits until it is paid. */
export class TokenBucket {
  readonly #rate: Rate
  #tokens: number
  #at: number

  constructor(rate: Rate, now = performance.now()) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#at = now
  }

  /** Takes an amount; answers how many milliseconds to wait before taking more. */
  take(amount: number, now = performance.now()): number {
    const { perSecond, burst } = this.#rate
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1_000) * perSecond) - amount
    this.#at = now
    return this.#tokens >= 0 ? 0 : (-this.#tokens / perSecond) * 1_000
  }
}
