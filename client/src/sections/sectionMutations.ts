import { documentMeta, sectionLock, sectionNeedsWork } from '@certloom/shared/collab/documentDoc'
import { useMutation, useMutationState } from '@tanstack/react-query'
import type * as Y from 'yjs'
import { api } from '../api/client.ts'
import { useOpenDocument } from './openDocument.ts'

/** What can be set on a section and taken away again. */
type Mark = 'lock' | 'needs work'

const keyOf = (mark: Mark, document: string, section: string) => ['section', mark, document, section]

const isSet = (doc: Y.Doc, mark: Mark, section: string): boolean =>
  mark === 'lock' ? sectionLock(doc, section) !== undefined : sectionNeedsWork(doc, section)

/** The answer may overtake the live document: until that has followed, the page would fall back for a moment. */
const patience = 3_000

function untilMirrored(doc: Y.Doc, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const meta = documentMeta(doc)
    const end = () => {
      clearTimeout(timer)
      meta.unobserve(look)
      resolve()
    }
    const look = () => {
      if (isThere()) end()
    }
    const timer = setTimeout(end, patience)
    meta.observe(look)
    look()
  })
}

/** Sets a mark or takes it away; pending until the live document shows it. */
export function useMarkMutation(mark: Mark, section: string) {
  const { id, room } = useOpenDocument()
  return useMutation({
    mutationKey: keyOf(mark, id, section),
    mutationFn: async (wanted: boolean) => {
      const address = { document_id: id, section_id: section }
      if (mark === 'lock') await api.documents.lockSection({ ...address, locked: wanted })
      else await api.documents.markSection({ ...address, needs_work: wanted })
      await untilMirrored(room.doc, () => isSet(room.doc, mark, section) === wanted)
    },
  })
}

/** The reader's own command that is under way: what they want, and since when. */
export function usePendingMark(mark: Mark, section: string): { wanted: boolean; at: number } | undefined {
  const { id } = useOpenDocument()
  return useMutationState({
    filters: { mutationKey: keyOf(mark, id, section), status: 'pending' },
    select: ({ state }) => ({ wanted: state.variables as boolean, at: state.submittedAt }),
  }).at(-1)
}
