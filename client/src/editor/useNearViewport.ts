import { type RefObject, useEffect, useState } from 'react'

/** About a screen ahead: an editor is there before its section is. */
const margin = '100% 0px'

/** Has the element been near the visible part of its scroller? Stays true: what was mounted keeps its undo history. */
export function useNearViewport(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    if (isNear || element.current === null) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setIsNear(true), {
      root: element.current.closest('[data-scroller]'),
      rootMargin: margin,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isNear])
  return isNear
}
