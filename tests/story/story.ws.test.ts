import { checklistRow, readRow, storyPlays } from '@certloom/shared/collab/checklistDoc'
import { editingOf, stepsIn } from '@certloom/shared/collab/checklistEditing'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { playKey, playsOf } from '@certloom/shared/collab/storyPlays'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Story, StoryCard } from '@certloom/shared/story/contract'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { makeChecklist, readAnswers } from '../readiness/checklist.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let ana: Person
let ben: Person
let project: ReadinessProjectDetail
let story: Story
const editors: Editor[] = []

beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ana = await invite(world, olivia, 'Ana', 'member')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(() => world.stop())

beforeEach(async () => {
  for (const editor of editors.splice(0)) editor.leave()
  project = await makeChecklist(olivia, `Company ${crypto.randomUUID()}`)
  story = await olivia.api.story.get({ project_id: project.id })
})

async function enter(person: Person): Promise<Editor> {
  const editor = await join(world, person, project.room)
  editors.push(editor)
  return editor
}

const stored = () => world.app.services.live.store(project.room)

/** Somebody at their screen: what the page does with their moves. */
function seated({ doc }: Editor, person: Person) {
  const origin = {}
  const steps = stepsIn(
    doc,
    story.chapters.flatMap(({ cards }) => cards.flatMap((card) => card.requirement_ids)),
    origin,
  )
  return editingOf(doc, origin, person.me.user.id, () => steps)
}

const cardsOf = (key: string): StoryCard[] => story.chapters.find((chapter) => chapter.key === key)?.cards ?? []

async function choicesOnRecord(): Promise<string[]> {
  const rows = await world.sql<{ name: string; after: { code: string; status: string } }>(
    `select actor_name as name, after from activity where entity_id = $1 and action = 'answer.changed' and after ? 'status' order by id`,
    [project.id],
  )
  return rows.map(({ name, after }) => `${name}: ${after.code} ${after.status}`)
}

test('two people play a chapter at once, a third another: every decision is stored, and on record under who made it', async () => {
  const [a, b, o] = [await enter(ana), await enter(ben), await enter(olivia)]
  const log: string[] = []
  const expected = new Map<string, string>()
  const play = (by: ReturnType<typeof seated>, name: string, card: StoryCard, index: number) => {
    const option = card.options[index % card.options.length]
    if (!option) return
    by.play(card, option.id, null)
    for (const { code, status } of option.effects) {
      log.push(`${name}: ${code} ${status}`)
      expected.set(code, status)
    }
  }
  const [anas, bens, olivias] = [seated(a, ana), seated(b, ben), seated(o, olivia)]
  for (const [index, card] of cardsOf('access').entries()) play(index % 2 === 0 ? anas : bens, index % 2 === 0 ? 'Ana' : 'Ben', card, index)
  for (const [index, card] of cardsOf('incidents').entries()) play(olivias, 'Olivia', card, index)
  await Promise.all([a, b, o].map((editor) => editor.saved()))
  await stored()
  const answers = await readAnswers(olivia, project.id)
  const said = new Map(answers.filter(({ answered_at }) => answered_at !== null).map(({ code, status }) => [code, status]))
  expect(said).toEqual(expected)
  expect(said.size).toBe(12 + 11)
  expect((await choicesOnRecord()).toSorted()).toEqual(log.toSorted())
  await vi.waitFor(() => {
    for (const editor of [a, b, o]) expect(playsOf(editor.doc)).toHaveLength(10)
  })
  for (const editor of [a, b, o]) expect(editor.refusal()).toBeUndefined()
})

test('what was decided is there for whoever comes later, also after the server has started anew', async () => {
  const a = await enter(ana)
  const [card] = cardsOf('foundations')
  if (!card) throw new Error('The chapter has no scene.')
  seated(a, ana).play(card, 'b', null)
  await a.saved()
  a.leave()
  await world.restart()
  const b = await enter(ben)
  expect(playsOf(b.doc)).toMatchObject([{ cardId: card.id, userId: ana.me.user.id, optionId: 'b' }])
})

