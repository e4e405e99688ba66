/** What documents are written as; statements of applicability also as spreadsheets. */
export const documentFormats = ['docx', 'pdf'] as const
export const exportFormats = [...documentFormats, 'xlsx'] as const
