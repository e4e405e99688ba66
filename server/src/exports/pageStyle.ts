import { type Part, type PrintedDocument, runningHead } from './blocks.ts'
import { look } from './look.ts'

/** A text as a string of CSS; whatever it says, it stays one. */
const quoted = (text: string): string =>
  `"${text.replaceAll(/[^\p{L}\p{N} .,:·–-]/gu, (mark) => `\\${mark.codePointAt(0)?.toString(16)} `)}"`

const others =
  '"Noto Sans SC Variable", "Noto Sans KR Variable", "Noto Sans Arabic Variable", "Noto Sans Hebrew Variable", "Noto Emoji Variable"'
const sans = `"Inter Variable", ${others}, sans-serif`
const serif = `"Source Serif 4 Variable", ${others}, serif`

/** What is repeated on every page lies at the same place on each: it must fit those laid across, too. */
const markTop = (parts: readonly Part[]): string => (parts.some(({ isWide }) => isWide) ? '4mm' : '40mm')

/** How a document looks on paper: A4, with a running head and foot on every page but the first. */
export const pageStyle = (document: PrintedDocument): string => {
  const { footer, warning, brand, parts } = document
  const accent = brand?.color ?? look.accent
  return `
@page { size: A4; margin: 25mm 22mm 22mm;
  @top-left { content: ${quoted(runningHead(document))}; font: 8pt ${sans}; color: #${look.quiet}; }
  @top-right { content: ${quoted(warning ?? '')}; font: 600 8pt ${sans}; color: #${look.warning}; }
  @bottom-left { content: ${quoted(footer)}; font: 8pt ${sans}; color: #${look.quiet}; width: 80%; text-align: left; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt ${sans}; color: #${look.quiet}; } }
@page :first { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } }
@page across { size: A4 landscape; margin: 22mm 18mm 20mm; }
* { box-sizing: border-box; }
html { font: 10.5pt/1.5 ${serif}; color: #${look.ink}; overflow-wrap: anywhere; }
body { margin: 0; }
h1, h2, h3, h4, h5, table, nav, .title-page, .quiet { font-family: ${sans}; }
h1 { font-size: 30pt; line-height: 1.15; letter-spacing: -0.01em; font-weight: 650; margin: 0 0 5mm; }
h2 { font-size: 16pt; line-height: 1.25; font-weight: 620; margin: 10mm 0 3mm; }
h3 { font-size: 12.5pt; font-weight: 620; margin: 6mm 0 2mm; }
h4, h5 { font-size: 10.5pt; font-weight: 620; margin: 5mm 0 1.5mm; }
h2, h3, h4, h5 { break-after: avoid; }
p { margin: 0 0 2.5mm; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 2.5mm; padding-inline-start: 6mm; }
li > p { margin-bottom: 1mm; }
a { color: #${accent}; }
code { font-family: "DejaVu Sans Mono", monospace; font-size: 0.85em; }
pre { background: #${look.stain}; padding: 3mm; white-space: pre-wrap; }
blockquote { margin: 0 0 2.5mm; padding-inline-start: 4mm; border-inline-start: 0.6mm solid #${look.line}; color: #${look.quiet}; }
hr { border: 0; border-top: 0.3mm solid #${look.line}; margin: 5mm 0; }
.template { color: #${look.quiet}; }
.quiet { color: #${look.quiet}; font-size: 9pt; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8.5pt; line-height: 1.4; margin: 2mm 0 5mm; }
th, td { border: 0.2mm solid #${look.line}; padding: 1.6mm 2mm; text-align: start; vertical-align: top; }
th { background: #${look.stain}; font-weight: 600; }
td p, th p { margin: 0 0 1mm; }
thead { display: table-header-group; }
tr { break-inside: auto; }
.title-page { height: 245mm; display: flex; flex-direction: column; justify-content: space-between; break-after: page; }
.title-page > div + div { border-inline-start: 1.2mm solid #${accent}; padding-inline-start: 8mm; }
.organization { font-size: 12pt; font-weight: 620; color: #${accent}; }
.subtitle { color: #${look.quiet}; font-size: 10pt; margin-bottom: 4mm; }
.customer { font-size: 14pt; margin: 0; }
.warning { display: inline-block; margin: 6mm 0 0; padding: 1.2mm 3mm; border: 0.3mm solid #${look.warning}; border-radius: 1mm;
  color: #${look.warning}; font-weight: 600; font-size: 9.5pt; }
dl { display: flex; gap: 12mm; margin: 0; border-top: 0.3mm solid #${look.line}; padding-top: 4mm; font-size: 9.5pt; }
dt { color: #${look.quiet}; } dd { margin: 0; font-weight: 600; }
nav { margin-bottom: 10mm; } nav h2 { margin-top: 0; } nav ol { line-height: 2; } nav a { color: inherit; text-decoration: none; }
.wide { page: across; }
main > section + section { break-before: page; }
main > section > :first-child { margin-top: 0; }
.draft { position: fixed; top: ${markTop(parts)}; left: 0; z-index: -1; width: 160mm; height: 160mm; }
.logo { display: block; max-width: 70mm; max-height: 22mm; margin-bottom: 4mm; }
td > :last-child, th > :last-child { margin-bottom: 0; }
`
}
