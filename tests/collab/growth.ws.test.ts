import { checklistRow, justificationText, readRow, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { tableSection } from '@certloom/shared/collab/documentDoc'
import { parseScalar } from '@certloom/shared/collab/readCell'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { addTableRows, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { makeChecklist, readAnswers, statuses } from '../readiness/checklist.ts'
import { makeDocument, readDocument, roles } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'

/** How often cells are edited; as often as years of work with `GROWTH_EDITS`. */
const edits = Number(process.env.GROWTH_EDITS ?? 3_000)

/** As many rows as a checklist has controls. */
const rowCount = 93

/** What an edit may leave behind at most, in bytes, beside what the rows themselves take. */
const bytesPerEdit = 40

let world: World
let people: Person[]
beforeAll(async () => {
  world = await startWorld()
  world.config.live.messagesPerSecond = 100_000
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  people = [olivia, await invite(world, olivia, 'Ana', 'member'), await invite(world, olivia, 'Ben', 'member')]
})
afterAll(() => world.stop())

type Random = () => number
const oneOf = <T>(values: readonly T[], random: Random): T => values[Math.floor(random() * values.length)] as T

/** A room that is worked in: one edit in it, a message of its own, and what a person who has it open reads in it. */
type Grown = { room: string; edit(editor: Editor, person: Person, random: Random): void; read(doc: Y.Doc): unknown }

/** A letter, or the text taken away that has grown long. */
function writeText(text: Y.Text): void {
  if (text.length > 60) text.delete(0, text.length)
  else text.insert(text.length, 'x')
}

async function openTable(): Promise<Grown> {
  const [owner] = people as [Person]
  const { id, room } = await makeDocument(owner)
  const { content } = await readDocument(owner, id)
  const { columns } = content.fillable_sections.find((section) => section.id === roles) ?? { columns: [] }
  const rowsOf = (doc: Y.Doc) => liveRows(tableSection(doc, roles))
  const first = await join(world, owner, room)
  const rows = Array.from({ length: rowCount }, () => ({}))
  first.doc.transact(() => addTableRows(tableSection(first.doc, roles), columns, rows))
  await first.saved()
  first.leave()
  return {
    room,
    edit({ doc }, person, random) {
      const [{ row }, column] = [oneOf(rowsOf(doc), random), oneOf(columns, random)]
      const text = cellText(row, column.id)
      if (text) writeText(text)
      else if (column.type === 'person') setScalar(row, column, person.me.user.id)
      else setScalar(row, column, parseScalar(column, column.options[Math.floor(random() * column.options.length)]?.label ?? '2026-11-21'))
    },
    read: (doc) => rowsOf(doc).map(({ row }) => row.toJSON()),
  }
}

async function openChecklist(): Promise<Grown> {
  const [owner] = people as [Person]
  const { id, room } = await makeChecklist(owner)
  const rows = (await readAnswers(owner, id)).map(({ requirement_id }) => requirement_id)
  expect(rows.length).toBeGreaterThanOrEqual(rowCount)
  return {
    room,
    edit({ doc }, { me }, random) {
      const row = oneOf(rows, random)
      const values = checklistRow(doc, row)
      const deeds: (() => void)[] = [
        () => doc.transact(() => chooseStatus(values, oneOf(statuses, random), { userId: me.user.id, now: new Date() })),
        () => setOwner(values, { kind: 'person', id: oneOf(people, random).me.user.id }),
        () => setDue(values, `2027-0${1 + Math.floor(random() * 9)}-15`),
        () => setEvidence(values, { kind: 'link', url: `https://example.com/${Math.floor(random() * 100)}` }),
        () => writeText(justificationText(doc, row)),
      ]
      oneOf(deeds, random)()
    },
    read: (doc) => rows.map((row) => [readRow(checklistRow(doc, row)), justificationText(doc, row).toString()]),
  }
}

test.for<[string, () => Promise<Grown>]>([
  ['table of a document', openTable],
  ['checklist', openChecklist],
])(
  `a %s with ${edits} edits of its cells stays small, opens, and leaves nothing in the log`,
  { timeout: 600_000 },
  async ([what, open], { annotate }) => {
    const { room, edit, read } = await open()
    const editors = await Promise.all(people.map((person) => join(world, person, room)))
    const random = randomNumbers(7)
    for (let n = 0; n < edits; n++) {
      edit(editors[n % editors.length] as Editor, people[n % people.length] as Person, random)
      if (n % 100 === 0) await Promise.all(editors.map((editor) => editor.saved()))
    }
    await Promise.all(editors.map((editor) => editor.saved()))
    const [first] = editors as [Editor]
    for (const { doc } of editors) await vi.waitFor(() => expect(read(doc)).toEqual(read(first.doc)))
    expect(await metrics()).toMatch(/^certloom_live_large_rooms 0$/m)
    const inLog = await world.sql<{ rows: number }>('select count(*)::int as rows from live_update where room = $1', [room])
    for (const editor of editors) editor.leave()
    await vi.waitFor(async () => expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([]), {
      timeout: 10_000,
    })
    await vi.waitFor(async () => expect(await metrics()).toMatch(/^certloom_live_rooms 0$/m), { timeout: 10_000 })
    const [stored] = await world.sql<{ bytes: number }>('select length(state) as bytes from live_document where room = $1', [room])
    const begun = performance.now()
    const reader = await join(world, people[1] as Person, room)
    const openMilliseconds = Math.round(performance.now() - begun)
    await annotate(JSON.stringify({ what, edits, stateBytes: stored?.bytes, longestLog: inLog[0]?.rows, openMilliseconds }))
    expect(read(reader.doc)).toEqual(read(first.doc))
    expect(stored?.bytes).toBeLessThan(Math.min(edits * bytesPerEdit + rowCount * 1_000, world.config.live.stateAlarmBytes))
    reader.leave()
  },
)

const metrics = async (): Promise<string> => (await fetch(`${world.url}/metrics`)).text()
