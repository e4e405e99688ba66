import { exactPassages, findEditedPassage, type Passage } from './findPassage.ts'
import type { LetterId, LetterPlace, Letters } from './letters.ts'

/**
 * A passage of a rich text that something is tied to: its first and its last letter, and in case those are typed anew (splitting a paragraph or making
 * it a heading does that) what it says and what stands around it.
 */
export type TextAnchor = { start: LetterId; end: LetterId; text: string; before: string; after: string }

/** As much of a long passage as is remembered to find it again. */
const mostRemembered = 2_000

/** As much as is remembered of what stands around a passage. */
const context = 32

/** Ties something to the letters from `from` to before `to`; null if there are none. */
export function anchorAt(letters: Letters, { from, to }: Passage): TextAnchor | null {
  const [start, end] = [letters.idAt(from), letters.idAt(to - 1)]
  if (from >= to || !start || !end) return null
  const { text } = letters
  return {
    start,
    end,
    text: text.slice(from, Math.min(to, from + mostRemembered)),
    before: text.slice(Math.max(0, from - context), from),
    after: text.slice(to, to + context),
  }
}

/** What became of a passage. `unheard`: it is about letters that have not come here yet. */
export type Located = Passage | 'unheard' | 'lost'

/** Finds a passage again, by its letters, else by its words. It is lost when nothing of it is left. */
export function locate(letters: Letters, anchor: TextAnchor): Located {
  const [start, end] = [letters.find(anchor.start), letters.find(anchor.end)]
  const isWhole = isThere(start) && isThere(end) && start.at <= end.at
  if (isWhole && isPlausible(end.at + 1 - start.at, anchor)) return { from: start.at, to: end.at + 1 }
  const survivors = isWhole ? null : betweenEnds(start, end)
  const byWords = findByWords(letters.text, anchor, hintOf(start, end, anchor))
  const passage = byWords && survivors ? joined(byWords, survivors) : (byWords ?? survivors)
  return passage ?? (start === 'unheard' || end === 'unheard' ? 'unheard' : 'lost')
}

/** What was moved or joined between two ends is no part of the passage; what was written there is, and rarely is so much. */
const isPlausible = (length: number, { text }: TextAnchor): boolean =>
  text.length >= mostRemembered || length <= mostGrowth * text.length + mostRemembered / 10

const mostGrowth = 3

type Found = ReturnType<Letters['find']>

const isPlace = (found: Found): found is LetterPlace => found !== null && found !== 'unheard'
const isThere = (found: Found): found is LetterPlace => isPlace(found) && !found.isGone

const hintOf = (start: Found, end: Found, { text }: TextAnchor): number | null =>
  isPlace(start) ? start.at : isPlace(end) ? Math.max(0, end.at - text.length) : null

/** What is left between two ends of which some were deleted. */
function betweenEnds(start: Found, end: Found): Passage | null {
  if (!isPlace(start) || !isPlace(end)) return null
  const to = end.isGone ? end.at : end.at + 1
  return start.at < to ? { from: start.at, to } : null
}

/** What is left in its place, with what was typed anew beside it. If the words are elsewhere, they were moved there. */
const joined = (byWords: Passage, survivors: Passage): Passage =>
  byWords.from <= survivors.to && survivors.from <= byWords.to
    ? { from: Math.min(byWords.from, survivors.from), to: Math.max(byWords.to, survivors.to) }
    : byWords

/** A short passage may stand in many places: it is the one meant only with something of what stood around it. */
const longEnough = 24
const enoughAround = 6

function findByWords(text: string, anchor: TextAnchor, hint: number | null): Passage | null {
  let best: { passage: Passage; around: number; distance: number } | null = null
  for (const passage of exactPassages(text, anchor.text)) {
    const around = commonAround(text, passage, anchor)
    const distance = hint === null ? 0 : Math.abs(passage.from - hint)
    if (best === null || around > best.around || (around === best.around && distance < best.distance)) best = { passage, around, distance }
  }
  const needed = Math.min(enoughAround, anchor.before.length + anchor.after.length)
  if (best && (anchor.text.length >= longEnough || best.around >= needed)) return best.passage
  return findEditedPassage(text, anchor, hint)
}

/** How many letters before and behind a passage are as they were. */
function commonAround(text: string, { from, to }: Passage, { before, after }: TextAnchor): number {
  let left = 0
  while (left < before.length && left < from && text[from - 1 - left] === before.at(-1 - left)) left++
  let right = 0
  while (right < after.length && text[to + right] === after[right]) right++
  return left + right
}
