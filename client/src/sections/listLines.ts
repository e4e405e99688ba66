/** Word draws its bullets with letters of other fonts, and a tab. */
const bullet = /^\s*(?:[•·▪‣◦–*-]|[o§\uf0a7\uf0b7](?=\t)|\d{1,3}[.)])\s+/

/** Pasted lines as items: without blank ones, and without the marks that stood before them. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(bullet, '').trim())
    .filter((line) => line !== '')

/** On which lines of its field the caret stands, read from the same words that stand below the field. */
export function caretLines(words: HTMLElement, caret: number): { isOnFirstLine: boolean; isOnLastLine: boolean } {
  const text = words.firstChild
  if (!(text instanceof Text) || text.length === 0) return { isOnFirstLine: true, isOnLastLine: true }
  const range = document.createRange()
  const topAt = (place: number): number => {
    range.setStart(text, Math.min(place, text.length - 1))
    range.setEnd(text, Math.min(place + 1, text.length))
    return range.getClientRects()[0]?.top ?? 0
  }
  const [first, here, last] = [topAt(0), topAt(caret), topAt(text.length)]
  return { isOnFirstLine: here === first, isOnLastLine: here === last }
}
