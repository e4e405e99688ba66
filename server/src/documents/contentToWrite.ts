import { isWritten } from '@certloom/shared/collab/documentDoc'
import type { NewContent } from '@certloom/shared/documents/content'
import type { RichText } from '@certloom/shared/documents/contract'
import { paragraphsOf } from '@certloom/shared/documents/text'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { storable } from './storable.ts'

type Table = Extract<NewContent, { rows: unknown }>
type Item = Extract<NewContent, readonly unknown[]>[number]

/**
 * What a section is to say, as revisions store it; rows and items without an id are new.
 * @throws `invalid_input` for content of another type than the section's, and for cells of no column or of the wrong kind
 */
export function contentToWrite(section: FillableSection, content: NewContent): unknown {
  if (!isWritten(section)) throw cannot(section, 'shows what is kept elsewhere, and is not written here')
  if (content === null) return null
  if (section.type === 'text') return textToWrite(section, content)
  if (section.type === 'list') {
    if (!Array.isArray(content)) throw cannot(section, 'takes a list of items, each with its text')
    return content.map(({ id = newId(), text }: Item) => ({ id, text }))
  }
  if (!isTable(content)) throw cannot(section, 'takes rows of cells')
  return { columns: section.columns, rows: content.rows.map(({ id = newId(), cells }) => ({ id, cells: fitting(section, cells) })) }
}

function textToWrite(section: FillableSection, content: Exclude<NewContent, null>): RichText {
  if (typeof content === 'string') return paragraphsOf(content)
  if (Array.isArray(content) || !('type' in content) || content.type !== 'doc') throw cannot(section, 'takes text, plain or as Tiptap JSON')
  try {
    return storable(content) as RichText
  } catch {
    throw cannot(section, 'takes text that is nested less deep')
  }
}

const isTable = (content: Exclude<NewContent, null>): content is Table => typeof content === 'object' && 'rows' in content

function fitting(section: FillableSection, cells: Table['rows'][number]['cells']): Table['rows'][number]['cells'] {
  for (const [id, value] of Object.entries(cells)) {
    const column = section.columns.find((one) => one.id === id)
    if (!column) throw cannot(section, `has no column ${id}`)
    if (value !== null && (column.type === 'number') !== (typeof value === 'number'))
      throw cannot(section, `takes ${column.type === 'number' ? 'a number' : 'text'} in the column ${id}`)
  }
  return cells
}

const cannot = ({ id }: FillableSection, why: string): AppError =>
  new AppError('invalid_input', `The section ${id} ${why}.`, { field: 'content' })
