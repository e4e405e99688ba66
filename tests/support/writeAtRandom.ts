import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, type PlacedRow, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, type CellValues, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column, FillableSection } from '@certloom/shared/templates/contract'
import * as Y from 'yjs'

export type Random = () => number

const pick = <T>(from: readonly T[], random: Random): T | undefined => from[Math.floor(random() * from.length)]
const upTo = (most: number, random: Random): number => Math.floor(random() * (most + 1))

/** Words as people write them: of several alphabets, with characters of two units, blanks and line ends. */
const words = (random: Random): string =>
  pick(['a', 'zz', 'Wort', 'é', '漢', '😀', '👩‍🔧', ' ', '\n', '\t', '"', 'עברית', 'the plan '], random)?.repeat(1 + upTo(2, random)) ?? ''

/**
 * One random thing that somebody writing might do, in a text, a table or a list.
 * @param people ids that person columns may hold
 */
export function writeAtRandom(
  doc: Y.Doc,
  sections: readonly FillableSection[],
  people: readonly string[],
  random: Random,
  origin: unknown = null,
): void {
  const section = pick(sections, random)
  if (section) doc.transact(() => actIn(doc, section, people, random), origin)
}

function actIn(doc: Y.Doc, section: FillableSection, people: readonly string[], random: Random): void {
  if (section.type === 'text') actInText(textSection(doc, section.id), random)
  else if (section.type === 'table') actInTable(tableSection(doc, section.id), section.columns, people, random)
  else actInList(listSection(doc, section.id), random)
}

function block(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.insert(0, children)
  return element
}

const paragraph = (text: string): Y.XmlElement => block('paragraph', new Y.XmlText(text))

const blocks: readonly ((random: Random) => Y.XmlElement)[] = [
  (random) => paragraph(words(random)),
  (random) => {
    const heading = block('heading', new Y.XmlText(words(random)))
    heading.setAttribute('level', 2 as never)
    return heading
  },
  (random) => block('bulletList', block('listItem', paragraph(words(random))), block('listItem', paragraph(words(random)))),
  (random) =>
    block(
      'table',
      block('tableRow', block('tableHeader', paragraph(words(random)))),
      block('tableRow', block('tableCell', paragraph(words(random)))),
    ),
]

/** All texts of a fragment, however deep. */
const textsIn = (node: Y.XmlFragment): Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []))

function actInText(fragment: Y.XmlFragment, random: Random): void {
  const choice = random()
  const text = pick(textsIn(fragment), random)
  if (!text || choice < 0.15) fragment.insert(upTo(fragment.length, random), [pick(blocks, random)?.(random) ?? paragraph('')])
  else if (choice < 0.22) fragment.delete(upTo(fragment.length - 1, random), 1)
  else if (choice < 0.27) splitParagraph(fragment, random)
  else if (choice < 0.4) format(text, random)
  else editText(text, random)
}

/** As Enter does: what stands behind the caret goes into a paragraph of its own. */
function splitParagraph(fragment: Y.XmlFragment, random: Random): void {
  const at = upTo(fragment.length - 1, random)
  const element = fragment.get(at)
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined
  if (!(text instanceof Y.XmlText)) return
  const caret = caretIn(text, upTo(text.length, random))
  const tail = plain(text).slice(caret)
  text.delete(caret, text.length - caret)
  fragment.insert(at + 1, [paragraph(tail)])
}

const marks = [{ bold: {} }, { bold: null }, { italic: {} }, { link: { href: 'https://example.test/' } }, { link: null }]

const plain = (text: Y.Text): string =>
  text
    .toDelta()
    .map(({ insert }: { insert: string }) => insert)
    .join('')

/** The nearest place before `at` that is not inside a character of two units. No editor goes there, and Yjs breaks such a character for good. */
function caretIn(text: Y.Text, at: number): number {
  const place = Math.min(at, text.length)
  return /[\udc00-\udfff]/.test(plain(text)[place] ?? '') ? place - 1 : place
}

function rangeIn(text: Y.Text, random: Random): [start: number, length: number] {
  const start = caretIn(text, upTo(text.length, random))
  return [start, caretIn(text, start + 1 + upTo(4, random)) - start]
}

const format = (text: Y.XmlText, random: Random): void => text.format(...rangeIn(text, random), pick(marks, random) ?? {})

function editText(text: Y.Text, random: Random): void {
  if (random() < 0.3) text.delete(...rangeIn(text, random))
  else text.insert(caretIn(text, upTo(text.length, random)), words(random))
}

/** Adds, moves, takes away, or picks one row; undefined if it did something to the rows themselves. */
function actOnRows(rows: Rows, add: (after: string | null | undefined) => void, random: Random): PlacedRow | undefined {
  const live = liveRows(rows)
  const picked = pick(live, random)
  const choice = random()
  if (!picked || choice < 0.15) add(pick([null, undefined, picked?.id], random))
  else if (choice < 0.22) removeRow(rows, picked.id)
  else if (choice < 0.35) moveRow(rows, picked.id, pick([null, pick(live, random)?.id ?? null], random) ?? null)
  else return picked
}

function valueFor(column: Column, people: readonly string[], random: Random): string | number | null {
  switch (column.type) {
    case 'text':
      return words(random)
    case 'number':
      return pick([0, -1.5, 1e21, 0.1, random()], random) ?? null
    case 'date':
      return pick(['2026-11-21', '2028-02-29'], random) ?? null
    case 'choice':
      return pick(column.options, random)?.id ?? null
    case 'person':
      return pick(people, random) ?? null
  }
}

function actInTable(table: Rows, columns: readonly Column[], people: readonly string[], random: Random): void {
  const values = (): CellValues => Object.fromEntries(columns.map((column) => [column.id, valueFor(column, people, random)]))
  const picked = actOnRows(table, (after) => addTableRows(table, columns, random() < 0.5 ? [{}] : [values(), values()], after), random)
  if (!picked) return
  if (random() < 0.05) pasteRange(table, columns, picked, people, random)
  else writeCell(picked, pick(columns, random), people, random)
}

function writeCell({ row }: PlacedRow, column: Column | undefined, people: readonly string[], random: Random): void {
  if (!column) return
  const text = cellText(row, column.id)
  if (text) editText(text, random)
  else setScalar(row, column, random() < 0.2 ? null : valueFor(column, people, random))
}

/** Three rows of cells from one cell on: those there are filled, the rest is added. */
function pasteRange(table: Rows, columns: readonly Column[], from: PlacedRow, people: readonly string[], random: Random): void {
  const live = liveRows(table)
  const first = live.findIndex(({ id }) => id === from.id)
  for (let offset = 0; offset < 3; offset++) {
    const target = live[first + offset]
    if (!target) addTableRows(table, columns, [{ [columns[0]?.id ?? '']: words(random) }])
    else
      for (const column of columns) {
        const text = cellText(target.row, column.id)
        text?.delete(0, text.length)
        text?.insert(0, words(random))
        if (!text) setScalar(target.row, column, valueFor(column, people, random))
      }
  }
}

function actInList(list: Rows, random: Random): void {
  const picked = actOnRows(list, (after) => addItems(list, random() < 0.7 ? [words(random)] : [words(random), ''], after), random)
  const text = picked && itemText(picked.row)
  if (text) editText(text, random)
}
