/** Where the bytes of a file are; `inline` shows them where the browser can, instead of storing them. */
export const downloadAddress = (fileId: string, how: 'inline' | 'store'): string =>
  `/api/v1/files/${fileId}/download${how === 'inline' ? '?inline=1' : ''}`

/** A small picture of an image, made by the server. */
export const thumbnailAddress = (fileId: string): string => `/api/v1/files/${fileId}/thumbnail`

/** People type `example.com`; a browser would take that for a page of ours. */
const withScheme = (address: string): string => (/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`)

/** The web address somebody typed or pasted; null if it is none that one could follow. */
export function webAddress(typed: string): string | null {
  const address = withScheme(typed.trim())
  if (/\s/.test(address) || !URL.canParse(address)) return null
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && hostname.includes('.') ? address : null
}
