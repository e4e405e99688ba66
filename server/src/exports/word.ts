import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HorizontalPositionAlign,
  HorizontalPositionRelativeFrom,
  ImageRun,
  type ISectionOptions,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TableOfContents,
  TabStopType,
  TextRun,
  VerticalAlignSection,
  VerticalPositionAlign,
  VerticalPositionRelativeFrom,
} from 'docx'
import { hasContents, type Part, type PrintedDocument, runningHead } from './blocks.ts'
import { draftPng } from './draftMark.ts'
import { look } from './look.ts'
import { deepestList, type ListCounter, orderedReference, wordBlocks } from './wordBlocks.ts'
import { wordStyles } from './wordStyles.ts'

/** A4 and its margins, in twentieths of a point. */
const paper = { width: 11_906, height: 16_838 }
const margin = { top: 1_420, bottom: 1_250, left: 1_250, right: 1_250, header: 600, footer: 600 }

/** A document as a Word file: Word's own heading styles, lists, repeated head rows and fields for contents and page numbers. */
export async function wordOf(document: PrintedDocument): Promise<Buffer> {
  const printed: Printed = { ...document, mark: document.warning === null ? null : await draftPng() }
  const lists: ListCounter = { next: 1, starts: new Set([1]) }
  const sections = [
    titleSection(printed),
    ...(hasContents(printed.parts) ? [contentsSection(printed)] : []),
    ...printed.parts.map((part) => partSection(printed, part, lists)),
  ]
  const file = new Document({
    title: printed.title,
    subject: printed.subtitle,
    creator: printed.organization,
    lastModifiedBy: printed.organization,
    description: printed.footer,
    styles: wordStyles(printed.language, accentOf(printed)),
    numbering: { config: [...lists.starts].map(orderedNumbering) },
    sections,
  })
  return Packer.toBuffer(file)
}

/** A document with the picture that lies across its pages. */
type Printed = PrintedDocument & { mark: Buffer | null }

const accentOf = ({ brand }: PrintedDocument): string => brand?.color ?? look.accent

const upright = { page: { size: { ...paper, orientation: PageOrientation.PORTRAIT }, margin } }
/** docx turns width and height itself. */
const across = { page: { size: { ...paper, orientation: PageOrientation.LANDSCAPE }, margin } }

function titleSection({ title, subtitle, organization, customer, facts, warning, brand, mark }: Printed): ISectionOptions {
  return {
    properties: { ...upright, verticalAlign: VerticalAlignSection.CENTER },
    headers: { default: new Header({ children: [new Paragraph({ children: draftMark(mark) })] }) },
    footers: { default: new Footer({ children: [new Paragraph('')] }) },
    children: [
      ...logo(brand?.logo),
      new Paragraph({ style: 'organization', text: organization }),
      new Paragraph({ style: 'Title', text: title }),
      new Paragraph({ style: 'Subtitle', text: subtitle }),
      new Paragraph({ style: 'customer', text: customer }),
      ...(warning === null ? [] : [new Paragraph({ style: 'warning', text: warning })]),
      ...facts.map(
        ([label, value]) =>
          new Paragraph({
            style: 'fact',
            tabStops: [{ type: TabStopType.LEFT, position: 1_400 }],
            children: [new TextRun({ text: `${label}\t` }), new TextRun({ text: value, bold: true })],
          }),
      ),
    ],
  }
}

/** The contents are a field: Word writes the page numbers in when it is asked to update it. */
const contentsSection = (printed: Printed): ISectionOptions => ({
  ...running(printed, false),
  properties: { ...upright, type: SectionType.NEXT_PAGE },
  children: [
    new Paragraph({ style: 'TOCHeading', text: 'Contents' }),
    new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2', beginDirty: false }),
  ],
})

function partSection(printed: Printed, { isWide, blocks }: Part, lists: ListCounter): ISectionOptions {
  const width = (isWide ? paper.height : paper.width) - margin.left - margin.right
  const children = wordBlocks(blocks, { depth: 0, width, lists })
  return { ...running(printed, isWide), properties: { ...(isWide ? across : upright), type: SectionType.NEXT_PAGE }, children }
}

/** Head and foot of every page but the first. */
function running(printed: Printed, isWide: boolean): Pick<ISectionOptions, 'headers' | 'footers'> {
  const { warning, footer, mark } = printed
  const end = (isWide ? paper.height : paper.width) - margin.left - margin.right
  const tabStops = [{ type: TabStopType.RIGHT, position: end }]
  return {
    headers: {
      default: new Header({
        children: [
          new Paragraph({
            style: 'running',
            tabStops,
            children: [
              ...draftMark(mark),
              new TextRun(runningHead(printed)),
              ...(warning === null ? [] : [new TextRun({ text: `\t${warning}`, bold: true, color: look.warning })]),
            ],
          }),
        ],
      }),
    },
    footers: {
      default: new Footer({
        children: [
          new Paragraph({
            style: 'running',
            tabStops,
            border: { top: { style: BorderStyle.SINGLE, size: 4, color: look.line, space: 4 } },
            children: [new TextRun(footer), new TextRun({ children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
          }),
        ],
      }),
    },
  }
}

/** As large as a page is wide, in pixels of a ninety-sixth of an inch. */
const markSide = 600

/** Lies behind the words of every page. */
const draftMark = (mark: Buffer | null): ImageRun[] =>
  mark === null
    ? []
    : [
        new ImageRun({
          type: 'png',
          data: mark,
          transformation: { width: markSide, height: markSide },
          floating: {
            horizontalPosition: { relative: HorizontalPositionRelativeFrom.PAGE, align: HorizontalPositionAlign.CENTER },
            verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, align: VerticalPositionAlign.CENTER },
            behindDocument: true,
          },
          altText: { name: 'Draft', title: 'Draft', description: 'Draft, not approved' },
        }),
      ]

/** Its longest edges on paper, in the same pixels. */
const logoBox = { width: 265, height: 83 }

function logo(png: Uint8Array | null | undefined): Paragraph[] {
  if (!png) return []
  const header = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const [width, height] = [header.getUint32(16), header.getUint32(20)]
  const scale = Math.min(1, logoBox.width / width, logoBox.height / height)
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) }
  return [new Paragraph({ children: [new ImageRun({ type: 'png', data: png, transformation })] })]
}

const formats = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN] as const

const orderedNumbering = (start: number) => ({
  reference: orderedReference(start),
  levels: Array.from({ length: deepestList + 1 }, (_, level) => ({
    level,
    start,
    format: formats[level % formats.length] ?? LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { start: 360 * (level + 1), hanging: 360 } } },
  })),
})
