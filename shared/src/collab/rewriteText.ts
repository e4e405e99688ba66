import type * as Y from 'yjs'
import { diffWords } from '../comparison/words.ts'

/** Makes a shared text say `next`, word by word: what both have stays, with the carets in it. To be called within a transaction. */
export function rewriteText(text: Y.Text, before: string, next: string): void {
  let index = 0
  for (const { change, text: words } of diffWords(before, next)) {
    if (change === 'removed') text.delete(index, words.length)
    else {
      if (change === 'added') text.insert(index, words)
      index += words.length
    }
  }
}
