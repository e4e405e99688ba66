import type { RichText } from '@certloom/shared/documents/contract'
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

type StoredSection = { type: 'text' | 'table' | 'list'; content: unknown }

const paragraph = (text: string): RichText => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** 50 filled sections, of three pages each third, and what they are after a working session in all of them. */
export function fiftySections(random: Random): { before: StoredSection[]; after: StoredSection[] } {
  const before = Array.from({ length: 50 }, (_, index) => filled(index, random))
  return { before, after: before.map((section) => worked(section, random)) }
}

function filled(index: number, random: Random): StoredSection {
  if (index % 3 === 0) {
    const content = Array.from({ length: 20 }, () => paragraph(wordsOf(60, random)))
    return { type: 'text', content: { type: 'doc', content } }
  }
  if (index % 3 === 1) {
    const columns = ['a', 'b', 'c', 'd'].map((id) => ({ id, label: id, type: 'text' }))
    const cells = () => Object.fromEntries(columns.map(({ id }) => [id, wordsOf(8, random)]))
    return { type: 'table', content: { columns, rows: Array.from({ length: 40 }, (_, row) => ({ id: `row${row}`, cells: cells() })) } }
  }
  return { type: 'list', content: Array.from({ length: 40 }, (_, item) => ({ id: `item${item}`, text: wordsOf(15, random) })) }
}

function worked({ type, content }: StoredSection, random: Random): StoredSection {
  const reword = (text: string): string => (random() < 0.3 ? rewritten(text, random) : text)
  const revived = JSON.parse(JSON.stringify(content), (key, value: unknown) =>
    typeof value === 'string' && !['id', 'type', 'label'].includes(key) ? reword(value) : value,
  ) as { rows?: unknown[]; content?: unknown[] } | unknown[]
  const parts = Array.isArray(revived) ? revived : (revived.rows ?? revived.content ?? [])
  parts.splice(Math.floor(random() * parts.length), 2)
  const [moved] = parts.splice(0, 1)
  parts.push(moved)
  return { type, content: revived }
}
