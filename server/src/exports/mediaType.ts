import type { ExportJob } from '../db/generated/client.ts'

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** What the file of an export is: a document, or an archive of several. */
export const mediaTypeOf = ({ format, planId }: Pick<ExportJob, 'format' | 'planId'>): string =>
  planId === null ? mediaTypes[format] : 'application/zip'
