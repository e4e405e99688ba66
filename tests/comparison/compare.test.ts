import type { SectionDiff } from '@certloom/shared/comparison/contract'
import { linesOf, wordsOfLine } from '@certloom/shared/comparison/lines'
import { diffSection } from '@certloom/shared/comparison/section'
import { afterOf, beforeOf, diffWords } from '@certloom/shared/comparison/words'
import type { RichText } from '@certloom/shared/documents/contract'
import { describe, expect, test } from 'vitest'
import { randomNumbers } from '../support/random.ts'
import { randomText, rewritten } from './stories.ts'

/** The last seed is drawn anew for every run and printed with a failure. */
const seeds = [1, 2, 3, 20_261_121, Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)]

const said = (pieces: ReturnType<typeof diffWords>) => pieces.map(({ change, text }) => [change, text])

describe('words', () => {
  test('are compared one by one, and what was said before stands in front of what is said now', () => {
    expect(said(diffWords('The board reviews risks once a year.', 'The board reviews all risks twice a year.'))).toEqual([
      ['same', 'The board reviews '],
      ['added', 'all '],
      ['same', 'risks '],
      ['removed', 'once'],
      ['added', 'twice'],
      ['same', ' a year.'],
    ])
  })

  test('that were all replaced are one change and not one for each', () => {
    expect(said(diffWords('one two three', 'four five six'))).toEqual([
      ['removed', 'one two three'],
      ['added', 'four five six'],
    ])
  })

  test('of scripts without blanks are compared letter by letter', () => {
    expect(said(diffWords('漢字文', '漢語文'))).toEqual([
      ['same', '漢'],
      ['removed', '字'],
      ['added', '語'],
      ['same', '文'],
    ])
  })

  test.each(seeds)('give both sides back, without half a character anywhere (seed %i)', (seed) => {
    const random = randomNumbers(seed)
    for (let round = 0; round < 400; round++) {
      const before = randomText(random)
      const after = rewritten(before, random)
      const pieces = diffWords(before, after)
      expect([beforeOf(pieces), afterOf(pieces)]).toEqual([before, after])
      for (const { text } of pieces) expect(text.isWellFormed(), JSON.stringify([before, after])).toBe(true)
    }
  })

  test('of two long texts that share nothing are compared all the same', () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(' ')
    const [before, after] = [text('a'), text('b')]
    const pieces = diffWords(before, after)
    expect([beforeOf(pieces), afterOf(pieces)]).toEqual([before, after])
  })
})

const paragraph = (text: string, ...marks: string[]): RichText => ({
  type: 'paragraph',
  content: [{ type: 'text', text, ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }) }],
})
const heading = (text: string, level: number): RichText => ({ ...paragraph(text), type: 'heading', attrs: { level } })
const list = (...items: string[]): RichText => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
})
const text = (...content: RichText[]): RichText => ({ type: 'doc', content })

function linesIn(diff: SectionDiff) {
  if (diff.type !== 'text') throw new Error(`A text was compared, and the answer is about a ${diff.type}.`)
  return diff.lines
}

const changesIn = (before: RichText | null, after: RichText | null) =>
  linesIn(diffSection('text', before, after)).map(({ change, pieces }) => [change, afterOf(pieces) || beforeOf(pieces)])

describe('a text', () => {
  test('keeps what is equal apart from what was added, removed and reworded', () => {
    const before = text(heading('Purpose', 2), paragraph('We protect data.'), paragraph('Old line, to go.'), paragraph('The end.'))
    const after = text(heading('Purpose', 2), paragraph('Brand new first.'), paragraph('We protect all data.'), paragraph('The end.'))
    expect(changesIn(before, after)).toEqual([
      ['same', 'Purpose'],
      ['added', 'Brand new first.'],
      ['changed', 'We protect all data.'],
      ['removed', 'Old line, to go.'],
      ['same', 'The end.'],
    ])
  })

  test('tells that a paragraph became a heading, and an item of a list, with the same words', () => {
    const [first, second] = linesIn(
      diffSection('text', text(paragraph('Scope'), paragraph('Every office')), text(heading('Scope', 3), list('Every office'))),
    )
    expect(first).toMatchObject({ change: 'changed', before: { block: 'paragraph' }, after: { block: 'heading', level: 3 } })
    expect(second).toMatchObject({ change: 'changed', after: { block: 'paragraph', within: ['bulletList', 'listItem'] } })
    expect(first?.pieces).toMatchObject([{ change: 'same', text: 'Scope' }])
  })

  test('tells what is marked otherwise', () => {
    const [line] = linesIn(diffSection('text', text(paragraph('Never share keys')), text(paragraph('Never share keys', 'bold'))))
    expect(line).toMatchObject({
      change: 'changed',
      pieces: [{ change: 'formatted', text: 'Never share keys', marks: [{ type: 'bold' }] }],
    })
  })

  test('that was empty is all added, and all removed the other way round', () => {
    const filled = text(paragraph('One.'), paragraph('Two.'))
    expect(changesIn(null, filled).map(([change]) => change)).toEqual(['added', 'added'])
    expect(changesIn(filled, null).map(([change]) => change)).toEqual(['removed', 'removed'])
  })

  test.each(seeds)('gives the lines of both sides back (seed %i)', (seed) => {
    const random = randomNumbers(seed)
    const pick = () => [paragraph, (words: string) => heading(words, 2), (words: string) => list(words, words)][Math.floor(random() * 3)]
    for (let round = 0; round < 60; round++) {
      const before = text(...Array.from({ length: 1 + Math.floor(random() * 8) }, () => (pick() ?? paragraph)(randomText(random))))
      const kept = (before.content ?? []).filter(() => random() < 0.7)
      const after = text(...kept.flatMap((block) => (random() < 0.3 ? [paragraph(randomText(random)), block] : [block])))
      const lines = linesIn(diffSection('text', before, after))
      expect(lines.filter((line) => line.before).map(({ pieces }) => beforeOf(pieces))).toEqual(linesOf(before).map(wordsOfLine))
      expect(lines.filter((line) => line.after).map(({ pieces }) => afterOf(pieces))).toEqual(linesOf(after).map(wordsOfLine))
    }
  })
})

