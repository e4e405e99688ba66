import type { RichText } from '../documents/contract.ts'
import { align } from './align.ts'
import type { LineDiff } from './contract.ts'
import { type Line, linesOf, wordsOfLine } from './lines.ts'
import { diffRuns, keyOf, wordLikeness } from './words.ts'

/** What changed in a text between two sides, line by line and word by word; null is a text without anything in it. */
export function diffText(before: RichText | null, after: RichText | null): LineDiff[] {
  const [old, now] = [before ? linesOf(before) : [], after ? linesOf(after) : []]
  const likeness = (b: number, a: number) => {
    const [was, is] = [old[b], now[a]]
    return was && is ? lineLikeness(was, is) : 0
  }
  return align(old.map(keyOfLine), now.map(keyOfLine), likeness).map((pair) => diffLine(old[pair.before ?? -1], now[pair.after ?? -1]))
}

const keyOfLine = ({ shape, runs }: Line): string =>
  JSON.stringify([shape.block, shape.level, shape.within, runs.map(({ text, marks }) => [text, keyOf(marks)])])

const lineLikeness = (was: Line, is: Line): number => wordLikeness(wordsOfLine(was), wordsOfLine(is))

function diffLine(was: Line | undefined, is: Line | undefined): LineDiff {
  return {
    change: !was ? 'added' : !is ? 'removed' : keyOfLine(was) === keyOfLine(is) ? 'same' : 'changed',
    before: was?.shape ?? null,
    after: is?.shape ?? null,
    pieces: diffRuns(was?.runs ?? [], is?.runs ?? []),
  }
}
