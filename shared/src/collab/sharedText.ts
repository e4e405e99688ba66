import type * as Y from 'yjs'

/** Takes `removed` characters away at `index` and puts `inserted` there. */
export type Edit = { index: number; removed: number; inserted: string }

type Delta = Y.YTextEvent['delta']

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** The beginning of a text, without half a character at its end. */
export const shortened = (text: string, length: number): string =>
  text.slice(0, text.length > length && isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length)

function commonEnd(before: string, after: string, limit: number): number {
  let length = 0
  while (length < limit && before.at(-1 - length) === after.at(-1 - length)) length++
  return isLowSurrogate(before.charCodeAt(before.length - length)) || isLowSurrogate(after.charCodeAt(after.length - length))
    ? Math.max(0, length - 1)
    : length
}

function commonStart(before: string, after: string, limit: number): number {
  let length = 0
  while (length < limit && before[length] === after[length]) length++
  return length > 0 && isHighSurrogate(before.charCodeAt(length - 1)) ? length - 1 : length
}

/**
 * The smallest edit that turns one text into the other; null if they are the same. Never halves a surrogate pair.
 * @param caret where the caret stands afterwards: what is behind it was not typed, which tells which of several equal letters is new
 */
export function editBetween(before: string, after: string, caret = after.length): Edit | null {
  if (before === after) return null
  const end = commonEnd(before, after, Math.min(before.length, after.length - Math.min(caret, after.length)))
  const start = commonStart(before, after, Math.min(before.length, after.length) - end)
  // What is equal behind the edit beyond the caret stays, too.
  const moreEnd = commonEnd(before, after, Math.min(before.length, after.length) - start)
  const kept = Math.max(end, moreEnd)
  return { index: start, removed: before.length - start - kept, inserted: after.slice(start, after.length - kept) }
}

/** To be called within a transaction. */
export function applyEdit(text: Y.Text, { index, removed, inserted }: Edit): void {
  if (removed > 0) text.delete(index, removed)
  if (inserted !== '') text.insert(index, inserted)
}

/** Makes a shared text say `next`, changing no more of it than it must. To be called within a transaction. */
export function replaceText(text: Y.Text, next: string): void {
  const edit = editBetween(text.toString(), next)
  if (edit) applyEdit(text, edit)
}

const lengthOf = (insert: unknown): number => (typeof insert === 'string' ? insert.length : 1)

/** Where a place in a text is after somebody else changed it. What they put right at the place stands behind it. */
export function placeAfter(place: number, delta: Delta): number {
  let read = 0
  let moved = place
  for (const { retain, insert, delete: removed } of delta) {
    if (read > place || (read === place && insert !== undefined)) break
    if (retain !== undefined) read += retain
    else if (insert !== undefined) moved += lengthOf(insert)
    else if (removed !== undefined) {
      moved -= Math.min(removed, place - read)
      read += removed
    }
  }
  return moved
}

/** Where the last change of a delta ends: the caret goes there after one's own undo. */
export function endOfChange(delta: Delta): number {
  let index = 0
  let end = 0
  for (const { retain, insert, delete: removed } of delta) {
    if (retain !== undefined) index += retain
    if (insert !== undefined) index += lengthOf(insert)
    if (insert !== undefined || removed !== undefined) end = index
  }
  return end
}
