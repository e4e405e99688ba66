import { useEffect } from 'react'
import { announce } from './announcer.ts'
import { focusPage, isFocusLost } from './pageFocus.ts'

/** The page that the browser itself loaded needs none of this. */
let isFirstPage = true

/** Says that somebody went on from the first page, perhaps before it had a title. */
export function leaveFirstPage(): void {
  isFirstPage = false
}

/**
 * Names the browser tab after what is on the page. When that changes without a load, screen readers hear it, and focus goes to the title if what
 * had it is gone.
 */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Certloom`
    if (!isFirstPage) {
      announce(title)
      if (isFocusLost()) focusPage()
    }
    isFirstPage = false
  }, [title])
}
