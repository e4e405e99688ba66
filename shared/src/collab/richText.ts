import { getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { RichText } from '../documents/contract.ts'
import { editorExtensions, isAllowedLink } from './editorSchema.ts'

const schema = getSchema(editorExtensions)

/** Rich text as our editors understand it; null for what none of them could have made, such as unknown nodes or a link to a script. */
export function readRichText(content: RichText): Node | null {
  try {
    const node = schema.nodeFromJSON(content)
    node.check()
    return node.type === schema.topNodeType && hasSafeLinks(node) ? node : null
  } catch {
    return null
  }
}

function hasSafeLinks(root: Node): boolean {
  let isSafe = true
  root.descendants(({ marks }) => {
    for (const { type, attrs } of marks) if (type.name === 'link' && !isAllowedLink(String(attrs.href ?? ''))) isSafe = false
  })
  return isSafe
}
