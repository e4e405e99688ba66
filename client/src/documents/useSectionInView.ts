import { type RefObject, useEffect } from 'react'
import { sectionInView } from '../sections/sectionPlace.ts'

/** Scrolling fires with every frame; where one is needs no more than this, in milliseconds. */
const pace = 250

/** Calls back with the section that is most in view, at first and whenever the paper was scrolled or resized. */
export function useSectionInView(scroller: RefObject<HTMLElement | null>, onSection: (section: string | null) => void): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      onSection(sectionInView(element))
    }
    const lookSoon = () => {
      timer ??= setTimeout(look, pace)
    }
    const sizes = new ResizeObserver(lookSoon)
    sizes.observe(element)
    element.addEventListener('scroll', lookSoon, { passive: true })
    return () => {
      clearTimeout(timer)
      sizes.disconnect()
      element.removeEventListener('scroll', lookSoon)
    }
  }, [scroller, onSection])
}
