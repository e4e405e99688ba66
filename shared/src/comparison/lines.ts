import type { RichText } from '../documents/contract.ts'
import type { LineShape, WordMark } from './contract.ts'
import type { Run } from './words.ts'

/** A line of a rich text: a block without blocks in it. */
export type Line = { shape: LineShape; runs: Run[] }

const isInline = (node: RichText): boolean => node.type === 'text' || node.type === 'hardBreak'

/** The lines of a rich text in their order, whatever they stand in. Unknown blocks count by what they contain. */
export function linesOf(node: RichText, within: readonly string[] = []): Line[] {
  const inside = node.type === 'doc' ? within : [...within, node.type]
  const lines: Line[] = []
  const children = node.content ?? []
  if (node.type !== 'doc' && children.every(isInline)) return [{ shape: shapeOf(node, within), runs: children.map(runOf) }]
  for (const child of children)
    if (isInline(child)) lines.push({ shape: shapeOf(node, within), runs: [runOf(child)] })
    else lines.push(...linesOf(child, inside))
  return lines
}

const shapeOf = (node: RichText, within: readonly string[]): LineShape => ({
  block: node.type,
  level: typeof node.attrs?.level === 'number' ? node.attrs.level : null,
  within: [...within],
})

const runOf = (node: RichText): Run => ({
  text: node.type === 'hardBreak' ? '\n' : (node.text ?? ''),
  marks: (node.marks ?? []).map(markOf),
})

function markOf({ type, attrs }: NonNullable<RichText['marks']>[number]): WordMark {
  return { type, href: typeof attrs?.href === 'string' ? attrs.href : null }
}

/** What a line says. */
export const wordsOfLine = ({ runs }: Line): string => runs.map(({ text }) => text).join('')
