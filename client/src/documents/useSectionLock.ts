import { documentMeta, type SectionLock, sectionLock } from '@certloom/shared/collab/documentDoc'
import { useCallback, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'

/** Who locked a section, if anybody did. */
export function useSectionLock({ doc }: Room, section: string): SectionLock | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      const meta = documentMeta(doc)
      meta.observe(listener)
      return () => meta.unobserve(listener)
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => sectionLock(doc, section))
}
