import { readGiven } from '@certloom/shared/collab/tableDoc'
import { RichText } from '@certloom/shared/documents/contract'
import { plainText } from '@certloom/shared/documents/text'
import { z } from 'zod'
import type { Answer } from './writeAnswer.ts'

const Items = z.array(z.object({ text: z.string() }))
const Rows = z.object({ rows: z.array(z.object({ cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })) })

/** Reads an answer as it is stored; null for what is not carried, tables among it. */
export function answerIn(content: unknown): Exclude<Answer, { type: 'table' }> | null {
  const items = Items.safeParse(content)
  if (items.success) return { type: 'list', items: items.data.map(({ text }) => text) }
  const text = RichText.safeParse(content)
  return text.success && text.data.type === 'doc' ? { type: 'text', content: withoutEmpty(text.data) } : null
}

/** A paragraph whose words were all taken away says what one says that never had any. */
function withoutEmpty({ content = [], ...node }: RichText): RichText {
  return content.length === 0 ? node : { ...node, content: content.map(withoutEmpty) }
}

/** Does a section say this already, as of what is stored? How words are set does not count. */
export function says(content: unknown, answer: Answer): boolean {
  if (answer.type === 'table') return saysRows(content, answer)
  const stored = answerIn(content)
  if (stored?.type === 'list') return answer.type === 'list' && stored.items.join('\n') === answer.items.join('\n')
  return stored !== null && answer.type === 'text' && plainText(stored.content) === plainText(answer.content)
}

function saysRows(content: unknown, { columns, rows }: Extract<Answer, { type: 'table' }>): boolean {
  const stored = Rows.safeParse(content)
  if (!stored.success || stored.data.rows.length !== rows.length) return false
  return stored.data.rows.every(({ cells }, index) =>
    columns.every((column) => (readGiven(column, rows[index]?.[column.id]) ?? '') === (cells[column.id] ?? '')),
  )
}
