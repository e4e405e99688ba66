import { setTimeout as pause } from 'node:timers/promises'
import type { Me } from '@certloom/shared/accounts/contract'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText } from '@certloom/shared/collab/tableDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import * as Y from 'yjs'
import { visit } from '../support/client.ts'
import { type Person, password } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { everyColumn, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
import { type BenchRoom, openBenchRoom } from './benchRoom.ts'
import { startBenchServer } from './benchServer.ts'
import { figuresOf, measure, tableOf } from './figures.ts'
import { measureKeystrokes } from './keystroke.ts'

/**
 * How long it takes to open a large document (50 sections, 10,000 edits behind it) from the question for a ticket to the first sync, with the room
 * unloaded and with it loaded; and what a keystroke costs its typist. Prints the figures as a table and as JSON. Needs a built client.
 */
const edits = 10_000
const budget = 300

const sections: FillableSection[] = Array.from({ length: 50 }, (_, index) =>
  index % 5 === 3 ? tableOfTemplate(`s${index}`) : index % 5 === 4 ? listOfTemplate(`s${index}`) : textOfTemplate(`s${index}`),
)

const server = await startBenchServer()
try {
  const olivia = await signUp()
  const { id, room } = await makeDocumentWith(server, olivia, sections, 'Large')
  const open = (): Promise<BenchRoom> => openBenchRoom(server.url, olivia, room)
  await writeMuch(await open())

  const cold = await measure(30, async () => {
    const opened = await open()
    return async () => {
      opened.leave()
      await unloaded()
    }
  })
  const host = await open()
  const warm = await measure(60, async () => {
    const opened = await open()
    return async () => opened.leave()
  })
  const state = Y.encodeStateAsUpdate(host.doc).length
  host.leave()
  const measured = {
    'open, room unloaded': figuresOf(cold),
    'open, room loaded': figuresOf(warm),
    ...(await measureKeystrokes(server.url, olivia, id, sections[0]?.title ?? '')),
  }
  process.stdout.write(`${sections.length} sections, ${edits} edits, ${state} bytes\n${tableOf(measured)}\n`)
  process.stdout.write(`${JSON.stringify({ sections: sections.length, edits, state, measured })}\n`)
  if (measured['open, room unloaded'].p95 > budget) process.exitCode = 1
} finally {
  await server.stop()
}

async function signUp(): Promise<Person> {
  const visitor = visit(server)
  const email = 'olivia@example.test'
  const me = await visitor.api.accounts.signUp({ name: 'Olivia', organization_name: 'Harbor Compliance', email, password })
  return { ...visitor, me: me as Me, email }
}

/** Writes as people do: a few letters at a time, everywhere in the document; every edit travels by itself. */
async function writeMuch(opened: BenchRoom): Promise<void> {
  const random = randomNumbers(1)
  for (let edit = 0; edit < edits; edit++) {
    const section = sections[Math.floor(random() * sections.length)]
    if (section) opened.doc.transact(() => writeIn(opened.doc, section, random))
    if (edit % 100 === 99) await opened.saved()
  }
  await opened.saved()
  opened.leave()
  await unloaded()
}

function writeIn(doc: Y.Doc, { id, type }: FillableSection, random: () => number): void {
  if (type === 'text') write(paragraphIn(textSection(doc, id), random), random)
  else if (type === 'table') write(cellIn(doc, id, random), random)
  else write(itemIn(doc, id, random), random)
}

function write(text: Y.Text | undefined, random: () => number): void {
  if (!text) return
  if (random() < 0.15) text.delete(0, Math.min(3, text.length))
  else text.insert(Math.floor(random() * (text.length + 1)), 'words ')
}

function paragraphIn(fragment: Y.XmlFragment, random: () => number): Y.XmlText | undefined {
  if (fragment.length === 0 || random() < 0.05) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText()])
    fragment.insert(fragment.length, [paragraph])
  }
  const block = fragment.get(Math.floor(random() * fragment.length))
  const text = block instanceof Y.XmlElement ? block.get(0) : undefined
  return text instanceof Y.XmlText ? text : undefined
}

function cellIn(doc: Y.Doc, id: string, random: () => number): Y.Text | undefined {
  const table = tableSection(doc, id)
  if (table.size === 0 || random() < 0.1) addTableRows(table, everyColumn)
  const rows = liveRows(table)
  const row = rows[Math.floor(random() * rows.length)]?.row
  return row && cellText(row, 'name')
}

function itemIn(doc: Y.Doc, id: string, random: () => number): Y.Text | undefined {
  const list = listSection(doc, id)
  if (list.size === 0 || random() < 0.1) addItems(list)
  const items = liveRows(list)
  const item = items[Math.floor(random() * items.length)]?.row
  return item && itemText(item)
}

async function unloaded(): Promise<void> {
  while ((await server.loadedRooms()) > 0) await pause(20)
}
