import { placeOfRoot } from './checklistDoc.ts'
import { sectionOfRoot } from './documentDoc.ts'
import { factOfRoot } from './factsDoc.ts'
import { sessionRoot } from './internalDoc.ts'
import { partOfSession } from './sessionDoc.ts'

/**
 * The part of a live resource that a root belongs to: a section's id, that of a checklist's row, a fact's key, or a root of a session; null for what
 * nobody writes.
 */
export const partOfRoot = (root: string): string | null =>
  sectionOfRoot(root) ?? placeOfRoot(root)?.requirementId ?? factOfRoot(root) ?? partOfSession(root) ?? (root === sessionRoot ? root : null)
