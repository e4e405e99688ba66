import type { DocumentDetail } from '@certloom/shared/documents/contract'

/** The first section of a document that takes evidence. */
export function evidenceSectionOf({ content }: DocumentDetail): string {
  const section = content.fillable_sections.find(({ type }) => type === 'evidence')
  if (!section) throw new Error('The document has no section for evidence.')
  return section.id
}
