import type { Letters } from '@certloom/shared/collab/letters'
import { locate, type TextAnchor } from '@certloom/shared/collab/textAnchor'
import type { Random } from '../support/writeAtRandom.ts'
import type { TextHand } from './textHand.ts'

const paragraphs = 8
const wordsEach = 14

/** Every word is told from every other, so what an anchor is on can be judged. */
const wordAt = (paragraph: number, word: number): string => `p${paragraph}w${String(word).padStart(2, '0')}.`

export const wordsOf = (text: string): string[] => [...text.matchAll(/p\d+w\d\d\./g)].map(([word]) => word)

/** Something a person does in a text editor. */
export function act(hand: TextHand, random: Random): void {
  const { length } = hand.letters
  const at = Math.floor(random() * length)
  const end = Math.min(length, at + 1 + Math.floor(random() * 12))
  const choice = random()
  if (choice < 0.35) hand.type(at, `n${Math.floor(random() * 1e6)} `)
  else if (choice < 0.45) hand.delete(at, end)
  else if (choice < 0.6) hand.split(at)
  else if (choice < 0.68) hand.join(at)
  else if (choice < 0.75) hand.heading(at)
  else if (choice < 0.8) hand.paragraph(at)
  else if (choice < 0.84) hand.list(at)
  else if (choice < 0.88) hand.lift(at)
  else if (choice < 0.94) hand.bold(at, end)
  else if (choice < 0.98) hand.undo()
  else hand.redo()
}

/** Paragraphs of such words. */
export const paragraphsOfWords = (): string[] =>
  Array.from({ length: paragraphs }, (_, p) => `${Array.from({ length: wordsEach }, (_word, w) => wordAt(p, w)).join(' ')} `)

/** Some words that stand together, from the first to the last; null if there is none to choose. */
export function passageOf(text: string, random: Random): string | null {
  const known = wordsOf(text)
  const from = Math.floor(random() * known.length)
  const words = known.slice(from, from + 2 + Math.floor(random() * 4))
  const [start, last] = [text.indexOf(words[0] ?? '?'), text.indexOf(words.at(-1) ?? '?')]
  return start < 0 || last <= start ? null : text.slice(start, last + (words.at(-1)?.length ?? 0))
}

/** An anchor, and the words it was set on. */
export type OnWords = { anchor: TextAnchor; words: readonly string[] }

export type Judged = { anchors: number; lost: number; lostThoughThere: string[]; strayed: string[]; exact: number }

/** Compares the words each anchor is on with those of its own that are still there. */
export function judge(letters: Letters, set: readonly OnWords[]): Judged {
  const there = new Set(wordsOf(letters.text))
  const judged: Judged = { anchors: set.length, lost: 0, lostThoughThere: [], strayed: [], exact: 0 }
  for (const { anchor, words } of set) {
    const located = locate(letters, anchor)
    const surviving = words.filter((word) => there.has(word))
    const on = typeof located === 'string' ? [] : wordsOf(letters.text.slice(located.from, located.to))
    const strangers = on.filter((word) => !words.includes(word))
    if (typeof located === 'string') judged.lost += 1
    if (typeof located === 'string' && surviving.length > words.length / 2) judged.lostThoughThere.push(words.join(' '))
    if (on.length > 0 && strangers.length === on.length) judged.strayed.push(`${words.join(' ')} -> ${on.join(' ')}`)
    if (strangers.length === 0 && new Set(on).size === surviving.length) judged.exact += 1
  }
  return judged
}
