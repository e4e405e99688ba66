import type { Random } from '../support/writeAtRandom.ts'

const vocabulary =
  'the board reviews every risk to information security and decides who owns it until the next audit of our suppliers'.split(' ')
const oddities = ['😀', '👩‍🔧', 'é', '漢字', 'עברית', '  ', '\t', '“', 'don’t', '𝒜', '\n']

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T

const word = (random: Random): string => (random() < 0.15 ? pick(oddities, random) : pick(vocabulary, random))

const wordsOf = (count: number, random: Random): string => Array.from({ length: count }, () => word(random)).join(random() < 0.1 ? '' : ' ')

/** Up to 30 words, of several alphabets, with characters of two units. */
export const randomText = (random: Random): string => wordsOf(Math.floor(random() * 30), random)

/** The same text after somebody worked on it: words added, removed, replaced. Never cuts a character. */
export function rewritten(text: string, random: Random): string {
  const letters = [...text]
  for (let edit = 0; edit < 1 + random() * 4; edit++) {
    const at = Math.floor(random() * (letters.length + 1))
    letters.splice(at, Math.floor(random() * 8), ...(random() < 0.6 ? [...wordsOf(1 + Math.floor(random() * 3), random)] : []))
  }
  return letters.join('')
}
