import { readCatalogue } from '@certloom/server/frameworks/catalogue'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { effectsOf, type StoryRow, scoreAfter } from '@certloom/shared/story/preview'
import { domainHasBadge, gapsOf, isSettled, nextOpenCard, progressOf, rowsOfChapter } from '@certloom/shared/story/progress'
import { describe, expect, test } from 'vitest'
import { cardOf, chapterOf, idOf, wholeStory } from './wholeStory.ts'

type Answers = Record<string, AnswerStatus>

const saying = (answers: Answers) => {
  const byId = new Map(Object.entries(answers).map(([code, status]) => [idOf(code), status]))
  return (id: string): AnswerStatus | null => byId.get(id) ?? null
}
const unanswered = saying({})
const everything = (status: AnswerStatus) => () => status

const controls = () => {
  const { frameworks, requirements } = readCatalogue()
  const iso = frameworks.find(({ code }) => code === 'iso27001-2022')
  return requirements.filter(({ framework_id, kind }) => framework_id === iso?.id && kind === 'control')
}
const cards = wholeStory.chapters.flatMap((chapter) => chapter.cards)

describe('the story', () => {
  test('has eight chapters with a badge each, of eight to twelve controls in three to five scenes', () => {
    expect(wholeStory.chapters).toHaveLength(8)
    expect(new Set(wholeStory.chapters.map(({ badge }) => badge)).size).toBe(8)
    for (const chapter of wholeStory.chapters) {
      expect(chapter.cards.length).toBeGreaterThanOrEqual(3)
      expect(chapter.cards.length).toBeLessThanOrEqual(5)
      expect(rowsOfChapter(chapter).length).toBeGreaterThanOrEqual(8)
      expect(rowsOfChapter(chapter).length).toBeLessThanOrEqual(12)
    }
  })

  test('reaches every control of Annex A, in exactly one scene', () => {
    const reached = wholeStory.chapters.flatMap(rowsOfChapter)
    expect(reached.toSorted()).toEqual(
      controls()
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(reached).toHaveLength(93)
  })

  test('names only requirements that are there, and every option decides all rows of its scene', () => {
    const known = new Map(controls().map(({ id, code }) => [id, code]))
    for (const card of cards) {
      expect(card.options.length, card.id).toBeGreaterThanOrEqual(3)
      for (const { effects } of card.options) {
        expect(effects.map(({ requirement_id }) => requirement_id).toSorted(), card.id).toEqual(card.requirement_ids.toSorted())
        for (const { requirement_id, code } of effects) expect(known.get(requirement_id), card.id).toBe(code)
      }
    }
  })

  test('lets every control become ready', () => {
    const best = new Set(
      cards.flatMap(({ options }) =>
        options.flatMap(({ effects }) => effects.filter(({ status }) => status === 'ready').map((effect) => effect.code)),
      ),
    )
    expect(best.size).toBe(93)
  })

  test('names no scene twice, and no scene like a step of the studio', () => {
    const ids = [...cards.map(({ id }) => id), ...wholeStory.chapters.map(({ key }) => key)]
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(['people', 'end']).not.toContain(id)
  })
})

describe('what a decision would do', () => {
  const card = cardOf('access-2')
  const option = (id: string) => card.options.find((one) => one.id === id) ?? { effects: [] }

  test('is told row by row, from what to what', () => {
    expect(effectsOf(option('c'), saying({ 'A.8.5': 'ready' })).map(({ code, before, after }) => [code, before, after])).toEqual([
      ['A.5.17', null, 'partial'],
      ['A.8.5', 'ready', 'missing'],
    ])
  })

  test('does not overrule that a row does not apply', () => {
    const [first, second] = effectsOf(option('a'), saying({ 'A.5.17': 'not_applicable' }))
    expect(first).toMatchObject({ before: 'not_applicable', after: 'not_applicable', isKept: true })
    expect(second).toMatchObject({ before: null, after: 'ready', isKept: false })
  })

  test('moves the score of its domains and the overall one, before anything is changed', () => {
    const row = (code: string, domain: string): StoryRow => ({ requirementId: idOf(code), domain, inOverall: true, status: null })
    const rows = [row('A.5.17', 'A.5'), row('A.5.18', 'A.5'), row('A.8.5', 'A.8')]
    const after = scoreAfter(rows, effectsOf(option('b'), unanswered))
    expect(after.domains.map(({ code, percentage }) => [code, percentage])).toEqual([
      ['A.5', 25],
      ['A.8', 50],
    ])
    expect(after).toMatchObject({ overall: 37.5, answered: 2 })
    expect(scoreAfter(rows, [])).toMatchObject({ overall: 0, answered: 0 })
  })
})

describe('progress', () => {
  const chapter = chapterOf('access')
  const [first] = chapter.cards

  test('comes from the rows alone: a chapter answered in the grid counts like one that was played', () => {
    expect(progressOf(chapter, unanswered)).toEqual({ rows: 12, answered: 0, settledCards: 0, percentage: 0, hasBadge: false })
    expect(progressOf(chapter, saying({ 'A.5.15': 'ready', 'A.5.16': 'partial', 'A.5.17': 'ready' }))).toEqual({
      rows: 12,
      answered: 3,
      settledCards: 1,
      percentage: 20.83,
      hasBadge: false,
    })
  })

  test('a chapter has its badge once every row is answered, whatever the answers, and loses it when one is taken back', () => {
    expect(progressOf(chapter, everything('missing'))).toMatchObject({ hasBadge: true, percentage: 0, settledCards: 5 })
    const last = rowsOfChapter(chapter).at(-1)
    expect(progressOf(chapter, (id) => (id === last ? null : 'ready')).hasBadge).toBe(false)
  })

  test('rows that do not apply are answered, and count for nothing else', () => {
    expect(progressOf(chapter, everything('not_applicable'))).toMatchObject({ hasBadge: true, percentage: null })
  })

  test('a domain has its badge at 70 %', () => {
    expect([null, 69.99, 70, 100].map(domainHasBadge)).toEqual([false, false, true, true])
  })

  test('gaps are what is neither ready nor inapplicable, partial rows last', () => {
    const answers = saying({ 'A.5.15': 'partial', 'A.5.16': 'ready', 'A.5.17': 'missing', 'A.8.5': 'not_applicable' })
    const gaps = gapsOf(chapter, answers)
    expect(gaps).toHaveLength(10)
    expect(gaps[0]).toBe(idOf('A.5.17'))
    expect(gaps.at(-1)).toBe(idOf('A.5.15'))
    expect(gapsOf(chapter, everything('ready'))).toEqual([])
  })

  test('goes on at the first scene with an open row', () => {
    expect(nextOpenCard(wholeStory, unanswered)?.id).toBe('foundations-1')
    expect(nextOpenCard(wholeStory, unanswered, chapter)?.id).toBe('access-1')
    expect(nextOpenCard(wholeStory, saying({ 'A.5.15': 'ready', 'A.5.16': 'missing' }), chapter)?.id).toBe('access-2')
    expect(nextOpenCard(wholeStory, everything('partial'))).toBeUndefined()
    expect(first && isSettled(first, saying({ 'A.5.15': 'ready' }))).toBe(false)
  })
})
