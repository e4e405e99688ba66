/** What evidence is, as people tell it apart: a link, or a file of one of these kinds. */
export const sourceTypes = ['link', 'pdf', 'image', 'document', 'spreadsheet', 'presentation', 'text'] as const
export type SourceType = (typeof sourceTypes)[number]

const openXml = 'application/vnd.openxmlformats-officedocument.'
const openDocument = 'application/vnd.oasis.opendocument.'

/** The media types of each kind of file that is taken. */
export const mediaTypesOf: Readonly<Record<Exclude<SourceType, 'link'>, readonly string[]>> = {
  pdf: ['application/pdf'],
  image: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/heic', 'image/heif'],
  document: [`${openXml}wordprocessingml.document`, `${openDocument}text`],
  spreadsheet: [`${openXml}spreadsheetml.sheet`, `${openDocument}spreadsheet`, 'text/csv'],
  presentation: [`${openXml}presentationml.presentation`, `${openDocument}presentation`],
  text: ['text/plain', 'text/markdown'],
}
