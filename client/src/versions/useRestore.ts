import type { Restored } from '@certloom/shared/documents/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'

const lineOf = ({ restored_sections }: Restored): string => {
  const [first, ...others] = restored_sections
  if (!first) return 'Nothing to restore: the document says this already'
  return others.length === 0 ? `${first.title} is restored` : `${1 + others.length} sections are restored`
}

/** What is restored: a revision, or only these sections of it. */
type Restoring = { revision: number; sections?: readonly string[] }

/** What others wrote elsewhere since is none of it. */
const undoOf = ({ previous_revision, restored_sections }: Restored): Restoring | undefined =>
  restored_sections.length > 0 ? { revision: previous_revision, sections: restored_sections.map(({ id }) => id) } : undefined

/**
 * Restores a revision, or some sections of it; `line` says what came of the last one, and `undo` is what takes just that back. `pressed` had the
 * focus when it was asked for.
 */
export function useRestore(documentId: string) {
  const queries = useQueryClient()
  const [last, setLast] = useState<Restored>()
  const restore = useMutation({
    mutationFn: ({ revision, sections }: Restoring) =>
      api.documents.restore({ document_id: documentId, revision, ...(sections && { section_ids: [...sections] }) }),
    onSuccess: async (restored) => {
      announce(lineOf(restored))
      await Promise.all(
        [q.documents.get.key({ input: { document_id: documentId } }), q.documents.history.key(), q.documents.compare.key()].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      )
      setLast(restored) // only now: nothing can be taken back before this is done
    },
  })
  const pressed = useRef<Element>(null)
  const mutate = (wanted: Restoring) => {
    pressed.current = document.activeElement
    restore.mutate(wanted)
  }
  const close = () => {
    setLast(undefined)
    restore.reset()
  }
  return { ...restore, mutate, pressed, line: last && lineOf(last), undo: last && undoOf(last), close }
}
