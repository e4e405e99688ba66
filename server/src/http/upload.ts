import type { Readable } from 'node:stream'
import { AppError } from '@certloom/shared/errors'
import { fileSizeLimit } from '@certloom/shared/files/limits'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'

/** What a form may weigh besides its file, in bytes. */
const formOverhead = 65_536

/** The largest body an upload may have. */
export const maxUploadBytes = fileSizeLimit + formOverhead

const limits = { fields: 20, fieldSize: 8_192, files: 1, parts: 21, headerPairs: 20, fileSize: maxUploadBytes }

/**
 * Reads a form up to its file: the fields before it, and the file as a stream that is still to be read.
 * @param longestSilence a sender who is silent for this long is gone, in milliseconds
 * @throws `invalid_input` for what is no form, has no file or breaks off; what zod throws for fields that do not fit
 */
export async function readUpload<Shape extends z.ZodType>(
  request: FastifyRequest,
  shape: Shape,
  longestSilence: number,
): Promise<{ form: z.output<Shape>; file: { name: string; bytes: AsyncIterable<Uint8Array> } }> {
  if (!request.isMultipart()) throw new AppError('invalid_input', 'Send the file as multipart/form-data.')
  request.raw.setTimeout(longestSilence, () => request.raw.destroy())
  const fields: Record<string, unknown> = {}
  const parts = request.parts({ limits })
  for await (const part of unbroken(parts)) {
    if (part.type === 'field') {
      if (part.value !== '') fields[part.fieldname] = part.value
    } else if (part.fieldname === 'file') {
      return { form: shape.parse(fields), file: { name: part.filename, bytes: unbroken<Uint8Array>(part.file as Readable) } }
    } else throw new AppError('invalid_input', 'Send the file in the field `file`.')
  }
  throw new AppError('invalid_input', 'The form has no file. Send it in the field `file`, after the other fields.')
}

/** The same things; what the parser or a lost connection fails with becomes an error a caller may read. */
async function* unbroken<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* parts
  } catch {
    throw new AppError('invalid_input', 'The upload broke off or is no form that can be read. Nothing of it was stored; send it again.')
  }
}
