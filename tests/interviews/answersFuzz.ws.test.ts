import { setTimeout as pause } from 'node:timers/promises'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { readDocument, textOf } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { makeDocumentsWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'

const operations = Number(process.env.FUZZ_OPERATIONS ?? 120)
/** Drawn anew for every run, and printed with a failure: put it below then. */
const drawn = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const shared = { ...textOfTemplate('who'), interview: { question_key: 'who' } }

/** What was typed in one document, and what of it was taken away again. */
type Log = { typed: Set<string>; removed: Set<string> }

/** Somebody, and where they write. */
type Seat = { editor: Editor; log: Log }

/**
 * A session over three documents that share a question: three people write where it is asked, one of them in the document; a fourth writes in the
 * second document, which the answer fills; nobody does in the third.
 */
async function meet() {
  const documents = await makeDocumentsWith(world, olivia, { First: [shared], Second: [shared], Third: [shared] })
  const [source, filled] = documents
  if (!source || !filled) throw new Error('There are no documents.')
  const { customer_id } = source
  const people = [
    olivia,
    ...(await Promise.all(['Ana', 'Ben', 'Cara'].map((name) => invite(world, olivia, name, 'contributor', customer_id)))),
  ]
  const session = await olivia.api.interviews.create({ customer_id, document_ids: documents.map(({ id }) => id) })
  const [asked, beside] = [newLog(), newLog()]
  const seats = await Promise.all(
    people.map(async (person, index): Promise<Seat> => {
      const [room, log] = index === 3 ? [filled.room, beside] : [source.room, asked]
      return { editor: await join(world, person, room), log }
    }),
  )
  return { documents, source, session, seats, asked, beside }
}

const newLog = (): Log => ({ typed: new Set(), removed: new Set() })

type Meeting = Awaited<ReturnType<typeof meet>>

const paragraphOf = (doc: Y.Doc): string => textSection(doc, 'who').toString()

function type({ editor, log }: Seat, word: string): void {
  editor.type('who', word)
  log.typed.add(word)
}

/** Takes away a word that was typed in this document, if this replica has one. */
function takeAway({ editor, log }: Seat, random: () => number): void {
  const [paragraph = ''] = editor.words('who').split('\n')
  const here = [...log.typed].filter((word) => paragraph.includes(word))
  const word = here[Math.floor(random() * here.length)]
  if (word === undefined) return
  editor.erase('who', paragraph.indexOf(word), word.length)
  log.removed.add(word)
}

/** One thing that happens in a session: a word, one taken away, an answer by a program, a broken line, a snapshot, a deployment. */
async function act({ source, session, seats, asked, beside }: Meeting, random: () => number, count: number): Promise<void> {
  const seat = seats[Math.floor(random() * seats.length)] as Seat
  const word = `<${count}>`
  const choice = random()
  // Who writes in what the answer fills takes it away as often, so that it is filled again under their hands.
  if (choice < (seat.log === beside ? 0.35 : 0.55)) type(seat, word)
  else if (choice < 0.7) takeAway(seat, random)
  else if (choice < 0.8) {
    const question_id = `${source.id}:who`
    const answering = olivia.api.interviews.answer({ session_id: session.id, question_id, answer: word })
    await answering.then(() => asked.typed.add(word)).catch(isRefused)
  } else if (choice < 0.86) {
    seat.editor.provider.configuration.websocketProvider.webSocket?.close()
    type(seat, word)
  } else if (choice < 0.98) await world.app.services.live.store(source.room)
  else await world.restart()
}

/** Everything is committed. What a broken line lost of asking is asked again: a line may break and be back without anybody seeing it between. */
async function settle(editor: Editor): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!editor.provider.isSynced) throw new Error('not synced')
      if ((await Promise.race([editor.saved(), pause(500, 'unanswered')])) === 'unanswered') throw new Error('not saved')
    },
    { timeout: 15_000, interval: 10 },
  )
}

/** What is answered already is not answered over by a program. */
function isRefused(error: unknown): void {
  if (!String(error).includes('has an answer')) throw error
}

/** Every word that nobody took away is there, once, and no other. */
const expectAll = ({ typed, removed }: Log, said: string): void =>
  expect(Object.fromEntries([...typed].map((word) => [word, said.split(word).length - 1]))).toEqual(
    Object.fromEntries([...typed].map((word) => [word, removed.has(word) ? 0 : 1])),
  )

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

test.each([5, 17, 85729, drawn])(
  'what people in the room, in the document and a program answer at once ends in one text, and no word of anybody is lost, also where it is carried to: seed %d',
  async (seed) => {
    const random = randomNumbers(seed)
    const meeting = await meet()
    const { documents, session, seats, asked, beside } = meeting
    for (let count = 0; count < operations; count++) await act(meeting, random, count)
    await Promise.all(seats.map(({ editor }) => settle(editor)))
    const [lead, ...others] = seats.filter(({ log }) => log === asked).map(({ editor }) => editor) as [Editor, ...Editor[]]
    await vi.waitFor(() => expect(new Set([lead, ...others].map(({ doc }) => paragraphOf(doc))).size).toBe(1), {
      timeout: 15_000,
      interval: 20,
    })
    await olivia.api.interviews.pause({ session_id: session.id })
    await olivia.api.interviews.resume({ session_id: session.id })
    await olivia.api.interviews.complete({ session_id: session.id })
    const stored = await Promise.all(documents.map(({ id }) => readDocument(olivia, id)))
    const [said, filled, untouched] = stored.map((document) => textOf(document, 'who') ?? '') as [string, string, string]
    expect(spaced(said)).toBe(spaced(lead.words('who')))
    expect(untouched).toBe(said)
    expectAll(asked, said)
    expectAll(beside, filled)
    expect(asked.typed.size).toBeGreaterThan(operations / 5)
    expect(beside.typed.size).toBeGreaterThan(operations / 40)
    for (const { editor } of seats) editor.leave()
  },
)
