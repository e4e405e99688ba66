import { parseInert } from './inertHtml.ts'

/**
 * HTML from a clipboard as our editor understands it: Word's lists, which are paragraphs with a drawn mark, become lists; its titles become
 * headings; what is hidden, drawn or meant for Office alone goes. What our editors copied stays as it is.
 */
export function fromOffice(html: string): string {
  if (html.includes('data-pm-slice')) return html
  const body = parseInert(html)
  const listed = listParagraphs(body)
  // A row without height only notes the widths of columns, where cells are merged.
  for (const element of body.querySelectorAll<HTMLElement>('style, script, meta, link, title, xml, tr[height="0"]')) element.remove()
  for (const element of body.querySelectorAll<HTMLElement>('[style]')) if (isHidden(element)) element.remove()
  removeComments(body)
  makeLists(listed)
  for (const title of body.querySelectorAll('p.MsoTitle, h1')) rename(title, 'h2')
  for (const heading of body.querySelectorAll('h5, h6')) rename(heading, 'h4')
  dropEmptyParagraphs(body)
  return body.innerHTML
}

const styleOf = (element: Element): string => element.getAttribute('style') ?? ''

/** Also what Office draws itself where lists are not supported: the bullet in front of an item. */
const isHidden = (element: HTMLElement): boolean =>
  element.style.display === 'none' || /mso-(?:list:\s*ignore|hide:\s*all)/i.test(styleOf(element))

/** One paragraph of a list as Word writes it. */
type Listed = { paragraph: HTMLElement; list: string; level: number; isOrdered: boolean; start: number }

const listStyle = /mso-list:\s*(l\d+)\s+level(\d+)/i
const numbered = /^\(?(\d{1,4}|[a-z]{1,4})[.)]/i

function listParagraphs(body: HTMLElement): Listed[] {
  return [...body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')].flatMap((paragraph) => {
    const [, list, level] = listStyle.exec(styleOf(paragraph)) ?? []
    if (list === undefined) return []
    const mark =
      [...paragraph.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)))?.textContent?.trim() ?? ''
    const number = numbered.exec(mark)?.[1]
    return [{ paragraph, list, level: Math.min(Number(level), 9), isOrdered: number !== undefined, start: Number(number) || 1 }]
  })
}

/** Paragraphs of a list that follow one another become one list, those of deeper levels lists within their items. */
function makeLists(listed: readonly Listed[]): void {
  let open: { list: HTMLElement; item: HTMLElement; level: number }[] = []
  let before: Listed | undefined
  for (const item of listed) {
    const follows = before !== undefined && before.list === item.list && open[0]?.list.nextElementSibling === item.paragraph
    if (!follows) open = []
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop()
    const current = open.at(-1)
    if (!current || current.level < item.level) open.push(openList(item, current?.item))
    const at = open.at(-1)
    if (at) {
      at.item = document.createElement('li')
      at.list.append(at.item)
      rename(item.paragraph, 'p', at.item)
    }
    before = item
  }
}

function openList({ paragraph, level, isOrdered, start }: Listed, parent: HTMLElement | undefined) {
  const list = document.createElement(isOrdered ? 'ol' : 'ul')
  if (isOrdered && start > 1) list.setAttribute('start', String(start))
  if (parent) parent.append(list)
  else paragraph.before(list)
  return { list, item: list, level }
}

/** The same content under another name; at its place, or at the end of `target`. */
function rename(element: Element, name: string, target?: Element): void {
  const renamed = document.createElement(name)
  renamed.append(...element.childNodes)
  if (target) {
    target.append(renamed)
    element.remove()
  } else element.replaceWith(renamed)
}

function removeComments(body: HTMLElement): void {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
}

/** Office keeps the distance between paragraphs with empty ones. In a cell an empty one is all there is. */
function dropEmptyParagraphs(body: HTMLElement): void {
  for (const paragraph of body.querySelectorAll('p'))
    if (!paragraph.closest('td, th') && !paragraph.querySelector('br') && (paragraph.textContent ?? '').trim() === '') paragraph.remove()
}
