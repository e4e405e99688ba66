import type { RefObject } from 'react'
import { useUnmount } from '../ui/useUnmount.ts'
import { isFocusLost } from './pageFocus.ts'

/** For something that may go away while the focus is in it, because what it offered was done: `goOn` then says where the focus goes on. */
export function useFocusGoesOn(part: RefObject<HTMLElement | null>, goOn: () => void): void {
  useUnmount(() => {
    if (part.current?.contains(document.activeElement)) requestAnimationFrame(() => isFocusLost() && goOn())
  })
}
