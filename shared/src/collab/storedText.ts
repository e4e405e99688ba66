import { getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { RichText } from '../documents/contract.ts'
import { plainText } from '../documents/text.ts'
import { editorExtensions } from './editorSchema.ts'

const schema = getSchema(editorExtensions)

/**
 * Stored text as a node of today's editor, whatever editor it was stored with: marks that today's does not know are dropped, blocks that it does not
 * know become paragraphs or what is in them. No word is lost: what still does not fit is kept as plain paragraphs.
 */
export function textNode(content: RichText | null): Node {
  if (content === null) return emptyText()
  try {
    const [fitted] = fit(content)
    const node = schema.nodeFromJSON(fitted)
    node.check()
    return node
  } catch {
    return plainParagraphs(content)
  }
}

const emptyText = (): Node => schema.node('doc', null, [schema.node('paragraph')])

function fit(node: RichText): RichText[] {
  const content = (node.content ?? []).flatMap(fit)
  const marks = (node.marks ?? []).filter(({ type }) => schema.marks[type] !== undefined)
  if (schema.nodes[node.type]) return [{ ...node, marks, ...(node.content && { content }) }]
  const isInline = content.length > 0 && content.every(({ type }) => schema.nodes[type]?.isInline)
  return isInline ? [{ type: 'paragraph', content }] : content
}

const plainParagraphs = (content: RichText): Node =>
  schema.node(
    'doc',
    null,
    plainText(content)
      .split('\n')
      .map((line) => schema.node('paragraph', null, line === '' ? [] : [schema.text(line)])),
  )
