export type Passage = { from: number; to: number }

/** What a passage said, and what stood right before and behind it. */
export type Remembered = { text: string; before: string; after: string }

type Token = Passage & { word: string }

/** A word that is looked for, and what finding it counts. */
type Wanted = { word: string; weight: number }

/** Words, single signs and characters of scripts that put no blanks between words; what is blank between them does not count. */
const tokenPattern = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}]/gu

const tokensOf = (text: string, offset = 0): Token[] =>
  [...text.matchAll(tokenPattern)].map((match) => ({
    word: match[0],
    from: offset + match.index,
    to: offset + match.index + match[0].length,
  }))

/** A passage counts as found if at least this share of its letters is still there, in their order. */
const enough = 0.5

/** How far around its last place an edited passage is looked for; and how long a text may be to be searched as a whole, where that is unknown. */
const reach = 200
const longest = 20_000

/**
 * Finds a passage that was edited: by the longest common sequence of its words and those around it. What stood around it takes part, so that a
 * neighbour that says nearly the same is not taken for a passage that was deleted.
 * @param hint about where it was; null if that is unknown
 */
export function findEditedPassage(text: string, passage: Remembered, hint: number | null): Passage | null {
  if (hint === null && text.length > longest) return null
  const start = hint === null ? 0 : Math.max(0, hint - reach)
  const there = tokensOf(text.slice(start, hint === null ? undefined : hint + passage.text.length + reach), start)
  const [before, wanted, after] = [tokensOf(passage.before), tokensOf(passage.text), tokensOf(passage.after)]
  const matched = align([...before.map(around), ...wanted.map(inside), ...after.map(around)], there)
  const found = matched.slice(before.length, before.length + wanted.length).filter((token) => token !== undefined)
  const [first, last] = [found.at(0), found.at(-1)]
  return first && last && lettersIn(found) >= enough * lettersIn(wanted) ? { from: first.from, to: last.to } : null
}

/** A word that could be the passage's or its neighbour's is the neighbour's. */
const around = ({ word }: Token): Wanted => ({ word, weight: 2 * word.length + 1 })
const inside = ({ word }: Token): Wanted => ({ word, weight: 2 * word.length })

const lettersIn = (tokens: readonly Token[]): number => tokens.reduce((sum, { word }) => sum + word.length, 0)

/** The longest common sequence of two lists of words, by letters: for each word that is wanted, the one there that it is. */
function align(wanted: readonly Wanted[], there: readonly Token[]): (Token | undefined)[] {
  const width = there.length + 1
  const scores = new Uint32Array((wanted.length + 1) * width)
  const score = (row: number, column: number): number => scores[row * width + column] ?? 0
  const fitting = (row: number, column: number): number => {
    const { word, weight } = wanted[row] as Wanted
    return word === there[column]?.word ? score(row + 1, column + 1) + weight : 0
  }
  for (let row = wanted.length - 1; row >= 0; row--)
    for (let column = there.length - 1; column >= 0; column--)
      scores[row * width + column] = Math.max(score(row + 1, column), score(row, column + 1), fitting(row, column))
  const matched: (Token | undefined)[] = []
  for (let row = 0, column = 0; row < wanted.length; ) {
    const best = score(row, column)
    if (best > 0 && best === fitting(row, column)) matched[row++] = there[column++]
    else if (best > 0 && best === score(row, column + 1)) column++
    else matched[row++] = undefined
  }
  return matched
}

/** Every place where a text says exactly this. */
export function* exactPassages(text: string, passage: string): Generator<Passage> {
  if (passage === '') return
  for (let from = text.indexOf(passage); from >= 0; from = text.indexOf(passage, from + 1)) yield { from, to: from + passage.length }
}
