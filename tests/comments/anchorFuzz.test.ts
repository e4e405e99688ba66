import { readLetters } from '@certloom/shared/collab/letters'
import { anchorAt, locate, type TextAnchor } from '@certloom/shared/collab/textAnchor'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { randomNumbers } from '../support/random.ts'
import type { Random } from '../support/writeAtRandom.ts'
import { TextHand, writeParagraphs } from './textHand.ts'
import { act, type Judged, judge, type OnWords, paragraphsOfWords, passageOf, wordsOf } from './wordFuzz.ts'

/** Enough for the share that goes astray to be told: of 150 times 20 rounds two came out at its bound or above, with a true share of 0.74 %. */
const rounds = Number(process.env.FUZZ_ROUNDS ?? 100)
/** Drawn anew for every run, and printed with a failure. */
const firstSeed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

const sync = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}

/** Sets the anchors anew where they are now, as every save does. */
function follow(text: Y.XmlFragment, set: readonly OnWords[]): OnWords[] {
  const letters = readLetters(text)
  return set.map(({ anchor, words }) => {
    const located = locate(letters, anchor)
    return { anchor: (typeof located === 'string' ? null : anchorAt(letters, located)) ?? anchor, words }
  })
}

/** Four people write for a while, each cut off from the others now and then, while anchors are set and followed at the server. */
function write(random: Random): Judged {
  const server = new Y.Doc()
  const text = server.getXmlFragment('text')
  writeParagraphs(text, paragraphsOfWords())
  const people = Array.from({ length: 4 }, () => {
    const doc = new Y.Doc()
    sync(doc, server)
    return { doc, hand: new TextHand(doc.getXmlFragment('text')) }
  })
  let set: OnWords[] = []
  for (let step = 0; step < 150; step++) {
    const person = people[Math.floor(random() * people.length)]
    if (!person) continue
    if (person.hand.letters.length > 0) act(person.hand, random)
    if (random() < 0.7) sync(person.doc, server)
    if (random() < 0.15) set.push(...anchored(text, random))
    if (random() < 0.2) set = follow(text, set)
  }
  for (const { doc } of [...people, ...people]) sync(doc, server)
  return judge(readLetters(text), follow(text, set))
}

function anchored(text: Y.XmlFragment, random: Random): OnWords[] {
  const letters = readLetters(text)
  const passage = passageOf(letters.text, random)
  const from = passage === null ? -1 : letters.text.indexOf(passage)
  const anchor: TextAnchor | null = passage === null ? null : anchorAt(letters, { from, to: from + passage.length })
  return anchor === null || passage === null ? [] : [{ anchor, words: wordsOf(passage) }]
}

test('anchors stay on their words through edits, splits, joins, undo and partitions', () => {
  const all = Array.from({ length: rounds }, (_, round) => ({ seed: firstSeed + round, ...write(randomNumbers(firstSeed + round)) }))
  const sum = (of: 'anchors' | 'exact' | 'lost') => all.reduce((total, judged) => total + judged[of], 0)
  const wrong = all.flatMap(({ seed, lostThoughThere, strayed }) => [...lostThoughThere, ...strayed].map((words) => `${seed}: ${words}`))
  expect(sum('anchors')).toBeGreaterThan(rounds * 5)
  // People who split and join the same paragraphs while they are cut off from each other double and mix words: then none is right.
  expect(wrong.length / sum('anchors'), wrong.join('\n')).toBeLessThan(0.02)
  expect(sum('exact') / sum('anchors')).toBeGreaterThan(0.65)
})
