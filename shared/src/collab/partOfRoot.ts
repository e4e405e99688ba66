import { placeOfRoot } from './checklistDoc.ts'
import { sectionOfRoot } from './documentDoc.ts'

/** The part of a live resource that a root belongs to: a section's id, or that of a checklist's row; null for what nobody writes. */
export const partOfRoot = (root: string): string | null => sectionOfRoot(root) ?? placeOfRoot(root)?.requirementId ?? null
