import { readFileSync } from 'node:fs'
import path from 'node:path'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { type Doc, XmlElement, type XmlFragment, XmlText } from 'yjs'
import { z } from 'zod'
import { Block, blocksToYjs } from './blocksToYjs.ts'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/demo')

/** One sitting of one person at a document, which becomes one revision. Keys are section ids. */
const Sitting = z.strictObject({
  by: z.email(),
  /** blocks to add at the end of sections */
  write: z.record(z.string(), z.array(Block).min(1)).default({}),
  /** words to find in sections, and what to say instead */
  replace: z.record(z.string(), z.array(z.tuple([z.string().min(1), z.string().min(1)]))).default({}),
})
export type Sitting = z.infer<typeof Sitting>

const Content = z.record(z.string(), z.array(Sitting))
type Content = z.infer<typeof Content>

/** What is written into the documents of a plan: sittings in their order, by template code. */
export const readContent = (name: string): Content => Content.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')))

/** Does a sitting's work. What is there already stays as it is, so that a sitting may be repeated. */
export function sit(doc: Doc, { write, replace }: Sitting): void {
  for (const [sectionId, blocks] of Object.entries(write)) add(textSection(doc, sectionId), blocks)
  for (const [sectionId, changes] of Object.entries(replace))
    for (const [before, after] of changes) reword(textSection(doc, sectionId), before, after)
}

function add(section: XmlFragment, blocks: readonly Block[]): void {
  const nodes = blocksToYjs(blocks)
  const [first] = blocks
  const start = typeof first === 'string' ? first.replaceAll('**', '') : null
  if (start === null) throw new Error('What is written into a demo document begins with a paragraph.')
  if (!textsOf(section).some((text) => wordsOf(text) === start)) section.push(nodes)
}

function reword(section: XmlFragment, before: string, after: string): void {
  const texts = textsOf(section)
  const text = texts.find((candidate) => wordsOf(candidate).includes(before))
  if (text) {
    const at = wordsOf(text).indexOf(before)
    text.delete(at, before.length)
    text.insert(at, after)
  } else if (!texts.some((candidate) => wordsOf(candidate).includes(after))) {
    throw new Error(`A demo document does not say "${before}".`)
  }
}

const textsOf = (node: XmlFragment): XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof XmlText ? [child] : child instanceof XmlElement ? textsOf(child) : []))

const wordsOf = (text: XmlText): string =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
