import * as Y from 'yjs'
import { addRows, liveRows, type Row, type Rows } from './rowsDoc.ts'

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

/** The items of a list as data. */
export const listValues = (list: Rows): { id: string; text: string }[] =>
  liveRows(list).map(({ id, row }) => ({ id, text: itemText(row)?.toString() ?? '' }))
