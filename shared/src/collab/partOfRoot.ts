import { placeOfRoot } from './checklistDoc.ts'
import { sectionOfRoot } from './documentDoc.ts'
import { factOfRoot } from './factsDoc.ts'

/** The part of a live resource that a root belongs to: a section's id, that of a checklist's row, or a fact's key; null for what nobody writes. */
export const partOfRoot = (root: string): string | null => sectionOfRoot(root) ?? placeOfRoot(root)?.requirementId ?? factOfRoot(root)
