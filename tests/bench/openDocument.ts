import { setTimeout as pause } from 'node:timers/promises'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText } from '@certloom/shared/collab/tableDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Browser } from 'playwright-core'
import * as Y from 'yjs'
import type { Person } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { everyColumn, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
import { type BenchRoom, openBenchRoom } from './benchRoom.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf, measure } from './figures.ts'
import { measureKeystrokes } from './keystroke.ts'

/** What stands in the document, and how many edits made it. */
const edits = 10_000
const sections: FillableSection[] = Array.from({ length: 50 }, (_, index) =>
  index % 5 === 3 ? tableOfTemplate(`s${index}`) : index % 5 === 4 ? listOfTemplate(`s${index}`) : textOfTemplate(`s${index}`),
)

/**
 * How long it takes to open a document of 50 sections with 10,000 edits behind it, from the question for a ticket to the first sync, with the room
 * unloaded and with it loaded; and what a keystroke in it costs its typist. In milliseconds. Needs a built client, and nobody else in any room.
 */
export async function measureLargeDocument(browser: Browser, server: BenchServer, owner: Person): Promise<Record<string, Figures>> {
  const { id, room } = await makeDocumentWith(server, owner, sections, 'Large')
  const open = (): Promise<BenchRoom> => openBenchRoom(server.url, owner, room)
  const unloaded = async (): Promise<void> => {
    while ((await server.loadedRooms()) > 0) await pause(20)
  }
  await writeMuch(await open())
  await unloaded()

  const cold = await measure(30, async () => {
    const opened = await open()
    return () => {
      opened.leave()
      return unloaded()
    }
  })
  const host = await open()
  const warm = await measure(60, async () => {
    const opened = await open()
    return () => opened.leave()
  })
  host.leave()
  return {
    'open, room unloaded': figuresOf(cold),
    'open, room loaded': figuresOf(warm),
    ...(await measureKeystrokes(browser, server.url, owner, id, sections[0]?.title ?? '')),
  }
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
