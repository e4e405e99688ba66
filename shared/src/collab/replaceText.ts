import type { Text } from 'yjs'

/** Makes a shared text say `words`, touching only what differs: what others write elsewhere in it at that moment stays. */
export function replaceText(text: Text, words: string): void {
  const before = text.toString()
  const start = commonLength(before, words)
  const end = Math.min(commonLength(reversed(before), reversed(words)), before.length - start, words.length - start)
  const gone = before.length - start - end
  if (gone > 0) text.delete(start, gone)
  const added = words.slice(start, words.length - end)
  if (added !== '') text.insert(start, added)
}

const reversed = (text: string): string[] => text.split('').reverse()

function commonLength(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}
