import type { Node } from '@tiptap/pm/model'

/** How many letters stand before a place of the editor's own counting; between paragraphs there are none. */
export function lettersBefore(doc: Node, position: number): number {
  let count = 0
  doc.descendants((node, at) => {
    if (node.isText && at < position) count += Math.min(node.text?.length ?? 0, position - at)
    return at < position
  })
  return count
}
