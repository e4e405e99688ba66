import { listSection, tableSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText, mergeItem } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { CommentAnchor } from '@certloom/shared/comments/contract'
import { findPlaces } from '@certloom/shared/comments/place'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { randomNumbers } from '../support/random.ts'
import { everyColumn } from '../support/templates.ts'
import type { Random } from '../support/writeAtRandom.ts'

/** Enough for the share that goes astray to be told: at 40 it came out above its bound in one run of ten, with a true share of 0.6 %. */
const rounds = Number(process.env.FUZZ_ROUNDS ?? 400)
/** Drawn anew for every run, and printed with a failure. */
const firstSeed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

const [list, table] = ['l', 't']

/** Somebody at work in a list and a table, with an undo of their own. */
type Hand = { doc: Y.Doc; undo: Y.UndoManager }

function handOn(server: Y.Doc): Hand {
  const doc = new Y.Doc()
  sync(doc, server)
  return { doc, undo: new Y.UndoManager([listSection(doc, list), tableSection(doc, table)], { captureTimeout: 0 }) }
}

const sync = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}

const pick = <T>(from: readonly T[], random: Random): T | undefined => from[Math.floor(random() * from.length)]
const idIn = (rows: Rows, random: Random): string => pick(liveRows(rows), random)?.id ?? ''

/** Something a person does to the rows of a list or a table. */
function act({ doc, undo }: Hand, random: Random): void {
  const isList = random() < 0.5
  const rows = isList ? listSection(doc, list) : tableSection(doc, table)
  const choice = random()
  const id = idIn(rows, random)
  if (choice < 0.15) undo.undo()
  else if (choice < 0.2) undo.redo()
  else
    doc.transact(() => {
      if (choice < 0.4) moveRow(rows, id, pick([null, idIn(rows, random)], random) ?? null)
      else if (choice < 0.5) removeRow(rows, id)
      else if (choice < 0.6) {
        if (isList) addItems(rows, ['new'], id)
        else addTableRows(rows, everyColumn, [{}], id)
      } else if (isList && choice < 0.7) {
        const items = liveRows(rows)
        const before = items[items.findIndex((item) => item.id === id) - 1]
        if (before) mergeItem(rows, id, before.id)
      } else {
        const row = rows.get(id)
        const text = row && itemText(row)
        text?.insert(text.length, ' more')
      }
    })
}

/** Every item says a word that no other one says. */
const wordOf = (index: number): string => `w${String(index).padStart(2, '0')}.`

type Judged = { anchors: number; wrong: string[]; lost: number }

function write(seed: number): Judged {
  const random = randomNumbers(seed)
  const server = new Y.Doc()
  const items = addItems(
    listSection(server, list),
    Array.from({ length: 14 }, (_, index) => wordOf(index)),
  )
  const rows = addTableRows(
    tableSection(server, table),
    everyColumn,
    Array.from({ length: 10 }, () => ({})),
  )
  const hands = Array.from({ length: 4 }, () => handOn(server))
  for (let step = 0; step < 150; step++) {
    const hand = pick(hands, random)
    if (!hand) continue
    act(hand, random)
    if (random() < 0.5) sync(hand.doc, server)
  }
  for (const { doc } of [...hands, ...hands]) sync(doc, server)
  for (const { doc } of hands) expect(placesIn(doc, items, rows)).toEqual(placesIn(server, items, rows))
  return judge(server, items, rows, seed)
}

const placesIn = (doc: Y.Doc, items: readonly string[], rows: readonly string[]) =>
  findPlaces(doc, [
    ...items.map((item_id): CommentAnchor => ({ kind: 'item', section_id: list, item_id })),
    ...rows.map((row_id): CommentAnchor => ({ kind: 'cell', section_id: table, row_id, column_id: 'name' })),
  ])

/** A comment is right on its own row while that is there, else on the one that has its words, and is lost only if nothing has them. */
function judge(doc: Y.Doc, items: readonly string[], rows: readonly string[], seed: number): Judged {
  const there = liveRows(listSection(doc, list)).map(({ id, row }) => ({ id, text: itemText(row)?.toString() ?? '' }))
  const cells = liveRows(tableSection(doc, table)).map(({ id }) => id)
  const judged: Judged = { anchors: items.length + rows.length, wrong: [], lost: 0 }
  const places = placesIn(doc, items, rows)
  for (const [index, place] of places.entries()) {
    const id = items[index] ?? rows[index - items.length]
    const right =
      index < items.length
        ? there.filter((item) => item.id === id || item.text.includes(wordOf(index))).map((item) => item.id)
        : cells.filter((cell) => cell === id)
    if (place.is === 'lost') judged.lost += 1
    const isRight = place.is === 'row' ? right.includes(place.row) : place.is === 'lost' && right.length === 0
    const order = index < items.length ? there.map((item) => item.id) : cells
    if (place.is === 'row') expect(order[place.at]).toBe(place.row)
    if (!isRight)
      judged.wrong.push(`${seed}: ${index < items.length ? wordOf(index) : `row ${index - items.length}`} ${JSON.stringify(place)}`)
  }
  return judged
}

test('comments on items and cells stay with their row through moves, joins, removals, undo and partitions', { timeout: 60_000 }, () => {
  const all = Array.from({ length: rounds }, (_, round) => write(firstSeed + round))
  const wrong = all.flatMap((judged) => judged.wrong)
  const anchors = all.reduce((sum, judged) => sum + judged.anchors, 0)
  expect(all.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0)
  // Two who join and undo the same items while they are cut off from each other can leave an item's words where no mark leads.
  expect(wrong.length / anchors, wrong.join('\n')).toBeLessThan(0.01)
})
