import { BorderStyle, type IStylesOptions } from 'docx'
import { look } from './look.ts'

const sans = 'Calibri'
const serif = 'Cambria'

const headingOf = (size: number, before: number) => ({
  run: { font: sans, size, bold: true, color: look.ink },
  paragraph: { spacing: { before, after: 100 }, keepNext: true, keepLines: true },
})

/** The styles of a Word export: Word's own names where Word has one, so that outline, contents and readers find them. Sizes are half points. */
export const wordStyles = (language: string, accent: string): IStylesOptions => ({
  default: {
    document: {
      run: { font: serif, size: 21, color: look.ink, language: { value: language, eastAsia: 'zh-CN', bidirectional: 'ar-SA' } },
      paragraph: { spacing: { after: 140, line: 300 } },
    },
    title: { run: { font: sans, size: 60, bold: true, color: look.ink }, paragraph: { spacing: { before: 200, after: 120 } } },
    heading1: headingOf(32, 440),
    heading2: headingOf(25, 300),
    heading3: headingOf(22, 240),
    heading4: headingOf(21, 200),
    listParagraph: { paragraph: { spacing: { after: 60 } } },
    hyperlink: { run: { color: accent, underline: {} } },
  },
  paragraphStyles: [
    { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', quickFormat: true, run: { font: sans, size: 21, color: look.quiet } },
    { id: 'TOCHeading', name: 'TOC Heading', basedOn: 'Normal', run: { font: sans, size: 32, bold: true } },
    { id: 'organization', name: 'Organization', basedOn: 'Normal', run: { font: sans, size: 25, bold: true, color: accent } },
    {
      id: 'customer',
      name: 'Customer',
      basedOn: 'Normal',
      run: { font: sans, size: 28 },
      paragraph: { spacing: { before: 200, after: 400 } },
    },
    {
      id: 'warning',
      name: 'Draft Notice',
      basedOn: 'Normal',
      run: { font: sans, size: 20, bold: true, color: look.warning },
      paragraph: { spacing: { after: 400 } },
    },
    {
      id: 'fact',
      name: 'Fact',
      basedOn: 'Normal',
      run: { font: sans, size: 20 },
      paragraph: { spacing: { after: 40 } },
    },
    { id: 'running', name: 'Running Text', basedOn: 'Normal', run: { font: sans, size: 16, color: look.quiet } },
    { id: 'template', name: 'Template Text', basedOn: 'Normal', run: { color: look.quiet } },
    { id: 'quiet', name: 'Remark', basedOn: 'Normal', run: { font: sans, size: 18, color: look.quiet } },
    {
      id: 'quotation',
      name: 'Quotation',
      basedOn: 'Normal',
      run: { color: look.quiet },
      paragraph: { indent: { start: 280 }, border: { left: { style: BorderStyle.SINGLE, size: 12, color: look.line, space: 8 } } },
    },
    { id: 'program', name: 'Code', basedOn: 'Normal', run: { font: 'Consolas', size: 18 }, paragraph: { spacing: { line: 260 } } },
    {
      id: 'inTable',
      name: 'Table Text',
      basedOn: 'Normal',
      run: { font: sans, size: 17 },
      paragraph: { spacing: { after: 40, line: 250 } },
    },
    { id: 'afterTable', name: 'After Table', basedOn: 'Normal', run: { size: 8 }, paragraph: { spacing: { after: 0, line: 160 } } },
  ],
})
