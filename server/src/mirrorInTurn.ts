import { isDeepStrictEqual } from 'node:util'

/** How a live resource is made to say what rows say. */
type Mirroring<Truth> = {
  /** what the rows say now; null if there is nothing to mirror */
  read(): Promise<Truth | null>
  /** does the live resource say it already? Where nobody can tell without opening it, it is written. */
  isSaid?(truth: Truth): boolean
  write(truth: Truth): Promise<void>
}

const turns = new Map<string, Promise<void>>()

/**
 * Makes a live resource say what its rows say: reads again after each write, until what was written is what is there, so whoever commits last is
 * mirrored last, also by other processes. In this one, what has the same key goes one after the other: otherwise whoever read early and writes late
 * would take back, for a moment, what was mirrored in between.
 * @throws what reading or writing throws; whoever is next is not held up by it
 */
export function mirrorInTurn<Truth>(key: string, mirroring: Mirroring<Truth>): Promise<void> {
  const before = turns.get(key) ?? Promise.resolve()
  const turn = before.catch(() => {}).then(() => mirror(mirroring)) // the one before was told of its own failure
  turns.set(key, turn)
  return turn.finally(() => {
    if (turns.get(key) === turn) turns.delete(key)
  })
}

async function mirror<Truth>({ read, isSaid, write }: Mirroring<Truth>): Promise<void> {
  let written: Truth | undefined
  for (let truth = await read(); truth !== null && !isDeepStrictEqual(truth, written); truth = await read()) {
    if (isSaid?.(truth)) return
    await write(truth)
    written = truth
  }
}
