import { tableSection } from '@certloom/shared/collab/documentDoc'
import { parseScalar } from '@certloom/shared/collab/readCell'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, readDocument, roles } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'

/** As many rows as a checklist has, and how often its cells are edited; more with `GROWTH_EDITS`. */
const rowCount = 93
const edits = Number(process.env.GROWTH_EDITS ?? 5_000)

/** What fifty thousand edits may leave behind at most, in bytes: the state is told about in the log beyond 2 MB. */
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

/** Writes a letter or a whole value into one cell, as somebody working through a checklist does; each is a message of its own. */
function editCell(editor: Editor, columns: readonly Column[], random: () => number): void {
  const rows = liveRows(tableSection(editor.doc, roles))
  const row = rows[Math.floor(random() * rows.length)]?.row
  const column = columns[Math.floor(random() * columns.length)]
  if (!row || !column) return
  const text = cellText(row, column.id)
  if (text && text.length > 60) text.delete(0, text.length)
  else if (text) text.insert(text.length, 'x')
  else if (column.type === 'person') setScalar(row, column, people[Math.floor(random() * people.length)]?.me.user.id ?? null)
  else setScalar(row, column, parseScalar(column, column.options[Math.floor(random() * column.options.length)]?.label ?? '2026-11-21'))
}

test(`a document with ${edits} edits of its cells stays small, opens at once, and leaves nothing in the log`, {
  timeout: 600_000,
}, async ({ annotate }) => {
  const { id, room } = await makeDocument(people[0] as Person)
  const { content } = await readDocument(people[0] as Person, id)
  const { columns } = content.fillable_sections.find((section) => section.id === roles) ?? { columns: [] }
  const editors = await Promise.all(people.map((person) => join(world, person, room)))
  const [first] = editors as [Editor]
  first.doc.transact(() =>
    addTableRows(
      tableSection(first.doc, roles),
      columns,
      Array.from({ length: rowCount }, () => ({})),
    ),
  )
  await vi.waitFor(() => {
    for (const { doc } of editors) expect(liveRows(tableSection(doc, roles))).toHaveLength(rowCount)
  })
  const random = randomNumbers(7)
  for (let edit = 0; edit < edits; edit++) {
    editCell(editors[edit % editors.length] as Editor, columns, random)
    if (edit % 100 === 0) await Promise.all(editors.map((editor) => editor.saved()))
  }
  await Promise.all(editors.map((editor) => editor.saved()))
  const inLog = await world.sql<{ rows: number }>('select count(*)::int as rows from live_update where room = $1', [room])
  for (const editor of editors) editor.leave()
  await vi.waitFor(async () => expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([]), {
    timeout: 10_000,
  })
  await vi.waitFor(async () => expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(/^certloom_live_rooms 0$/m), {
    timeout: 10_000,
  })
  const [stored] = await world.sql<{ bytes: number }>('select length(state) as bytes from live_document where room = $1', [room])
  const begun = performance.now()
  const reader = await join(world, people[1] as Person, room)
  const opening = performance.now() - begun
  const figures = { edits, stateBytes: stored?.bytes, longestLog: inLog[0]?.rows, openMilliseconds: Math.round(opening) }
  await annotate(JSON.stringify(figures))
  expect(liveRows(tableSection(reader.doc, roles))).toHaveLength(rowCount)
  expect(stored?.bytes).toBeLessThan(edits * bytesPerEdit + rowCount * 1_000)
  reader.leave()
})
