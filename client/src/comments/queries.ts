import type { CommentThread } from '@certloom/shared/comments/contract'
import { queryOptions } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'
import { queryClient } from '../api/queryClient.ts'

/** All threads of a document: what is shown of them is chosen on the page. */
export const threadsOf = (documentId: string) =>
  queryOptions({
    queryKey: [...q.comments.key(), 'of', documentId],
    queryFn: () => allPages((cursor) => api.comments.list({ document_id: documentId, limit: 200, cursor })),
  })

/** All threads about a row of a checklist. */
export const threadsOfRow = (projectId: string, requirementId: string) =>
  queryOptions({
    queryKey: [...q.comments.key(), 'of', projectId, requirementId],
    queryFn: () =>
      allPages((cursor) => api.comments.listOfRow({ project_id: projectId, requirement_id: requirementId, limit: 200, cursor })),
  })

/** The threads that one stands among. */
const siblingsOf = ({ document_id, project_id, anchor }: CommentThread) =>
  document_id === null ? threadsOfRow(project_id ?? '', 'section_id' in anchor ? anchor.section_id : '') : threadsOf(document_id)

/** Shows a thread as the server just answered it, before everything is read again. */
export function showThread(thread: CommentThread): void {
  const { queryKey } = siblingsOf(thread)
  queryClient.setQueryData(queryKey, (threads) => {
    if (threads === undefined) return undefined
    const isKnown = threads.some(({ id }) => id === thread.id)
    return isKnown ? threads.map((known) => (known.id === thread.id ? thread : known)) : [...threads, thread]
  })
  void queryClient.invalidateQueries({ queryKey: q.comments.key() })
}
