import { useCallback, useState } from 'react'
import type { Question } from './queries.ts'
import type { Agreeing } from './useAgreeing.ts'

export type Course = {
  question: Question | undefined
  index: number
  /** Does the reader go where the one who leads points? */
  isFollowing: boolean
  /** Grows when the reader moved by themselves: then the field takes the focus. */
  moves: number
  go: (question: Question | undefined) => void
  follow: () => void
}

/** The mark of the element that holds the answer. */
export const answerMark = 'data-answer'

const isWriting = (): boolean => document.activeElement?.closest(`[${answerMark}]`) != null

type Parts = { questions: readonly Question[]; spotlight: string | null; isLeading: boolean; agreeing: Agreeing }

/**
 * Where the reader is among the questions: the one that all follow, or one of their own while they roam. Whoever leads takes the others along;
 * somebody in the middle of an answer is left at it.
 */
export function useCourse({ questions, spotlight, isLeading, agreeing }: Parts): Course {
  const [own, setOwn] = useState<string | null>(null)
  const [moves, setMoves] = useState(0)
  const [start] = useState(() => (questions.find(({ is_answered }) => !is_answered) ?? questions[0])?.id ?? null)
  const pointed = questions.some(({ id }) => id === spotlight) ? spotlight : null
  const [seen, setSeen] = useState(pointed)
  if (pointed !== seen) {
    setSeen(pointed)
    if (isLeading) setOwn(null)
    else if (own === null && isWriting()) setOwn(seen ?? start)
  }
  const go = useCallback(
    (question: Question | undefined) => {
      if (question === undefined) return
      setMoves((count) => count + 1)
      setOwn(isLeading ? null : question.id)
      if (isLeading) agreeing.point(question.id)
    },
    [isLeading, agreeing],
  )
  const shown = own ?? pointed ?? start
  const index = Math.max(
    0,
    questions.findIndex(({ id }) => id === shown),
  )
  return { question: questions[index], index, isFollowing: own === null, moves, go, follow: () => setOwn(null) }
}
