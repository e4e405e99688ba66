import { Readable } from 'node:stream'
import type { Ctx } from '../context.ts'
import { isShownInPage } from './inspect.ts'
import { getFile } from './service.ts'
import type { ByteRange } from './store.ts'

/** What is asked for: the request's `Range` and `If-None-Match`, and whether a page wants to show it. */
export type Wanted = { range: string | undefined; ifNoneMatch: string | undefined; inline: boolean; withBytes: boolean }

/** An answer with the bytes of a file, a range of them, or none where the asker has them. */
export type Download = { status: 200 | 206 | 304 | 416; headers: Record<string, string>; bytes: Readable | null }

/**
 * Opens a file to be sent. Browsers save it: they show only images, and nothing in it may run.
 * @throws `not_found` for what this person may not see
 */
export async function openDownload(ctx: Ctx, id: string, { range, ifNoneMatch, inline, withBytes }: Wanted): Promise<Download> {
  const { file } = await getFile(ctx, id)
  const size = Number(file.sizeBytes)
  const etag = `"${file.sha256}"`
  const headers = {
    'content-type': file.mediaType,
    'content-disposition': dispositionOf(file.name, inline && isShownInPage(file.mediaType)),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  }
  if (ifNoneMatch?.split(',').some((tag) => tag.trim() === etag)) return { status: 304, headers, bytes: null }
  const part = range === undefined ? null : readRange(range, size)
  if (part === 'beyond') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, bytes: null }
  const { start, end } = part ?? { start: 0, end: size - 1 }
  return {
    status: part ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      ...(part && { 'content-range': `bytes ${start}-${end}/${size}` }),
    },
    bytes: withBytes ? await ctx.files.open(file.storageKey, part ?? undefined) : Readable.from([]),
  }
}

/** The name in both ways of RFC 6266: in ASCII for old programs, and as it is (RFC 5987). */
export function dispositionOf(name: string, inline: boolean): string {
  const ascii = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** One range of bytes; null for what is answered whole (several ranges, another unit), `beyond` for what is not in the file. */
function readRange(range: string, size: number): ByteRange | 'beyond' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range) ?? []
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== '' && to !== '' && Number(to) < start) return null
  return start >= size || (from === '' && Number(to) === 0) ? 'beyond' : { start, end }
}
