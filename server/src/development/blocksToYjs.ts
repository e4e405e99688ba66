import { XmlElement, XmlText } from 'yjs'
import { z } from 'zod'

/** A piece of rich text in a form that is easy to write: a paragraph is its text, in which `**` surrounds what is bold. */
export const Block = z.union([
  z.string().min(1),
  z.strictObject({ heading: z.string().min(1) }),
  z.strictObject({ bullets: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ steps: z.array(z.string().min(1)).min(1) }),
])
export type Block = z.infer<typeof Block>

const headingLevel = 3

/** The nodes an editor would make of these blocks, with exactly the attributes it would give them: it then finds nothing to correct. */
export const blocksToYjs = (blocks: readonly Block[]): XmlElement[] => blocks.map(nodeOf)

function nodeOf(block: Block): XmlElement {
  if (typeof block === 'string') return element('paragraph', [words(block)])
  if ('heading' in block) return element('heading', [words(block.heading)], { level: headingLevel })
  if ('bullets' in block) return element('bulletList', block.bullets.map(item))
  return element('orderedList', block.steps.map(item), { start: 1 })
}

const item = (text: string): XmlElement => element('listItem', [element('paragraph', [words(text)])])

function element(name: string, children: (XmlElement | XmlText)[], attributes: Record<string, number> = {}): XmlElement {
  const made = new XmlElement(name)
  // Yjs keeps any JSON value here, and editors write numbers, whatever its types say
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as unknown as string)
  made.insert(0, children)
  return made
}

function words(text: string): XmlText {
  const parts = text.split('**').map((insert, index) => (index % 2 === 1 ? { insert, attributes: { bold: {} } } : { insert }))
  const made = new XmlText()
  made.applyDelta(parts.filter((part) => part.insert !== ''))
  return made
}
