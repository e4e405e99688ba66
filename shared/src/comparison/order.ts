/** Something with an id, on one side or both. */
export type Matched<T> = { id: string; before: T | undefined; after: T | undefined; isMoved: boolean }

/**
 * Matches two lists by id, in the newer order; what was removed stands behind what it stood behind and that did not move. As few as possible count as moved: those outside
 * the longest run that kept its order.
 */
export function matchById<T extends { id: string }>(before: readonly T[], after: readonly T[]): Matched<T>[] {
  const old = new Map(before.map((thing, place): [string, { thing: T; place: number }] => [thing.id, { thing, place }]))
  const kept = new Set(after.map(({ id }) => id))
  const common = after.filter(({ id }) => old.has(id))
  const places = common.map(({ id }) => old.get(id)?.place ?? 0)
  const steady = new Set(longestRising(places).map((index) => common[index]?.id))
  const matched: Matched<T>[] = after.map((thing) => ({
    id: thing.id,
    before: old.get(thing.id)?.thing,
    after: thing,
    isMoved: old.has(thing.id) && !steady.has(thing.id),
  }))
  let behind: string | undefined
  for (const thing of before) {
    if (!kept.has(thing.id)) {
      const at = behind === undefined ? 0 : matched.findIndex(({ id }) => id === behind) + 1
      matched.splice(at, 0, { id: thing.id, before: thing, after: undefined, isMoved: false })
    }
    if (!kept.has(thing.id) || steady.has(thing.id)) behind = thing.id
  }
  return matched
}

/** Indexes of the longest subsequence that rises (patience sorting). */
function longestRising(values: readonly number[]): number[] {
  const ends: number[] = []
  const previous: number[] = []
  for (const [index, value] of values.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  }
  const run: number[] = []
  for (let index = ends.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) run.unshift(index)
  return run
}
