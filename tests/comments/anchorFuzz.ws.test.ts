import { textSection } from '@certloom/shared/collab/documentDoc'
import { readLetters } from '@certloom/shared/collab/letters'
import { locate } from '@certloom/shared/collab/textAnchor'
import type { CommentAnchor } from '@certloom/shared/comments/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { FuzzWriter } from '../collab/fuzzWriter.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'
import type { Random } from '../support/writeAtRandom.ts'
import { say, wordsIn } from './saying.ts'
import { TextHand, writeParagraphs } from './textHand.ts'

const operations = Number(process.env.FUZZ_OPERATIONS ?? 300)
/** Drawn anew for every run, and printed with a failure. */
const firstDrawn = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
const seeds = [1, 7, ...Array.from({ length: Number(process.env.FUZZ_ROUNDS ?? 1) }, (_, round) => firstDrawn + round)]

let world: World
let people: Person[]
let vera: Person
beforeAll(async () => {
  world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  people = [olivia, ...(await Promise.all(['Ana', 'Ben', 'Cara'].map((name) => invite(world, olivia, name, 'member'))))]
  vera = await invite(world, olivia, 'Vera', 'viewer')
})
afterAll(() => world.stop())

const section = textOfTemplate('t1')
const paragraphs = 8
const wordsEach = 14

/** Every word is told from every other, so what an anchor is on can be judged. */
const wordAt = (paragraph: number, word: number): string => `p${paragraph}w${String(word).padStart(2, '0')}.`

const wordsOf = (text: string): string[] => [...text.matchAll(/p\d+w\d\d\./g)].map(([word]) => word)

/** Something a person does in a text editor. */
function act(hand: TextHand, random: Random): void {
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

type Begun = { id: string; words: string[] }

/** Somebody who may not write comments on some words as the server has them now. */
async function comment(room: string, documentId: string, random: Random): Promise<Begun | null> {
  const reader = await join(world, vera, room)
  const { text } = readLetters(textSection(reader.doc, section.id))
  const known = wordsOf(text)
  const from = Math.floor(random() * known.length)
  const words = known.slice(from, from + 2 + Math.floor(random() * 4))
  const [start, last] = [text.indexOf(words[0] ?? '?'), text.indexOf(words.at(-1) ?? '?')]
  reader.leave()
  if (start < 0 || last <= start) return null
  const quote = text.slice(start, last + (words.at(-1)?.length ?? 0))
  const { id } = await say(vera, documentId, 'On these', { target: wordsIn(reader.doc, section.id, quote) })
  return { id, words: wordsOf(quote) }
}

/** Takes somebody off the network for a while, or brings them back. */
async function comeAndGo(writers: readonly FuzzWriter[], random: Random): Promise<void> {
  const writer = writers[Math.floor(random() * writers.length)]
  const choice = random()
  if (choice < 0.5) writer?.cut()
  else if (choice < 0.75) writer?.goAway()
  else await writer?.comeBack()
}

type Judged = { threads: number; lost: number; lostThoughThere: string[]; strayed: string[]; exact: number }

/** Compares the words an anchor is on with those of them that are still there. */
function judge(doc: Y.Doc, begun: readonly Begun[], anchors: ReadonlyMap<string, CommentAnchor>): Judged {
  const letters = readLetters(textSection(doc, section.id))
  const there = wordsOf(letters.text)
  const judged: Judged = { threads: begun.length, lost: 0, lostThoughThere: [], strayed: [], exact: 0 }
  for (const { id, words } of begun) {
    const anchor = anchors.get(id)
    if (anchor?.kind !== 'text') throw new Error('A thread on words has no anchor in a text.')
    const located = locate(letters, anchor)
    const surviving = words.filter((word) => there.includes(word))
    const on = typeof located === 'string' ? [] : wordsOf(letters.text.slice(located.from, located.to))
    const strangers = on.filter((word) => !words.includes(word))
    if (typeof located === 'string') judged.lost += 1
    if (typeof located === 'string' && surviving.length > words.length / 2) judged.lostThoughThere.push(`${id} ${words.join(' ')}`)
    if (on.length > 0 && strangers.length === on.length) judged.strayed.push(`${id} ${words.join(' ')} -> ${on.join(' ')}`)
    if (strangers.length === 0 && on.length === surviving.length) judged.exact += 1
  }
  return judged
}

test.each(seeds)(
  'anchors stay on their words through edits, splits, joins, undo and partitions (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const random = randomNumbers(seed)
    const owner = people[0] as Person
    const { id, room } = await makeDocumentWith(world, owner, [section], `Anchors ${seed}`)
    const place = { world, room, sections: [section], people: [] }
    const writers = await Promise.all(people.map((person) => FuzzWriter.join(place, person)))
    const first = writers[0] as FuzzWriter
    writeParagraphs(
      textSection(first.doc, section.id),
      Array.from({ length: paragraphs }, (_, p) => `${Array.from({ length: wordsEach }, (_word, w) => wordAt(p, w)).join(' ')} `),
    )
    await Promise.all(writers.map((writer) => writer.settle()))
    const hands = new Map(writers.map((writer) => [writer, new TextHand(textSection(writer.doc, section.id))]))
    const begun: Begun[] = []
    for (let step = 0; step < operations; step++) {
      const writer = writers[Math.floor(random() * writers.length)] as FuzzWriter
      const hand = hands.get(writer)
      if (hand && hand.letters.length > 0) act(hand, random)
      if (random() < 0.04) await comeAndGo(writers, random)
      if (random() < 0.1) {
        const thread = await comment(room, id, random)
        if (thread) begun.push(thread)
      }
      if (random() < 0.05) await world.app.services.live.store(room)
    }
    for (const writer of writers) await writer.settle()
    await world.app.services.live.store(room)
    const { data } = await vera.api.comments.list({ document_id: id, limit: 200 })
    const judged = judge(first.doc, begun, new Map(data.map((thread) => [thread.id, thread.anchor])))
    for (const writer of writers) writer.leave()
    console.info(JSON.stringify({ seed, ...judged }))
    expect(judged.threads).toBeGreaterThan(5)
    expect(judged.lostThoughThere).toEqual([])
    expect(judged.strayed).toEqual([])
    expect(judged.exact / judged.threads).toBeGreaterThan(0.8)
  },
)
