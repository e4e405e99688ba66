import type { Locator } from 'playwright-core'

/** Selects words of a text as a mouse does. */
export const selectWords = (text: Locator, wanted: string): Promise<void> =>
  text.evaluate((element, looked) => {
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(looked) ?? -1
      if (at < 0) continue
      const range = element.ownerDocument.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + looked.length)
      getSelection()?.removeAllRanges()
      getSelection()?.addRange(range)
      return
    }
    throw new Error(`“${looked}” is not there.`)
  }, wanted)
