import { AppError } from '@certloom/shared/errors'
import { fileTypeFromFile } from 'file-type'
import { checkArchive } from './checkArchive.ts'
import { isPlainText } from './isPlainText.ts'
import { endingOf } from './name.ts'

/** A kind of file that is taken: how it is called, what its name ends in, what its content may be. */
type Kind = { label: string; endings: readonly string[]; mediaTypes: readonly string[]; isArchive?: true }

const openXml = 'application/vnd.openxmlformats-officedocument.'
const openDocument = 'application/vnd.oasis.opendocument.'

const archive = (label: string, ending: string, mediaType: string): Kind => ({
  label,
  endings: [ending],
  mediaTypes: [mediaType],
  isArchive: true,
})

const kinds: readonly Kind[] = [
  { label: 'a PDF document', endings: ['pdf'], mediaTypes: ['application/pdf'] },
  archive('a Word document', 'docx', `${openXml}wordprocessingml.document`),
  archive('an Excel workbook', 'xlsx', `${openXml}spreadsheetml.sheet`),
  archive('a PowerPoint presentation', 'pptx', `${openXml}presentationml.presentation`),
  archive('an OpenDocument text', 'odt', `${openDocument}text`),
  archive('an OpenDocument spreadsheet', 'ods', `${openDocument}spreadsheet`),
  archive('an OpenDocument presentation', 'odp', `${openDocument}presentation`),
  // Photos are often called by another of these names than they are
  {
    label: 'an image',
    endings: ['png', 'jpg', 'jpeg', 'gif', 'webp'],
    mediaTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  },
  { label: 'an HEIC photo', endings: ['heic', 'heif'], mediaTypes: ['image/heic', 'image/heif'] },
]

/** Text has no signature: it is what its name says, if it is text at all. */
const textTypes: Readonly<Record<string, string>> = { txt: 'text/plain', log: 'text/plain', csv: 'text/csv', md: 'text/markdown' }

const taken = 'PDF, Word, Excel, PowerPoint and OpenDocument files, images (PNG, JPEG, GIF, WebP, HEIC) and text (txt, log, csv, md)'

/**
 * Finds what a file is from its content, and whether it may be stored: it must be of a kind that is taken, and its name must say so.
 * @returns its media type
 * @throws `invalid_input` for anything else, with what to do
 */
export async function inspectFile(path: string, name: string): Promise<string> {
  const ending = endingOf(name)
  const textType = textTypes[ending]
  if (textType !== undefined) {
    if (await isPlainText(path)) return textType
    throw refused(`The name ends in .${ending}, but the content is no plain text.`)
  }
  const kind = kinds.find(({ endings }) => endings.includes(ending))
  if (!kind) throw refused(ending === '' ? 'The name has no ending.' : `Files ending in .${ending} are not taken.`)
  if (kind.isArchive) await checkArchive(path)
  const mediaType = (await fileTypeFromFile(path))?.mime
  if (mediaType === undefined || !kind.mediaTypes.includes(mediaType))
    throw refused(`The name ends in .${ending}, but the content is not ${kind.label} that can be read.`)
  return mediaType
}

const refused = (why: string): AppError => new AppError('invalid_input', `${why} Upload ${taken}.`)

/** Images that every browser shows and that can carry nothing to run. */
const shownInPage = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** May a page show a file of this type, rather than only save it? */
export const isShownInPage = (mediaType: string): boolean => shownInPage.has(mediaType)
