import { pauseBefore } from './backoff.ts'

/** A join that held this long was a good one: the next loss starts counting anew. */
const stableAfter = 10_000
const mostRejoins = 8

export type Rejoining = {
  /** Joins again after a while, which grows with every time. */
  schedule: () => void
  cancel: () => void
  /** It worked, for now. */
  joined: () => void
  /** Has it been tried so often that trying again will not help? */
  isHopeless: () => boolean
}

/** Comes back to a room that the server has let go of while the socket stands: nobody else would ever sign it in again. */
export function createRejoining(rejoin: () => void): Rejoining {
  let attempts = 0
  let joinedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    schedule() {
      clearTimeout(timer)
      if (joinedAt > 0 && Date.now() - joinedAt > stableAfter) attempts = 0
      timer = setTimeout(rejoin, pauseBefore(attempts))
      attempts += 1
    },
    cancel: () => clearTimeout(timer),
    joined: () => {
      joinedAt = Date.now()
    },
    isHopeless: () => attempts >= mostRejoins,
  }
}
