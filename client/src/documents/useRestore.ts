import type { Restored } from '@certloom/shared/documents/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'

const lineOf = ({ restored_sections }: Restored): string => {
  const [first, ...others] = restored_sections
  if (!first) return 'Nothing to restore: the document says this already'
  return others.length === 0 ? `${first.title} is restored` : `${1 + others.length} sections are restored`
}

/** Restores a revision, or one section of it; `line` says what came of it. */
export function useRestore(documentId: string) {
  const queries = useQueryClient()
  const restore = useMutation({
    mutationFn: ({ revision, section }: { revision: number; section?: string }) =>
      api.documents.restore({ document_id: documentId, revision, section_id: section }),
    onSuccess: async (restored) => {
      announce(lineOf(restored))
      await Promise.all(
        [q.documents.get.key({ input: { document_id: documentId } }), q.documents.history.key(), q.documents.compare.key()].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
  const { data } = restore
  return { ...restore, line: data && lineOf(data), undoTo: data && data.restored_sections.length > 0 ? data.previous_revision : undefined }
}
