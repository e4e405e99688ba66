import { checklistRow, defineChecklistRoots, readRow, setOwner, storyPlays } from '@certloom/shared/collab/checklistDoc'
import { editingOf, stepsIn } from '@certloom/shared/collab/checklistEditing'
import { chooseStatus, openClaims } from '@certloom/shared/collab/statusClaims'
import { playCard, playerOf, playKey, playsOf, takeBackPlay } from '@certloom/shared/collab/storyPlays'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cardOf, idOf } from './wholeStory.ts'

const [ana, ben] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002']
const soc = { kind: 'team', id: '0190a000-0000-7000-8000-000000000003' } as const
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, seconds))
const card = cardOf('access-2') // A.5.17 and A.8.5
const [one, two] = [idOf('A.5.17'), idOf('A.8.5')]

let doc: Y.Doc
beforeEach(() => {
  doc = new Y.Doc()
  defineChecklistRoots(doc, [one, two])
})

const statuses = (of = doc) => [one, two].map((id) => readRow(checklistRow(of, id)).status)
const owners = () => [one, two].map((id) => readRow(checklistRow(doc, id)).owner)
const play = (userId: string, optionId: string, now = at(0), owner: typeof soc | null = null, on = doc) =>
  on.transact(() => playCard(on, card, optionId, { userId, now, owner }))
const takeBack = (userId: string) => {
  const own = playsOf(doc).find((one) => one.userId === userId)
  return own && doc.transact(() => takeBackPlay(doc, own))
}

test('a decision sets its rows, and who made it and when is known', () => {
  play(ana, 'c')
  expect(statuses()).toEqual(['partial', 'missing'])
  expect(playsOf(doc)).toMatchObject([{ cardId: 'access-2', userId: ana, optionId: 'c', at: at(0).toISOString() }])
})

test('taken back, rows say again what they said before, also after it was decided anew', () => {
  chooseStatus(checklistRow(doc, two), 'ready', { userId: ben, now: at(-300) })
  play(ana, 'c')
  play(ana, 'b', at(5))
  expect(statuses()).toEqual(['partial', 'partial'])
  expect(takeBack(ana)).toEqual({ back: 2, kept: 0 })
  expect(statuses()).toEqual([null, 'ready'])
  expect(playsOf(doc)).toEqual([])
})

test('decided anew after somebody else answered, it is taken back to what they answered', () => {
  play(ana, 'c')
  chooseStatus(checklistRow(doc, one), 'missing', { userId: ben, now: at(90) })
  play(ana, 'a', at(180))
  takeBack(ana)
  expect(statuses()).toEqual(['missing', null])
})

test('a row that somebody has changed since is not taken back', () => {
  play(ana, 'a')
  chooseStatus(checklistRow(doc, one), 'missing', { userId: ben, now: at(90) })
  expect(takeBack(ana)).toEqual({ back: 1, kept: 1 })
  expect(statuses()).toEqual(['missing', null])
})

test('what two people said alike stays when one of them takes it back', () => {
  play(ana, 'a')
  play(ben, 'a', at(10))
  takeBack(ana)
  expect(statuses()).toEqual(['ready', 'ready'])
  expect(openClaims(checklistRow(doc, one))).toEqual([])
})

test('two people who decide otherwise within a minute are both shown, and both decisions are kept', () => {
  play(ana, 'a')
  play(ben, 'd', at(20))
  expect(openClaims(checklistRow(doc, one)).map(({ userId, status }) => [userId, status])).toEqual([
    [ana, 'ready'],
    [ben, 'missing'],
  ])
  expect(playsOf(doc).map(({ userId, optionId }) => [userId, optionId])).toEqual([
    [ana, 'a'],
    [ben, 'd'],
  ])
  takeBack(ben)
  expect(statuses()).toEqual(['ready', 'ready'])
  expect(openClaims(checklistRow(doc, one))).toEqual([])
})

test('decided apart and without knowing of each other, nothing of either is lost', () => {
  const other = new Y.Doc()
  defineChecklistRoots(other, [one, two])
  play(ana, 'a')
  play(ben, 'd', at(3), null, other)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect(statuses()).toEqual(statuses(other))
  for (const replica of [doc, other]) {
    expect(playsOf(replica).map(({ userId, optionId }) => [userId, optionId])).toEqual([
      [ana, 'a'],
      [ben, 'd'],
    ])
    expect(openClaims(checklistRow(replica, two))).toHaveLength(2)
  }
})

test('rows nobody owns get the owner, others keep theirs, and it is taken back with the rest', () => {
  const person = { kind: 'person', id: ben } as const
  setOwner(checklistRow(doc, two), person)
  play(ana, 'a', at(0), soc)
  expect(owners()).toEqual([soc, person])
  play(ana, 'b', at(5), soc)
  takeBack(ana)
  expect(owners()).toEqual([null, person])
})

test('a row that does not apply is left alone', () => {
  chooseStatus(checklistRow(doc, one), 'not_applicable', { userId: ben, now: at(-300) })
  play(ana, 'a', at(0), soc)
  expect(statuses()).toEqual(['not_applicable', 'ready'])
  expect(owners()).toEqual([null, soc])
  takeBack(ana)
  expect(statuses()).toEqual(['not_applicable', null])
})

test('undoing takes a whole decision back as one step, and nothing of anybody else', () => {
  const origin = {}
  const steps = stepsIn(doc, [one, two], origin)
  const editing = editingOf(doc, origin, ana, () => steps)
  chooseStatus(checklistRow(doc, one), 'missing', { userId: ben, now: new Date(Date.now() - 300_000) })
  editing.play(card, 'a', soc)
  expect([statuses(), owners()]).toEqual([
    ['ready', 'ready'],
    [soc, soc],
  ])
  expect(editing.undo()).toBe(true)
  expect([statuses(), owners(), playsOf(doc)]).toEqual([['missing', null], [null, null], []])
  expect(editing.redo()).toBe(true)
  expect(statuses()).toEqual(['ready', 'ready'])
  expect(playsOf(doc)).toHaveLength(1)
  // What is not one's own cannot be written by undoing: the server would refuse it.
  expect([...checklistRow(doc, one).keys()]).not.toContain(`claim:${ben}`)
})

test('what is no decision counts as not there', () => {
  for (const [key, value] of Object.entries({
    'access-2': { option: 'a', at: at(0).toISOString(), rows: {} },
    [`access-3:${ana}`]: 'a',
    [`access-4:${ana}`]: { option: 'a', at: 'yesterday', rows: {} },
    [`access-5:${ana}`]: { option: 'a', at: at(0).toISOString(), rows: { [one]: { status: 'perfect' } } },
  }))
    storyPlays(doc).set(key, value)
  expect(playsOf(doc)).toEqual([{ cardId: 'access-5', userId: ana, optionId: 'a', at: at(0).toISOString(), rows: new Map() }])
  expect(playerOf(playKey('access-2', ana))).toBe(ana)
})
