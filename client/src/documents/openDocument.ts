import { queryClient } from '../api/queryClient.ts'
import type { Owner } from '../collab/device.ts'
import { aboutDocument } from './aboutDocument.ts'
import { documentQuery } from './documentQuery.ts'

/**
 * Asks for a document while the code of its page is on its way; its room is joined while the page is drawn for the first time. What fails is told by
 * the page.
 */
export async function openDocument(owner: Owner, id: string): Promise<void> {
  const query = documentQuery(owner, id)
  const next = queryClient.prefetchQuery(query).then(() => {
    const document = queryClient.getQueryData(query.queryKey)
    return document ? { name: document.room, about: aboutDocument(document) } : null
  })
  const { joinAhead } = await import('../collab/rooms.ts')
  await joinAhead(owner, next)
}
