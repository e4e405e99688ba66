import type { RichText } from '@certloom/shared/documents/contract'
import * as Y from 'yjs'

type Run = { insert: unknown; attributes?: Record<string, unknown> }

const runOf = ({ insert, attributes = {} }: Run): RichText[] =>
  typeof insert === 'string' ? [{ type: 'text', text: insert, marks: Object.keys(attributes).map((type) => ({ type })) }] : []

function partOf(child: unknown): RichText[] {
  if (child instanceof Y.XmlText) return (child.toDelta() as Run[]).flatMap(runOf)
  return child instanceof Y.XmlElement ? [richTextOf(child)] : []
}

/** A live text in the form it is stored in. Reads Yjs alone: the way through ProseMirror would load half an editor. */
export const richTextOf = (node: Y.XmlFragment | Y.XmlElement): RichText => ({
  type: node instanceof Y.XmlElement ? node.nodeName : 'doc',
  ...(node instanceof Y.XmlElement && { attrs: node.getAttributes() }),
  content: node.toArray().flatMap(partOf),
})
