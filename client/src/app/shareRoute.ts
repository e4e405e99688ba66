/** Route id of what a share link leads to, for `getRouteApi`. */
export const shareRouteId = '/share/$token'

/** What of a shared checklist is in its address: the code of the row that is open. */
export type SharedSearch = { row?: string | undefined }

/** Reads the address; what is nothing of ours is left out. */
export const sharedSearch = ({ row }: Record<string, unknown>): SharedSearch => {
  const code = typeof row === 'string' || typeof row === 'number' ? String(row) : ''
  return { row: code === '' || code.length > 40 ? undefined : code }
}
