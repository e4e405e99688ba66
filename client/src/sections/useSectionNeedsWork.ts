import { sectionNeedsWork } from '@certloom/shared/collab/documentDoc'
import { useOpenDocument } from './openDocument.ts'
import { usePendingMark } from './sectionMutations.ts'
import { useDocumentMeta } from './useSectionLock.ts'

/** Has somebody marked the section as needing work? The reader's own command counts at once. */
export function useSectionNeedsWork(section: string): boolean {
  const { room } = useOpenDocument()
  const isMarked = useDocumentMeta(() => sectionNeedsWork(room.doc, section))
  return usePendingMark('needs work', section)?.wanted ?? isMarked
}
