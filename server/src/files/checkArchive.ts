import { finished } from 'node:stream/promises'
import { AppError } from '@certloom/shared/errors'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** What an office file may unfold to. The largest real ones stay far below. */
const mostEntries = 10_000
const mostBytes = 500 * 1024 * 1024
/** Text shrinks to a tenth or a fiftieth; only what was made to explode shrinks to less than a two-hundredth. */
const mostRatio = 200
/** Too little for its ratio to matter. */
const harmlessBytes = 10 * 1024 * 1024

/** Programs in an office file: Microsoft's, and OpenDocument's, whose lists of libraries are there without any. */
const macros = [/(^|\/)vbaproject\.bin$/i, /^basic\/[^/]+\/(?!script-lb\.xml$)[^/]+\.xml$/i, /^scripts\/.+[^/]$/i]

/**
 * Looks through a zip-based file without unfolding it anywhere: how much it says it holds, and by inflating it as a stream, how much it really holds.
 * @throws `invalid_input` for a bomb, a file with macros, and one that cannot be read
 */
export async function checkArchive(path: string): Promise<void> {
  const archive = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch(unreadable)
  try {
    const entries = await listEntries(archive)
    for (const entry of entries) await inflate(archive, entry)
  } finally {
    archive.close()
  }
}

async function listEntries(archive: ZipFile): Promise<Entry[]> {
  if (archive.entryCount > mostEntries) throw tooMuch()
  const entries: Entry[] = []
  let bytes = 0
  let compressed = 0
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry)
      bytes += entry.uncompressedSize
      compressed += entry.compressedSize
      if (entries.length > mostEntries || bytes > mostBytes || isBomb(entry.uncompressedSize, entry.compressedSize)) throw tooMuch()
      if (macros.some((names) => names.test(entry.fileName)))
        throw new AppError('invalid_input', 'The file has macros, which are programs. Save it without macros and give that.')
      if (!entry.canDecodeFileData()) unreadable()
    }
  } catch (error) {
    throw error instanceof AppError ? error : notReadable()
  }
  if (isBomb(bytes, compressed)) throw tooMuch()
  return entries
}

const isBomb = (bytes: number, compressed: number): boolean => bytes > harmlessBytes && bytes > compressed * mostRatio

/** The reader fails as soon as an entry has more or less than it said; the sum of what they said is checked. */
async function inflate(archive: ZipFile, entry: Entry): Promise<void> {
  try {
    const stream = await archive.openReadStreamPromise(entry)
    stream.resume()
    await finished(stream)
  } catch {
    unreadable()
  }
}

const tooMuch = (): AppError =>
  new AppError(
    'invalid_input',
    'The file unfolds to far more than its size. Files made like this are not taken; save it anew and give that.',
  )

const notReadable = (): AppError =>
  new AppError('invalid_input', 'The file is damaged or protected with a password. Open it, save it anew without one, and give that.')

function unreadable(): never {
  throw notReadable()
}
