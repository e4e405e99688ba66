import { rewriteText } from '@certloom/shared/collab/rewriteText'
import { textNode } from '@certloom/shared/collab/storedText'
import { align } from '@certloom/shared/comparison/align'
import { linesOf, wordsOfLine } from '@certloom/shared/comparison/lines'
import { wordLikeness } from '@certloom/shared/comparison/words'
import type { RichText } from '@certloom/shared/documents/contract'
import { updateYFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import { type Doc, XmlElement, type XmlFragment, XmlText } from 'yjs'
import { canonicalJson } from './canonical.ts'

type Node = ReturnType<typeof textNode>

/**
 * Makes a live text say what was stored once. Blocks that say the same are not touched, blocks that are alike are rewritten word by word: carets and
 * what others are typing in them stay. To be called within a transaction.
 */
export const restoreText = (doc: Doc, text: XmlFragment, content: RichText | null): void => updateChildren(doc, text, textNode(content))

function updateChildren(doc: Doc, parent: XmlFragment, node: Node): void {
  const live = parent.toArray()
  const [before, after] = [live.map(readLive), node.children.map(readNode)]
  const pairs = align(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
    (b, a) => likenessOf(before[b], after[a]),
  )
  let at = 0
  for (const pair of pairs) {
    const [element, child] = [live[pair.before ?? -1], node.children[pair.after ?? -1]]
    if (!child) {
      parent.delete(at, 1)
      continue
    }
    if (!(element instanceof XmlElement)) insert(doc, parent, at, child)
    else if (before[pair.before ?? -1]?.key !== after[pair.after ?? -1]?.key) update(doc, element, child)
    at++
  }
}

/** A block as far as two are compared. */
type Block = { key: string; type: string; words: string }

function readLive(child: unknown): Block {
  if (!(child instanceof XmlElement)) return { key: '', type: '', words: '' }
  const { content } = yXmlFragmentToProsemirrorJSON(child as XmlFragment) as { content: (RichText | RichText[])[] }
  const inside = content.flat() // a text is the list of its runs
  return readJson({ type: child.nodeName, attrs: child.getAttributes(), ...(inside.length > 0 && { content: inside }) })
}

const readNode = (node: Node): Block => readJson(node.toJSON() as RichText)

const readJson = (json: RichText): Block => ({
  key: canonicalJson(withoutNulls(json)),
  type: json.type,
  words: linesOf(json).map(wordsOfLine).join('\n'),
})

/** An attribute that is null and one that is not there are the same. */
const withoutNulls = ({ type, text, attrs, marks, content }: RichText): unknown => ({
  type,
  text,
  attrs: setOnly(attrs),
  marks: marks?.map((mark) => ({ type: mark.type, attrs: setOnly(mark.attrs) })),
  content: content?.map(withoutNulls),
})

function setOnly(attrs: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const set = Object.entries(attrs ?? {}).filter(([, value]) => value !== null)
  return set.length === 0 ? undefined : Object.fromEntries(set)
}

const likenessOf = (before: Block | undefined, after: Block | undefined): number =>
  before && after && before.type === after.type ? wordLikeness(before.words, after.words) : -1

const fill = (doc: Doc, element: XmlElement, node: Node): void =>
  updateYFragment(doc, element as XmlFragment, node, { mapping: new Map(), isOMark: new Map() })

function insert(doc: Doc, parent: XmlFragment, at: number, node: Node): void {
  const element = new XmlElement(node.type.name)
  parent.insert(at, [element])
  fill(doc, element, node)
}

function update(doc: Doc, element: XmlElement, node: Node): void {
  if (node.isTextblock || node.isLeaf) {
    updateWords(element, node)
    fill(doc, element, node)
    return
  }
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value === null) element.removeAttribute(name)
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value as string)
  }
  updateChildren(doc, element, node)
}

/** Rewrites one run of text; line breaks and marks are left to what follows. */
function updateWords(element: XmlElement, node: Node): void {
  const [text, ...others] = element.toArray()
  if (!(text instanceof XmlText) || others.length > 0 || !node.children.every((child) => child.isText)) return
  const inserts = (text.toDelta() as { insert: unknown }[]).map(({ insert: inserted }) => inserted)
  if (inserts.every((inserted) => typeof inserted === 'string')) rewriteText(text, inserts.join(''), node.textContent)
}
