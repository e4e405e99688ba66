import { pipeline } from 'node:stream/promises'
import { AppError } from '@certloom/shared/errors'
import type { Ctx } from '../context.ts'
import { isShownInPage } from './inspect.ts'
import { inTurn, sharp } from './pictures.ts'
import { getFile } from './service.ts'

/** Wide enough for the largest tile at two device pixels each. */
const side = 480
/** Phones and most cameras stay below; each takes up to four bytes while it is shrunk. A picture that says more can still be downloaded. */
const mostPixels = 50_000_000
const mostSeconds = 10

/** A small picture of a file and the tag it is kept under, or `null` bytes for who has it already. */
export type Thumbnail = { etag: string; bytes: Buffer | null }

/**
 * Makes a small picture of an image: its first frame, turned as it was taken, without anything the camera wrote beside it.
 * @throws `not_found` for what this person may not see, and for what is no picture or cannot be read as one within limits
 */
export async function openThumbnail(ctx: Ctx, id: string, ifNoneMatch: string | undefined): Promise<Thumbnail> {
  const { file } = await getFile(ctx, id)
  if (!isShownInPage(file.mediaType)) throw noPicture()
  const etag = `"${file.sha256}-${side}"`
  if (ifNoneMatch === etag) return { etag, bytes: null }
  return { etag, bytes: await inTurn(async () => shrink(await ctx.files.open(file.storageKey))) }
}

async function shrink(source: NodeJS.ReadableStream): Promise<Buffer> {
  const picture = sharp({ limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
    .timeout({ seconds: mostSeconds })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
  try {
    const [, bytes] = await Promise.all([pipeline(source, picture), picture.toBuffer()])
    return bytes
  } catch (error) {
    if (error instanceof AppError) throw error
    throw noPicture() // damaged, too large, or too slow: what it is can still be downloaded
  }
}

const noPicture = (): AppError => new AppError('not_found', 'There is no small picture of this file. Download the file itself.')
