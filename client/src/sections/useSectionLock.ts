import { documentMeta, type SectionLock, sectionLock } from '@certloom/shared/collab/documentDoc'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { useOpenDocument } from './openDocument.ts'
import { usePendingMark } from './sectionMutations.ts'

/** Reads something the server keeps about the document, and renders again when that changes. */
export function useDocumentMeta<T>(read: () => T): T {
  const { room } = useOpenDocument()
  const subscribe = useCallback(
    (listener: () => void) => {
      const meta = documentMeta(room.doc)
      meta.observe(listener)
      return () => meta.unobserve(listener)
    },
    [room],
  )
  return useSyncExternalStore(subscribe, read)
}

/**
 * Who locked a section, if anybody did. The reader's own lock counts at once; it is taken back if the server refuses it. Their unlocking counts once
 * the server has done it: what is typed before that is refused.
 */
export function useSectionLock(section: string): SectionLock | undefined {
  const { room } = useOpenDocument()
  const { user } = useMe()
  const { id, name } = user
  const lock = useDocumentMeta(() => sectionLock(room.doc, section))
  const pending = usePendingMark('lock', section)
  const own = useMemo<SectionLock>(() => ({ by: { id, name }, at: new Date(pending?.at ?? 0).toISOString() }), [id, name, pending?.at])
  return pending?.wanted ? (lock ?? own) : lock
}
