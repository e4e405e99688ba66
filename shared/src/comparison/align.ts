import { diffArrays } from 'diff'

/** Which of one side belongs to which of the other; null where there is no counterpart. In the order of both sides. */
export type Pair = { before: number | null; after: number | null }

/** How alike two things are, from 0 to 1; less than 0 if the one can never have become the other. */
export type Likeness = (before: number, after: number) => number

/** Further apart than this, sides are not searched for what they share: it would take too long to be worth it. */
const mostEdits = 2_000

/** Less alike than this, two things are one taken away and one added. */
const alike = 0.4

/** Gaps with more candidates than this are paired by place. */
const mostCandidates = 40_000

/**
 * Aligns two sequences: what is equal first, then, in between, what is alike enough to be the same thing changed.
 * @param before what identifies the things of a side
 */
export function align(before: readonly string[], after: readonly string[], likeness: Likeness): Pair[] {
  const pairs: Pair[] = []
  let [b, a] = [0, 0]
  let gap = { before: 0, after: 0 }
  const closeGap = () => {
    pairs.push(...pairGap(range(b - gap.before, b), range(a - gap.after, a), likeness))
    gap = { before: 0, after: 0 }
  }
  for (const { count, added, removed } of runsOf(before, after)) {
    if (removed) {
      b += count
      gap.before += count
    } else if (added) {
      a += count
      gap.after += count
    } else {
      closeGap()
      for (let at = 0; at < count; at++) pairs.push({ before: b++, after: a++ })
    }
  }
  closeGap()
  return pairs
}

type Run = { count: number; added: boolean; removed: boolean }

/** What both sides share and what only one has, run by run; the removed before the added. */
export function runsOf(before: readonly string[], after: readonly string[]): Run[] {
  const found = diffArrays([...before], [...after], { maxEditLength: mostEdits })
  return found ? found.map(({ count, added, removed }) => ({ count, added, removed })) : endsOf(before, after)
}

/** Only what both sides begin and end with counts as shared. */
function endsOf(before: readonly string[], after: readonly string[]): Run[] {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const runs = [
    { count: start, added: false, removed: false },
    { count: before.length - start - end, added: false, removed: true },
    { count: after.length - start - end, added: true, removed: false },
    { count: end, added: false, removed: false },
  ]
  return runs.filter(({ count }) => count > 0)
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index)

/** One thing in the place of one other is that thing rewritten, however little they share. */
function pairGap(before: readonly number[], after: readonly number[], likeness: Likeness): Pair[] {
  const [b, a] = [before[0], after[0]]
  if (before.length === 1 && after.length === 1 && b !== undefined && a !== undefined && likeness(b, a) >= 0)
    return [{ before: b, after: a }]
  return pairInOrder(before, after, likeness)
}

function pairInOrder(before: readonly number[], after: readonly number[], likeness: Likeness): Pair[] {
  const pairs: Pair[] = []
  let next = 0
  const isLarge = before.length * after.length > mostCandidates
  for (const [place, a] of after.entries()) {
    const found = before.findIndex((b, index) => index >= next && (isLarge ? index === place : likeness(b, a) >= alike))
    if (found === -1) {
      pairs.push({ before: null, after: a })
      continue
    }
    for (const b of before.slice(next, found)) pairs.push({ before: b, after: null })
    pairs.push({ before: before[found] ?? null, after: a })
    next = found + 1
  }
  return [...pairs, ...before.slice(next).map((b) => ({ before: b, after: null }))]
}
