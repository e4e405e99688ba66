import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, type PlacedRow, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText, parseScalar, setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column, FillableSection } from '@certloom/shared/templates/contract'
import * as Y from 'yjs'

/**
 * One random thing that somebody writing might do, in a text, a table or a list.
 * @param people ids that person columns may hold
 */
export function writeAtRandom(doc: Y.Doc, sections: readonly FillableSection[], people: readonly string[], random: () => number): void {
  const section = sections[Math.floor(random() * sections.length)] as FillableSection
  doc.transact(() => {
    if (section.type === 'text') writeInText(textSection(doc, section.id), random)
    else if (section.type === 'table') writeInTable(tableSection(doc, section.id), section.columns, people, random)
    else writeInList(listSection(doc, section.id), random)
  })
}

const letters = (random: () => number): string => String.fromCharCode(97 + Math.floor(random() * 26)).repeat(1 + Math.floor(random() * 3))

function writeInText(fragment: Y.XmlFragment, random: () => number): void {
  const at = Math.floor(random() * (fragment.length + 1))
  const block = fragment.length > 0 ? fragment.get(Math.min(at, fragment.length - 1)) : undefined
  const text = block instanceof Y.XmlElement ? block.get(0) : undefined
  const choice = random()
  if (!(block instanceof Y.XmlElement) || choice < 0.15) {
    const paragraph = new Y.XmlElement(random() < 0.2 ? 'heading' : 'paragraph')
    paragraph.insert(0, [new Y.XmlText(`p${Math.floor(random() * 1e6)}`)])
    fragment.insert(at, [paragraph])
  } else if (choice < 0.22) fragment.delete(Math.min(at, fragment.length - 1), 1)
  else if (!(text instanceof Y.XmlText)) return
  else if (choice < 0.4) text.delete(0, Math.min(text.length, Math.ceil(random() * 4)))
  else if (choice < 0.5) text.format(0, Math.min(text.length, 3), { bold: random() < 0.5 ? {} : null })
  else text.insert(Math.floor(random() * (text.length + 1)), letters(random))
}

/** Adds, moves, takes away, or picks one row; undefined if it did something to the rows themselves. */
function actOnRows(rows: Rows, add: () => void, random: () => number): PlacedRow | undefined {
  const live = liveRows(rows)
  const picked = live[Math.floor(random() * live.length)]
  const choice = random()
  if (!picked || choice < 0.2) add()
  else if (choice < 0.27) removeRow(rows, picked.id)
  else if (choice < 0.37) moveRow(rows, picked.id, live[Math.floor(random() * live.length)]?.id ?? null)
  else return picked
}

function writeInTable(table: Rows, columns: readonly Column[], people: readonly string[], random: () => number): void {
  const picked = actOnRows(table, () => addTableRows(table, columns, [{}], random() < 0.3 ? null : undefined), random)
  const column = columns[Math.floor(random() * columns.length)]
  if (!picked || !column) return
  const text = cellText(picked.row, column.id)
  if (text) edit(text, random)
  else if (column.type === 'person') setScalar(picked.row, column, people[Math.floor(random() * people.length)] ?? null)
  else setScalar(picked.row, column, random() < 0.2 ? null : parseScalar(column, column.options[0]?.label ?? '2026-11-21'))
}

function writeInList(list: Rows, random: () => number): void {
  const picked = actOnRows(list, () => addItems(list, [letters(random)], random() < 0.3 ? null : undefined), random)
  const text = picked && itemText(picked.row)
  if (text) edit(text, random)
}

function edit(text: Y.Text, random: () => number): void {
  if (random() < 0.3) text.delete(0, Math.min(text.length, Math.ceil(random() * 3)))
  else text.insert(Math.floor(random() * (text.length + 1)), letters(random))
}
