import { type ZipEntry, zip } from './zip.ts'

const contentTypes = (main: string): ZipEntry => ({
  name: '[Content_Types].xml',
  data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}.main+xml"/></Types>`,
})

const openXml = 'application/vnd.openxmlformats-officedocument.'

/** An Office file with one part, and what else is to be in it. */
export const docx = (...more: ZipEntry[]): Buffer<ArrayBuffer> =>
  zip([contentTypes(`${openXml}wordprocessingml.document`), { name: 'word/document.xml', data: '<w:document/>' }, ...more])
export const xlsx = (): Buffer => zip([contentTypes(`${openXml}spreadsheetml.sheet`), { name: 'xl/workbook.xml', data: '<workbook/>' }])
export const odt = (...more: ZipEntry[]): Buffer =>
  zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }, { name: 'content.xml', data: '<office/>' }, ...more])

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n\x00')
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
/** The beginning of a Windows program. */
export const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(512, 7)])
