import type { RichText } from './contract.ts'

const blocks = new Set(['paragraph', 'heading', 'listItem', 'tableRow', 'codeBlock', 'blockquote', 'horizontalRule'])

/** The words of a rich text, one block a line, without marks. Unknown nodes count by what they contain. */
export function plainText(node: RichText): string {
  const lines: string[] = ['']
  const visit = (current: RichText): void => {
    if (current.type === 'text') lines[lines.length - 1] += current.text ?? ''
    else if (current.type === 'hardBreak') lines.push('')
    for (const child of current.content ?? []) visit(child)
    if (blocks.has(current.type) && lines.at(-1) !== '') lines.push('')
  }
  visit(node)
  return lines
    .filter((line, index) => line !== '' || (index > 0 && index < lines.length - 1))
    .join('\n')
    .trim()
}

/** Plain words as an editor would have them: a paragraph a line. */
export const paragraphsOf = (text: string): RichText => ({
  type: 'doc',
  content: text.split(/\r?\n/).map((line) => ({ type: 'paragraph', ...(line !== '' && { content: [{ type: 'text', text: line }] }) })),
})

/** Is a text section filled? It is if it has one character that is not blank (PRODUCT decision 10). */
export const isTextFilled = (text: string): boolean => /\S/.test(text)
