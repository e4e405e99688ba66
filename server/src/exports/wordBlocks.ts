import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type Block, type Cell, columnsOf, type Run, type Table as TableBlock } from './blocks.ts'
import { look } from './look.ts'

/** Where blocks stand: how deep in lists, how wide it is there in twentieths of a point, and what counts ordered lists. */
export type Place = { depth: number; width: number; lists: ListCounter; tone?: 'table' }

/** Each ordered list counts by itself; Word knows them by a reference for each first number. */
export type ListCounter = { next: number; starts: Set<number> }

export const orderedReference = (start: number): string => `ordered from ${start}`
export const deepestList = 8

const headingLevels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const

export type WordBlock = Paragraph | Table

/** Blocks as what a Word document consists of. */
export const wordBlocks = (blocks: readonly Block[], place: Place): WordBlock[] => blocks.flatMap((block) => wordBlock(block, place))

function wordBlock(block: Block, place: Place): WordBlock[] {
  switch (block.is) {
    case 'heading':
      return [new Paragraph({ ...directionOf(block.text), heading: headingLevels[block.level], children: textRuns({ text: block.text }) })]
    case 'paragraph':
      return [wordParagraph(block.runs, { ...(block.tone && { style: block.tone }), ...continued(place) })]
    case 'list':
      return wordList(block, place)
    case 'quote':
      return block.blocks.flatMap((inner) =>
        inner.is === 'paragraph' ? [wordParagraph(inner.runs, { style: 'quotation' })] : wordBlock(inner, place),
      )
    case 'code':
      return [wordParagraph([{ text: block.text, code: true }], { style: 'program' })]
    case 'rule':
      return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: look.line, space: 1 } } })]
    case 'table':
      return [wordTable(block, place), new Paragraph({ style: 'afterTable' })]
  }
}

/** What follows in an item stands below its first words. */
const continued = ({ depth, tone }: Place): IParagraphOptions => ({
  ...(depth > 0 && { indent: { start: 360 * depth } }),
  ...(tone === 'table' && { style: 'inTable' }),
})

function wordList({ start, items }: Extract<Block, { is: 'list' }>, place: Place): WordBlock[] {
  const level = Math.min(place.depth, deepestList)
  const instance = place.lists.next++
  if (start !== null) place.lists.starts.add(start)
  const marker: IParagraphOptions =
    start === null ? { bullet: { level } } : { numbering: { reference: orderedReference(start), level, instance } }
  const inner = { ...place, depth: place.depth + 1 }
  return items.flatMap(([first, ...rest]) => {
    const words = first?.is === 'paragraph' ? first.runs : []
    const others = first === undefined || first.is === 'paragraph' ? rest : [first, ...rest]
    return [wordParagraph(words, { ...marker, style: place.tone === 'table' ? 'inTable' : 'ListParagraph' }), ...wordBlocks(others, inner)]
  })
}

const wordParagraph = (runs: readonly Run[], options: IParagraphOptions): Paragraph =>
  new Paragraph({ ...directionOf(runs.map(({ text }) => text).join('')), ...options, children: runs.flatMap(wordRun) })

function wordRun(run: Run): (TextRun | ExternalHyperlink)[] {
  return run.href === undefined
    ? textRuns(run)
    : [new ExternalHyperlink({ link: run.href, children: textRuns(run, { style: 'Hyperlink' }) })]
}

function textRuns({ text, bold, italic, underline, strike, code }: Run, more: IRunOptions = {}): TextRun[] {
  const options: IRunOptions = {
    ...more,
    ...(bold && { bold }),
    ...(italic && { italics: true }),
    ...(underline && { underline: {} }),
    ...(strike && { strike }),
    ...(code && { font: 'Consolas' }),
    ...(isRightToLeft(text) && { rightToLeft: true }),
  }
  return text.split('\n').map((line, index) => new TextRun({ ...options, text: line, ...(index > 0 && { break: 1 }) }))
}

function wordTable(table: TableBlock, place: Place): Table {
  const columns = columnsOf(table)
  const shares = Array.from({ length: columns }, (_, index) => table.widths[index] ?? 1)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((place.width * share) / whole))
  return new Table({
    width: { size: place.width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: bordersAround,
    rows: table.rows.map(
      (row, index) =>
        new TableRow({ tableHeader: index < table.headRows, children: row.map((cell) => wordCell(cell, place, place.width / columns)) }),
    ),
  })
}

const edge = { style: BorderStyle.SINGLE, size: 4, color: look.line }
const bordersAround = { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge }

function wordCell({ blocks, isHead, columnSpan, rowSpan }: Cell, { lists }: Place, width: number): TableCell {
  const children = wordBlocks(isHead ? blocks.map(inBold) : blocks, {
    depth: 0,
    width: Math.max(400, width * columnSpan - 200),
    lists,
    tone: 'table',
  })
  return new TableCell({
    columnSpan,
    rowSpan,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    ...(isHead && { shading: { type: ShadingType.CLEAR, fill: look.ground, color: 'auto' } }),
    children: endsInParagraph(children) ? children : [...children, new Paragraph({ style: 'inTable' })],
  })
}

/** Word calls a cell damaged that does not end in a paragraph. */
const endsInParagraph = (children: readonly WordBlock[]): boolean => children.at(-1) instanceof Paragraph

const inBold = (block: Block): Block =>
  block.is === 'paragraph' ? { ...block, runs: block.runs.map((run) => ({ ...run, bold: true })) } : block

/** A paragraph reads as its first letter does. */
const directionOf = (text: string): IParagraphOptions =>
  isRightToLeft(text) ? { bidirectional: true, alignment: AlignmentType.START } : {}

const firstLetter = /\p{L}/u
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

const isRightToLeft = (text: string): boolean => rightToLeft.test(firstLetter.exec(text)?.[0] ?? '')
