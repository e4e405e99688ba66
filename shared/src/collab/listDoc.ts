import * as Y from 'yjs'
import { addRows, liveRows, markMerged, type Row, type Rows } from './rowsDoc.ts'

const words = 'text'

/** Adds items to a list; `after` as in `addRows`. */
export const addItems = (list: Rows, texts: readonly string[] = [''], after?: string | null): string[] =>
  addRows(
    list,
    texts.map((text) => (item: Row) => {
      item.set(words, new Y.Text(text))
    }),
    after,
  )

/** The shared text of an item; undefined for one that nobody of ours made. */
export function itemText(item: Row): Y.Text | undefined {
  const text = item.get(words)
  return text instanceof Y.Text ? text : undefined
}

/** The same, made if it is not there. To be called within a transaction. */
export function madeItemText(item: Row): Y.Text {
  const known = itemText(item)
  if (known) return known
  const text = new Y.Text()
  item.set(words, text)
  return text
}

/**
 * Puts an item's words behind those of another and takes it away. To be called within a transaction.
 * @returns where in the other item they begin; undefined if one of the two is gone
 */
export function mergeItem(list: Rows, id: string, into: string): number | undefined {
  const [from, to] = [list.get(id), list.get(into)]
  const [words, target] = [from && itemText(from), to && itemText(to)]
  if (!from || !words || !target) return undefined
  const start = target.length
  target.insert(start, words.toString())
  words.delete(0, words.length)
  markMerged(from, into)
  return start
}

/** The items of a list as data. */
export const listValues = (list: Rows): { id: string; text: string }[] =>
  liveRows(list).map(({ id, row }) => ({ id, text: itemText(row)?.toString() ?? '' }))
