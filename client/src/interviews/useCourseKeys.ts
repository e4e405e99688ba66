import { useEffect } from 'react'
import type { Question } from './queries.ts'
import type { Course } from './useCourse.ts'

/** Alt and Page down is the next question, Alt and Page up the one before, wherever the focus is. */
export function useCourseKeys(questions: readonly Question[], { index, go }: Course): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'PageDown' && event.key !== 'PageUp')) return
      event.preventDefault()
      go(questions[index + (event.key === 'PageDown' ? 1 : -1)])
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [questions, index, go])
}
