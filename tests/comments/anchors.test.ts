import { readLetters } from '@certloom/shared/collab/letters'
import { anchorAt, locate, type TextAnchor } from '@certloom/shared/collab/textAnchor'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { TextHand, writeParagraphs } from './textHand.ts'

const first = 'Access is granted by role and reviewed every quarter. '
const second = 'Leavers lose their access on the day they leave. '
const third = 'The owner of a system approves each request in writing.'

/** A text of three paragraphs with somebody writing in it, and a comment on some of its words. */
function commented(words: string) {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('text')
  writeParagraphs(fragment, [first, second, third])
  const letters = readLetters(fragment)
  const from = letters.text.indexOf(words)
  const anchor = anchorAt(letters, { from, to: from + words.length }) as TextAnchor
  return { doc, fragment, anchor, hand: new TextHand(fragment), at: from, end: from + words.length }
}

/** The words an anchor is on now, with a stroke where a paragraph ends; null if it is lost. */
function wordsAt({ fragment, anchor }: { fragment: Y.XmlFragment; anchor: TextAnchor }): string | null {
  const letters = readLetters(fragment)
  const located = locate(letters, anchor)
  return typeof located === 'string' ? null : letters.text.slice(located.from, located.to)
}

type Text = ReturnType<typeof commented>

/** What happens to a comment on "by role and reviewed", and which words it is on afterwards. */
const cases: [what: string, happens: (text: Text) => void, words: string | null][] = [
  ['nothing happens', () => {}, 'by role and reviewed'],
  ['somebody writes before it', ({ hand }) => hand.type(0, 'In general, '), 'by role and reviewed'],
  ['somebody writes inside it', ({ hand, at }) => hand.type(at + 3, 'their '), 'by their role and reviewed'],
  [
    'somebody writes right before and behind it',
    ({ hand, at, end }) => {
      hand.type(end, ', always')
      hand.type(at, 'only ')
    },
    'by role and reviewed',
  ],
  ['the paragraph is split before it', ({ hand, at }) => hand.split(at - 3), 'by role and reviewed'],
  ['the paragraph is split inside it', ({ hand, at }) => hand.split(at + 8), 'by role and reviewed'],
  ['the paragraph is split behind it', ({ hand, end }) => hand.split(end), 'by role and reviewed'],
  [
    'the paragraph is split twice and written in',
    ({ hand, at }) => {
      hand.split(at + 8)
      hand.split(at + 3)
      hand.type(at + 3, 'one ')
    },
    'by one role and reviewed',
  ],
  ['the paragraph becomes a heading', ({ hand, at }) => hand.heading(at), 'by role and reviewed'],
  [
    'the paragraph becomes a heading and again a paragraph',
    ({ hand, at }) => {
      hand.heading(at)
      hand.paragraph(at)
    },
    'by role and reviewed',
  ],
  ['the paragraph becomes an item of a list', ({ hand, at }) => hand.list(at), 'by role and reviewed'],
  [
    'the paragraph becomes a quotation and is lifted out of it',
    ({ hand, at }) => {
      hand.quote(at)
      hand.lift(at)
    },
    'by role and reviewed',
  ],
  ['its words become bold', ({ hand, at, end }) => hand.bold(at, end), 'by role and reviewed'],
  ['the paragraph behind it is joined with it', ({ hand }) => hand.join(first.length + 2), 'by role and reviewed'],
  ['its beginning is deleted', ({ hand, at }) => hand.delete(at - 4, at + 3), 'role and reviewed'],
  ['its end is deleted', ({ hand, end }) => hand.delete(end - 8, end + 6), 'by role and '],
  ['its middle is deleted', ({ hand, at }) => hand.delete(at + 3, at + 12), 'by reviewed'],
  ['it is deleted', ({ hand, at, end }) => hand.delete(at, end), null],
  [
    'it is deleted and the deletion undone',
    ({ hand, at, end }) => {
      hand.delete(at, end)
      hand.undo()
    },
    'by role and reviewed',
  ],
  [
    'it is deleted, undone and deleted again',
    ({ hand, at, end }) => {
      hand.delete(at, end)
      hand.undo()
      hand.redo()
    },
    null,
  ],
  [
    'a split inside it is undone',
    ({ hand, at }) => {
      hand.split(at + 8)
      hand.undo()
    },
    'by role and reviewed',
  ],
  ['its sentence is cut and pasted elsewhere', ({ hand }) => hand.move(0, first.length, second.length), 'by role and reviewed'],
  ['all paragraphs go', ({ fragment }) => fragment.delete(0, fragment.length), null],
]

for (const [what, happens, words] of cases)
  test(`a comment on words when ${what}: it is ${words === null ? 'lost' : `on “${words}”`}`, () => {
    const text = commented('by role and reviewed')
    happens(text)
    expect(wordsAt(text)?.trim()).toBe(words?.trim())
  })

test('a comment over two paragraphs survives their being joined', () => {
  const text = commented('every quarter. Leavers lose')
  text.hand.join(first.length + 2)
  expect(wordsAt(text)).toBe('every quarter. Leavers lose')
})

test('a comment on a paragraph that becomes a heading and is edited before anybody saved', () => {
  const text = commented('Leavers lose their access on the day they leave.')
  text.hand.heading(text.at)
  text.hand.delete(text.at + 19, text.at + 25)
  text.hand.type(text.end - 12, 'really ')
  expect(wordsAt(text)).toBe('Leavers lose their  on the day they really leave.')
})

test('a comment on a deleted sentence does not move to a neighbour that says nearly the same', () => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('text')
  writeParagraphs(fragment, [
    'Staff follow the policy at all times. Visitors follow the policy at all times. Suppliers follow the policy at all times.',
  ])
  const letters = readLetters(fragment)
  const sentence = 'Visitors follow the policy at all times. '
  const from = letters.text.indexOf(sentence)
  const anchor = anchorAt(letters, { from, to: from + sentence.length }) as TextAnchor
  new TextHand(fragment).delete(from, from + sentence.length)
  expect(wordsAt({ fragment, anchor })).toBe(null)
})

test('a comment on a word that is deleted does not move to the same word elsewhere', () => {
  const text = commented('access')
  text.hand.delete(text.at, text.end)
  expect(readLetters(text.fragment).text).toContain('Access')
  expect(wordsAt(text)).toBe(null)
})

test('a comment on words that are not here yet waits for them', () => {
  const text = commented('by role')
  const behind = new Y.Doc()
  expect(locate(readLetters(behind.getXmlFragment('text')), text.anchor)).toBe('unheard')
  Y.applyUpdate(behind, Y.encodeStateAsUpdate(text.doc))
  expect(wordsAt({ fragment: behind.getXmlFragment('text'), anchor: text.anchor })).toBe('by role')
})

test('letters of another text are nowhere in this one', () => {
  const text = commented('by role')
  const other = text.doc.getXmlFragment('other')
  writeParagraphs(other, ['Something else.'])
  expect(readLetters(other).find(text.anchor.start)).toBe(null)
})

test('words deep in a long text are found again after they were edited', () => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('text')
  writeParagraphs(
    fragment,
    Array.from({ length: 400 }, (_, at) => `Sentence number ${at} says something about item ${at * 7}. `),
  )
  const letters = readLetters(fragment)
  const from = letters.text.indexOf('Sentence number 200')
  const anchor = anchorAt(letters, { from, to: from + 300 }) as TextAnchor
  const hand = new TextHand(fragment)
  hand.heading(from)
  hand.delete(from + 20, from + 25)
  const located = locate(readLetters(fragment), anchor)
  expect(located).toMatchObject({ from })
})
