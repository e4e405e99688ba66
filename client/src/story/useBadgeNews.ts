import type { Story } from '@certloom/shared/story/contract'
import type { ChapterProgress } from '@certloom/shared/story/progress'
import { useEffect, useRef } from 'react'

/** Tells everybody who is here when the last row of a chapter is answered. */
export function useBadgeNews(
  { chapters }: Story,
  progress: ReadonlyMap<string, ChapterProgress>,
  tell: (text: string, canUndo: boolean) => void,
): void {
  const earned = chapters.filter(({ key }) => progress.get(key)?.hasBadge)
  const known = useRef(earned)
  useEffect(() => {
    const [news] = earned.filter((chapter) => !known.current.includes(chapter))
    known.current = earned
    if (news) tell(`${news.title} is answered. Badge earned: ${news.badge}`, false)
  })
}
