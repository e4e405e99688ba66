import type { ScalarValue } from '@certloom/shared/collab/cell'
import { evidenceSection, listSection, sectionRoot, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import { listValues } from '@certloom/shared/collab/listDoc'
import { tableValues } from '@certloom/shared/collab/tableDoc'
import type { RichText } from '@certloom/shared/documents/contract'
import { isTextFilled, plainText } from '@certloom/shared/documents/text'
import { isStatementFilled } from '@certloom/shared/readiness/statement'
import type { Column, FillableSection } from '@certloom/shared/templates/contract'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import type { Doc, XmlFragment } from 'yjs'
import { contentHash } from './canonical.ts'
import { storable } from './storable.ts'

/** What a section says at one moment, read from the root that holds its content. `content` is null while it holds nothing. */
export type ProjectedSection = { sectionId: string; root: string; content: unknown; text: string; isFilled: boolean; hash: string }

type SectionShape = Pick<FillableSection, 'id' | 'type' | 'columns' | 'checklist_domain'>

/** Marks that anchor comments are no part of what a section says. */
const anchorMarks = new Set(['comment'])

/**
 * Reads one section. The converter knows no schema, so it can never drop what it does not know (REALTIME section 2, 12).
 * @throws whatever reading content throws that no editor of ours makes
 */
export function projectSection(doc: Doc, section: SectionShape): ProjectedSection {
  const { content, text, isFilled = isTextFilled(text) } = read(doc, section)
  return { sectionId: section.id, root: sectionRoot(section), content, text, isFilled, hash: contentHash(content) }
}

type Reading = { content: unknown; text: string; isFilled?: boolean }

/**
 * Content and words of a section; it is filled when its words are not blank, a table also by a person in a cell, evidence by one item that is not
 * rejected (PRODUCT decision 10); what shows a checklist, when that is decided.
 */
function read(doc: Doc, section: SectionShape): Reading {
  switch (section.type) {
    case 'text': {
      const content = projectText(textSection(doc, section.id))
      return { content, text: content === null ? '' : plainText(content) }
    }
    case 'table':
      return projectTable(doc, section)
    case 'list': {
      const items = storable(listValues(listSection(doc, section.id))) as ReturnType<typeof listValues>
      return { content: items.length === 0 ? null : items, text: items.map((item) => item.text).join('\n') }
    }
    case 'evidence':
      return projectEvidence(doc, section.id)
  }
}

/** Rejected evidence is still linked, and fills nothing. */
function projectEvidence(doc: Doc, sectionId: string): Reading {
  const linked = linkedEvidence(evidenceSection(doc, sectionId))
  return {
    content: linked.length === 0 ? null : linked.map(({ id, title }) => ({ evidence_id: id, title })),
    text: linked.map(({ title }) => title).join('\n'),
    isFilled: linked.some(({ status }) => status !== 'rejected'),
  }
}

function projectTable(doc: Doc, { id, columns, checklist_domain }: SectionShape): Reading {
  const rows = storable(tableValues(tableSection(doc, id), columns)) as ReturnType<typeof tableValues>
  if (rows.length === 0) return { content: null, text: '' }
  return {
    content: { columns: columns.map(({ id, label, type }) => ({ id, label, type })), rows },
    text: rows.map(({ cells }) => wordsOfRow(columns, cells)).join('\n'),
    isFilled:
      checklist_domain === undefined ? rows.some(({ cells }) => isRowFilled(cells)) : isStatementFilled(rows.map(({ cells }) => cells)),
  }
}

const isRowFilled = (cells: Record<string, ScalarValue>): boolean =>
  Object.values(cells).some((value) => value !== null && isTextFilled(String(value)))

const wordsOfRow = (columns: readonly Column[], cells: Record<string, ScalarValue>): string =>
  columns
    .map((column) => wordsOf(column, cells[column.id] ?? null))
    .filter((word) => word !== '')
    .join(' · ')

/** A cell in words: options by their label. People are known by id here, and named by whoever shows them. */
function wordsOf(column: Column, value: ScalarValue): string {
  if (column.type === 'choice') return column.options.find((option) => option.id === value)?.label ?? ''
  if (column.type === 'person') return ''
  return value === null ? '' : String(value)
}

/** A rich text as JSON; null while there is nothing in it. Throws as `projectSection` does. */
export function projectText(text: XmlFragment): RichText | null {
  const content = storable(yXmlFragmentToProsemirrorJSON(text)) as RichText
  const isEmpty = !content.content?.some((block) => block.type !== 'paragraph' || (block.content?.length ?? 0) > 0)
  return isEmpty ? null : withoutAnchors(content)
}

function withoutAnchors(node: RichText): RichText {
  const marks = node.marks?.filter((mark) => !anchorMarks.has(mark.type))
  const { marks: _dropped, ...rest } = node
  return {
    ...rest,
    ...(marks && marks.length > 0 && { marks }),
    ...(node.content && { content: node.content.map(withoutAnchors) }),
  }
}

/**
 * Reads those sections that can be read. One that cannot keeps its last projection: its content stays in the live document, and the others are
 * saved as ever.
 * @param onUnreadable told the id of each section left out
 */
export const projectReadable = (
  doc: Doc,
  sections: readonly SectionShape[],
  onUnreadable: (sectionId: string) => void,
): ProjectedSection[] =>
  sections.flatMap((section) => {
    try {
      return [projectSection(doc, section)]
    } catch {
      onUnreadable(section.id)
      return []
    }
  })
