import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type api, q, type RowOf } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'

export type StoredFile = RowOf<typeof api.files.list>
export type FolderTree = Awaited<ReturnType<typeof api.folders.tree>>
export type Folder = FolderTree['folders'][number]

/** Which files a folder of the address holds. */
export function filterOf(customerId: string, { folder, plan, document, q: words }: RegisterSearch) {
  return {
    customer_id: customerId,
    folder_id: folder === 'trash' ? undefined : folder,
    state: folder === 'trash' ? ('trash' as const) : ('kept' as const),
    plan_id: plan,
    document_id: document,
    q: words,
  }
}

/** Files as the address narrows them. */
export const fileList = (customerId: string, search: RegisterSearch) =>
  q.files.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ ...filterOf(customerId, search), limit: 100, cursor, sort: search.order }),
    placeholderData: (before) => before,
  })

export const folderTree = (customerId: string) => q.folders.tree.queryOptions({ input: { customer_id: customerId } })

/** Reads files and folders again wherever they are shown. */
export function useRefreshFiles(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    await Promise.all([q.files.key(), q.folders.key()].map((queryKey) => client.invalidateQueries({ queryKey })))
  }, [client])
}

/** The address of an archive of these files, or of all that the filter finds. */
export function archiveAddress(customerId: string, search: RegisterSearch, ids: readonly string[]): string {
  const { folder_id, plan_id, document_id, q: words } = filterOf(customerId, search)
  const wanted = ids.length > 0 ? { file_ids: ids.join(',') } : { folder_id, plan_id, document_id, q: words }
  const query = new URLSearchParams(Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined))
  return `/api/v1/customers/${customerId}/files/zip?${query}`
}