const columns = [
  { id: 'risk', label: 'Risk', type: 'text' },
  { id: 'level', label: 'Level', type: 'number' },
]
const row = (id: string, risk: string, level: number | null) => ({ id, cells: { risk, level } })

describe('a table', () => {
  const before = { columns, rows: [row('a', 'Theft', 1), row('b', 'Fire', 2), row('c', 'Flood', 3), row('d', 'Fraud', 4)] }

  function rowsIn(after: unknown) {
    const diff = diffSection('table', before, after)
    if (diff.type !== 'table') throw new Error('A table was compared.')
    return diff
  }

  test('is compared by cell, with rows added, removed and moved', () => {
    const after = { columns, rows: [row('d', 'Fraud', 4), row('a', 'Theft of laptops', 1), row('c', 'Flood', null), row('e', 'Strike', 5)] }
    const { rows } = rowsIn(after)
    expect(rows.map(({ id, change, is_moved }) => [id, change, is_moved])).toEqual([
      ['d', 'same', true],
      ['a', 'changed', false],
      ['b', 'removed', false],
      ['c', 'changed', false],
      ['e', 'added', false],
    ])
    expect(rows[1]?.cells).toMatchObject([
      {
        change: 'changed',
        pieces: [
          { change: 'same', text: 'Theft' },
          { change: 'added', text: ' of laptops' },
        ],
      },
      { change: 'same' },
    ])
    expect(rows[3]?.cells[1]).toMatchObject({ change: 'removed', before: 3, after: null })
  })

  test('tells of columns that were added, removed and renamed', () => {
    const after = {
      columns: [
        { id: 'risk', label: 'Threat', type: 'text' },
        { id: 'owner', label: 'Owner', type: 'text' },
      ],
      rows: [{ id: 'a', cells: { risk: 'Theft', owner: 'Ann' } }],
    }
    expect(rowsIn(after).columns.map(({ id, change }) => [id, change])).toEqual([
      ['risk', 'changed'],
      ['level', 'removed'],
      ['owner', 'added'],
    ])
  })

  test.each(seeds)('gives both orders of its rows back (seed %i)', (seed) => {
    const random = randomNumbers(seed)
    for (let round = 0; round < 200; round++) {
      const ids = Array.from({ length: Math.floor(random() * 9) }, (_, index) => `r${index}`)
      const shuffled = ids.filter(() => random() < 0.8).map((id) => ({ id, key: random() }))
      if (random() < 0.5) shuffled.sort((a, b) => a.key - b.key)
      const after = [...shuffled.map(({ id }) => id), ...(random() < 0.5 ? ['new'] : [])]
      const table = (of: readonly string[]) => ({ columns, rows: of.map((id) => row(id, id, 1)) })
      const diff = diffSection('table', table(ids), table(after))
      const rows = diff.type === 'table' ? diff.rows : []
      expect(rows.filter(({ change }) => change !== 'removed').map(({ id }) => id)).toEqual(after)
      expect(rows.filter(({ change, is_moved }) => change !== 'added' && !is_moved).map(({ id }) => id)).toEqual(
        ids.filter((id) => !rows.some((other) => other.id === id && other.is_moved)),
      )
    }
  })
})

test('a list and evidence are compared by item', () => {
  const item = (id: string, words: string) => ({ id, text: words })
  expect(diffSection('list', [item('a', 'Train people'), item('b', 'Lock doors')], [item('b', 'Lock all doors')])).toMatchObject({
    items: [
      { id: 'a', change: 'removed' },
      { id: 'b', change: 'changed', pieces: [{ text: 'Lock ' }, { change: 'added', text: 'all ' }, { text: 'doors' }] },
    ],
  })
  expect(diffSection('evidence', null, [{ evidence_id: 'e', title: 'Signed approval' }])).toMatchObject({
    items: [{ id: 'e', change: 'added', pieces: [{ change: 'added', text: 'Signed approval' }] }],
  })
})

test('stored content that is nothing of its type counts as empty', () => {
  for (const odd of [null, 7, 'words', [], [7], { rows: 'x' }, { rows: [{ id: 7 }] }])
    for (const type of ['text', 'table', 'list', 'evidence'] as const) expect(() => diffSection(type, odd, odd)).not.toThrow()
})
