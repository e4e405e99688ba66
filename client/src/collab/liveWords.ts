import * as Y from 'yjs'

const wordsOfText = (text: Y.XmlText): string =>
  text
    .toDelta()
    .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
    .join('')

/** The words of a live text, one block a line. Reads Yjs alone: turning it into ProseMirror's JSON would load half an editor. */
export function wordsOf(node: Y.XmlFragment | Y.XmlElement): string {
  const parts = node.toArray().map((child) => {
    if (child instanceof Y.XmlText) return wordsOfText(child)
    return child instanceof Y.XmlElement ? wordsOf(child) : ''
  })
  const isBlock = node.firstChild instanceof Y.XmlText
  return parts.join(isBlock ? '' : '\n')
}
