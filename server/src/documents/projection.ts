import { textSection } from '@certloom/shared/collab/documentDoc'
import type { RichText } from '@certloom/shared/documents/contract'
import { isTextFilled, plainText } from '@certloom/shared/documents/text'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import type { Doc } from 'yjs'
import { contentHash } from './canonical.ts'

/** What a section says at one moment, read from the live document. `content` is null while it holds nothing. */
export type ProjectedSection = { sectionId: string; content: unknown; text: string; isFilled: boolean; hash: string }

/** Marks that anchor comments are no part of what a section says. */
const anchorMarks = new Set(['comment'])

/** Reads one section. The converter knows no schema, so it can never drop what it does not know (REALTIME section 2, 12). */
export function projectSection(doc: Doc, section: Pick<FillableSection, 'id' | 'type'>): ProjectedSection {
  const content = section.type === 'text' ? projectText(doc, section.id) : null
  const text = content === null ? '' : plainText(content)
  return { sectionId: section.id, content, text, isFilled: isTextFilled(text), hash: contentHash(content) }
}

function projectText(doc: Doc, sectionId: string): RichText | null {
  const content = yXmlFragmentToProsemirrorJSON(textSection(doc, sectionId)) as RichText
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