test('a decision is taken back as one step over what others said before, and the server refuses nothing of it', async () => {
  const [card] = cardsOf('access')
  const [first = ''] = card?.requirement_ids ?? []
  const [a, b] = [await enter(ana), await enter(ben)]
  const earlier = new Date(Date.now() - 5 * 60_000)
  a.doc.transact(() => chooseStatus(checklistRow(a.doc, first), 'missing', { userId: ana.me.user.id, now: earlier }))
  await vi.waitFor(() => expect(readRow(checklistRow(b.doc, first)).status).toBe('missing'))
  const bens = seated(b, ben)
  if (card) bens.play(card, 'a', null)
  await vi.waitFor(() => expect(readRow(checklistRow(a.doc, first)).status).toBe('ready'))
  bens.undo()
  await vi.waitFor(() => expect(readRow(checklistRow(a.doc, first)).status).toBe('missing'))
  await b.saved()
  expect(b.refusal()).toBeUndefined()
  await stored()
  expect(playsOf(a.doc)).toEqual([])
  expect((await readAnswers(olivia, project.id)).filter(({ answered_at }) => answered_at !== null)).toHaveLength(1)
})

test('undoing a choice in the list leaves the room open too, where somebody else had chosen longer ago', async () => {
  const [first = ''] = cardsOf('access')[0]?.requirement_ids ?? []
  const [a, b] = [await enter(ana), await enter(ben)]
  a.doc.transact(() =>
    chooseStatus(checklistRow(a.doc, first), 'missing', { userId: ana.me.user.id, now: new Date(Date.now() - 5 * 60_000) }),
  )
  await vi.waitFor(() => expect(readRow(checklistRow(b.doc, first)).status).toBe('missing'))
  const bens = seated(b, ben)
  bens.choose([first], 'ready')
  bens.undo()
  await vi.waitFor(() => expect(readRow(checklistRow(a.doc, first)).status).toBe('missing'))
  await b.saved()
  expect(b.refusal()).toBeUndefined()
})

test('nobody decides in somebody else’s name, and nothing else is written there', async () => {
  const at = new Date().toISOString()
  for (const key of [playKey('access-1', ben.me.user.id), 'access-1']) {
    const a = await enter(ana)
    storyPlays(a.doc).set(key, { option: 'a', at, rows: {} })
    await vi.waitFor(() => expect(a.refusal()).toBe('not_yours'))
    a.leave()
  }
  const b = await enter(ben)
  expect([...storyPlays(b.doc).keys()]).toEqual([])
})

test('who may only read a checklist reads its story and decides nothing', async () => {
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  expect(await vera.api.story.get({ project_id: project.id })).toEqual(story)
  const v = await enter(vera)
  storyPlays(v.doc).set(playKey('access-1', vera.me.user.id), { option: 'a', at: new Date().toISOString(), rows: {} })
  const o = await enter(olivia)
  await stored()
  expect([...storyPlays(o.doc).keys()]).toEqual([])
})

test('a story is told only to who may see its checklist, and only where the standard has one', async () => {
  const stranger = await signUp(world, 'Sara', 'Other Advisers')
  await expect(stranger.api.story.get({ project_id: project.id })).rejects.toMatchObject({ code: 'not_found' })
  const { data } = await olivia.api.frameworks.list({ limit: 50 })
  const iso9001 = data.find(({ code }) => code === 'iso9001-2015')?.id ?? ''
  const other = { customer_id: project.customer_id, iso_standard_id: iso9001 }
  const quality = await olivia.api.readiness.create(other)
  expect(await olivia.api.story.get({ project_id: quality.id })).toEqual({ chapters: [] })
  await expect(olivia.api.readiness.create({ ...other, mode: 'story' })).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(olivia.api.readiness.update({ project_id: quality.id, mode: 'story' })).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await olivia.api.readiness.update({ project_id: project.id, mode: 'story' })).toMatchObject({ mode: 'story' })
  expect(await olivia.api.readiness.create({ ...other, iso_standard_id: project.iso_standard_id, mode: 'story' })).toMatchObject({
    mode: 'story',
  })
})
