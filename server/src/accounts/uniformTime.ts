import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than any of our answers that must not tell by their time what they found: more than the work behind the slowest. */
const floorMs = 200

/** Does the work, and answers (or fails) no sooner than the floor, whatever the work found. */
export async function inUniformTime<T>(work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), sleep(floorMs)])
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
