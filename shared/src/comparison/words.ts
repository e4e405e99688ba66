import { runsOf } from './align.ts'
import type { Piece, WordMark } from './contract.ts'

/** Words of one kind: what they say and how they are marked. */
export type Run = { text: string; marks: readonly WordMark[] }

type Token = Run

/** Words, single letters of scripts without blanks, blanks, and everything else by itself. Never half a character. */
const parts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*|\s+|[\s\S]/gu

export const wordsIn = (text: string): string[] => text.match(parts) ?? []

const tokensOf = (runs: readonly Run[]): Token[] => runs.flatMap(({ text, marks }) => wordsIn(text).map((word) => ({ text: word, marks })))

/** What was written, taken away and marked otherwise between two texts, word by word. */
export function diffRuns(before: readonly Run[], after: readonly Run[]): Piece[] {
  const [old, now] = [tokensOf(before), tokensOf(after)]
  const pieces: Piece[] = []
  let [b, a] = [0, 0]
  for (const { count, added, removed } of runsOf(textsOf(old), textsOf(now))) {
    for (let at = 0; at < count; at++) {
      const [was, is] = [added ? undefined : old[b++], removed ? undefined : now[a++]]
      const token = is ?? was
      if (token) pieces.push({ change: changeOf(was, is), text: token.text, marks: [...token.marks] })
    }
  }
  return joined(withoutLoneBlanks(pieces))
}

/** The same for texts without marks. */
export const diffWords = (before: string, after: string): Piece[] => diffRuns([{ text: before, marks: [] }], [{ text: after, marks: [] }])

const textsOf = (tokens: readonly Token[]): string[] => tokens.map(({ text }) => text)

function changeOf(was: Token | undefined, is: Token | undefined): Piece['change'] {
  if (!was) return 'added'
  if (!is) return 'removed'
  return keyOf(was.marks) === keyOf(is.marks) ? 'same' : 'formatted'
}

export const keyOf = (marks: readonly WordMark[]): string =>
  marks
    .map(({ type, href }) => `${type}=${href ?? ''}`)
    .sort()
    .join('&')

/** A blank that two changes share says nothing: it belongs to both, so that what was said before and what is said now read as a whole. */
function withoutLoneBlanks(pieces: readonly Piece[]): Piece[] {
  const isChange = (piece: Piece | undefined) => piece?.change === 'added' || piece?.change === 'removed'
  const split = pieces.flatMap((piece, at): Piece[] =>
    piece.change === 'same' && /^\s+$/.test(piece.text) && isChange(pieces[at - 1]) && isChange(pieces[at + 1])
      ? [
          { ...piece, change: 'removed' },
          { ...piece, change: 'added' },
        ]
      : [piece],
  )
  return removedFirst(split)
}

/** Within one change, all that was removed before all that was added. */
function removedFirst(pieces: readonly Piece[]): Piece[] {
  const ordered: Piece[] = []
  let [removed, added]: Piece[][] = [[], []]
  const flush = () => {
    ordered.push(...(removed ?? []), ...(added ?? []))
    removed = []
    added = []
  }
  for (const piece of pieces) {
    if (piece.change === 'removed') removed?.push(piece)
    else if (piece.change === 'added') added?.push(piece)
    else {
      flush()
      ordered.push(piece)
    }
  }
  flush()
  return ordered
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last && last.change === piece.change && keyOf(last.marks) === keyOf(piece.marks)) last.text += piece.text
    else result.push({ ...piece })
  }
  return result
}

/** What the older side said. */
export const beforeOf = (pieces: readonly Piece[]): string => sideOf(pieces, 'added')

/** What the newer side says. */
export const afterOf = (pieces: readonly Piece[]): string => sideOf(pieces, 'removed')

const sideOf = (pieces: readonly Piece[], without: Piece['change']): string =>
  pieces
    .filter(({ change }) => change !== without)
    .map(({ text }) => text)
    .join('')

/** How many words two texts share, from 0 to 1. */
export function wordLikeness(before: string, after: string): number {
  const [old, now] = [countable(before), countable(after)]
  if (old.length + now.length === 0) return 1
  const left = new Map<string, number>()
  for (const word of old) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of now) {
    const count = left.get(word) ?? 0
    if (count > 0) shared++
    left.set(word, count - 1)
  }
  return (2 * shared) / (old.length + now.length)
}

const countable = (text: string): string[] => wordsIn(text).filter((word) => /\S/.test(word))
