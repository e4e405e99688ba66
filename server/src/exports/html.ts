import { type Block, type Cell, hasContents, isChapter, type Part, type PrintedDocument, type Run, type Table } from './blocks.ts'
import { draftSvg } from './draftMark.ts'
import { pageStyle } from './pageStyle.ts'

/** A document as one page of HTML: no scripts, nothing to load but fonts, and every word of people's escaped. */
export function htmlOf(document: PrintedDocument): string {
  const { title, language, parts } = document
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    `<style>${pageStyle(document)}</style></head><body>`,
    document.warning === null ? '' : draftSvg(),
    titlePage(document),
    hasContents(parts) ? contents(parts) : '',
    `<main>${parts.map(partHtml).join('')}</main></body></html>`,
  ].join('\n')
}

const titlePage = ({ title, subtitle, organization, customer, facts, warning, brand }: PrintedDocument): string => `
<header class="title-page">
<div>${logo(brand)}<p class="organization" dir="auto">${escaped(organization)}</p></div>
<div>
<p class="subtitle" dir="auto">${escaped(subtitle)}</p>
<h1 dir="auto">${escaped(title)}</h1>
<p class="customer" dir="auto">${escaped(customer)}</p>
${warning === null ? '' : `<p class="warning">${escaped(warning)}</p>`}
</div>
<dl>${facts.map(([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
</header>`

/** Its name stands below it, so it needs no words of its own. */
const logo = (brand: PrintedDocument['brand']): string =>
  brand?.logo ? `<img class="logo" alt="" src="data:image/png;base64,${Buffer.from(brand.logo).toString('base64')}">` : ''

/** The headings of the first level, linked. Page numbers are left to the reader's outline: browsers cannot tell them. */
function contents(parts: readonly Part[]): string {
  const titles = parts.flatMap(({ blocks }, part) =>
    blocks.flatMap((block, index) => (isChapter(block) ? [{ text: block.text, anchor: anchorOf(part, index) }] : [])),
  )
  const items = titles.map(({ text, anchor }) => `<li><a href="#${anchor}" dir="auto">${escaped(text)}</a></li>`)
  return `<nav aria-label="Contents"><h2>Contents</h2><ol>${items.join('')}</ol></nav>`
}

const anchorOf = (part: number, index: number): string => `h${part}-${index}`

const partHtml = ({ isWide, blocks }: Part, part: number): string =>
  `<section${isWide ? ' class="wide"' : ''}>${blocks.map((block, index) => blockHtml(block, anchorOf(part, index))).join('\n')}</section>`

function blockHtml(block: Block, anchor?: string): string {
  switch (block.is) {
    case 'heading':
      return `<h${block.level + 1}${anchor === undefined ? '' : ` id="${anchor}"`} dir="auto">${escaped(block.text)}</h${block.level + 1}>`
    case 'paragraph':
      return `<p${block.tone ? ` class="${block.tone}"` : ''} dir="auto">${runsHtml(block.runs)}</p>`
    case 'list':
      return block.start === null
        ? `<ul>${itemsHtml(block.items)}</ul>`
        : `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${itemsHtml(block.items)}</ol>`
    case 'quote':
      return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`
    case 'rule':
      return '<hr>'
    case 'table':
      return tableHtml(block)
  }
}

const blocksHtml = (blocks: readonly Block[]): string => blocks.map((block) => blockHtml(block)).join('')

const itemsHtml = (items: readonly Block[][]): string => items.map((blocks) => `<li dir="auto">${blocksHtml(blocks)}</li>`).join('')

function tableHtml({ name, headRows, rows, widths }: Table): string {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columns = widths.map((width) => `<col style="width:${((100 * width) / whole).toFixed(2)}%">`).join('')
  const label = name === '' ? '' : ` aria-label="${escaped(name)}"`
  const head = rows.slice(0, headRows).map((row) => rowHtml(row, 'col'))
  const body = rows.slice(headRows).map((row) => rowHtml(row, 'row'))
  return `<table${label}><colgroup>${columns}</colgroup>${head.length > 0 ? `<thead>${head.join('')}</thead>` : ''}<tbody>${body.join('')}</tbody></table>`
}

const rowHtml = (row: readonly Cell[], scope: 'col' | 'row'): string => `<tr>${row.map((cell) => cellHtml(cell, scope)).join('')}</tr>`

function cellHtml({ blocks, isHead, columnSpan, rowSpan }: Cell, scope: 'col' | 'row'): string {
  const spans = `${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}`
  return isHead ? `<th scope="${scope}"${spans}>${blocksHtml(blocks)}</th>` : `<td${spans}>${blocksHtml(blocks)}</td>`
}

const runsHtml = (runs: readonly Run[]): string => runs.map(runHtml).join('')

const marks = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strike', 's'],
  ['code', 'code'],
] as const

function runHtml(run: Run): string {
  const text = escaped(run.text).replaceAll('\n', '<br>')
  const marked = marks.reduce((inner, [mark, tag]) => (run[mark] ? `<${tag}>${inner}</${tag}>` : inner), text)
  return run.href === undefined ? marked : `<a href="${escaped(run.href)}">${marked}</a>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? '')
