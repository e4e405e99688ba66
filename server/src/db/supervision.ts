import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'

/** How often we look whether PostgreSQL is there, in milliseconds. */
const lookEvery = 250

/** How long it is left alone before it is started again: not at all the first time, longer each time that it did not stay, in milliseconds. */
const pauses = [0, 1_000, 2_000, 5_000, 15_000, 30_000] as const

/** One that ran for this long is well again, in milliseconds. */
const steady = 60_000

/** A start that is under way does not keep a stop waiting for longer than this, in milliseconds. */
const endTime = 2_000

export type Supervision = { end(): Promise<void> }

type Supervised = { isRunning(): boolean; start(): Promise<void>; log: Log }

/** Starts a server again whenever it is gone, for as long as it takes: what people write waits in the live world meanwhile. */
export function supervise({ isRunning, start, log }: Supervised): Supervision {
  const ending = new AbortController()
  /** False if it was interrupted by the end. */
  const rest = (milliseconds: number): Promise<boolean> =>
    pause(milliseconds, true, { ref: false, signal: ending.signal }).catch(() => false)
  const watching = watch()

  async function watch(): Promise<void> {
    let attempts = 0
    let startedAt = Number.NEGATIVE_INFINITY
    while (await rest(lookEvery)) {
      if (isRunning()) {
        if (performance.now() - startedAt > steady) attempts = 0
        continue
      }
      log.error({ attempts }, 'the bundled PostgreSQL is gone and is started again')
      if (!(await rest(pauses[Math.min(attempts, pauses.length - 1)] ?? 0))) return
      attempts++
      startedAt = performance.now()
      await start().then(
        () => log.warn({ attempts }, 'the bundled PostgreSQL runs again'),
        (error: unknown) => log.error({ err: error, attempts }, 'the bundled PostgreSQL could not be started again'),
      )
    }
  }

  return {
    async end() {
      ending.abort()
      await Promise.race([watching, pause(endTime, undefined, { ref: false })])
    },
  }
}
