import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Node = { role?: string; id?: string; children?: Node[] }

/** A PDF as an independent reader finds it. */
export type ReadPdf = {
  pages: number
  text: string
  title: string
  language: string
  /** titles of the outline, nested ones behind their own */
  outline: string[]
  /** how often each role of a tagged PDF occurs */
  roles: Map<string, number>
  /** addresses that links lead to */
  links: string[]
  /** width and height of each page */
  sizes: [number, number][]
}

type Outline = { title: string; items: Outline[] }

const flat = (items: readonly Outline[]): string[] => items.flatMap(({ title, items: inner }) => [title, ...flat(inner)])

function count(node: Node, roles: Map<string, number>): void {
  if (node.role !== undefined) roles.set(node.role, (roles.get(node.role) ?? 0) + 1)
  for (const child of node.children ?? []) count(child, roles)
}

/** Reads a PDF with pdf.js; fails for one that it calls damaged. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), stopAtErrors: true, verbosity: 0 })
  const document = await task.promise
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Language?: string } }
  const read: ReadPdf = {
    pages: document.numPages,
    text: '',
    title: info.Title ?? '',
    language: info.Language ?? '',
    outline: flat(((await document.getOutline()) as Outline[] | null) ?? []),
    roles: new Map(),
    links: [],
    sizes: [],
  }
  const texts: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join(''))
    count((await page.getStructTree()) ?? {}, read.roles)
    for (const annotation of await page.getAnnotations()) if (annotation.unsafeUrl) read.links.push(annotation.unsafeUrl)
    const { width, height } = page.getViewport({ scale: 1 })
    read.sizes.push([Math.round(width), Math.round(height)])
  }
  await task.destroy()
  return { ...read, text: texts.join(' ').replaceAll(/\s+/g, ' ') }
}
