import { useCallback, useState } from 'react'
import type { Question } from './queries.ts'
import type { Agreeing } from './useAgreeing.ts'

/** What one can be at: a question, or a topic of a workshop. */
type Stop = { id: string; is_answered?: boolean }

export type Course<T extends Stop = Question> = {
  question: T | undefined
  index: number
  /** Does the reader go where the one who leads points? */
  isFollowing: boolean
  /** Grows when the reader moved by themselves: then the field takes the focus. */
  moves: number
  go: (question: T | undefined) => void
  follow: () => void
}

/** The mark of the element that holds the answer. */
export const answerMark = 'data-answer'

const isWriting = (): boolean => document.activeElement?.closest(`[${answerMark}]`) != null

type Parts<T extends Stop> = { questions: readonly T[]; spotlight: string | null; isLeading: boolean; agreeing: Agreeing }

/**
 * Where the reader is among the questions: the one that all follow, or one of their own while they roam. Whoever leads takes the others along;
 * somebody in the middle of an answer is left at it.
 */
export function useCourse<T extends Stop>({ questions, spotlight, isLeading, agreeing }: Parts<T>): Course<T> {
  const [own, setOwn] = useState<string | null>(null)
  const [moves, setMoves] = useState(0)
  const [start, setStart] = useState(() => (questions.find(({ is_answered }) => !is_answered) ?? questions[0])?.id ?? null)
  // While all are archived nobody is anywhere: what comes back finds its people where they were.
  const isGone = (id: string | null) => id !== null && questions.length > 0 && !questions.some((question) => question.id === id)
  // Settled at once, so that nobody is pulled back when an archived document returns.
  if (isGone(own)) setOwn(null)
  if (isGone(start)) setStart(questions[0]?.id ?? null)
  const pointed = questions.some(({ id }) => id === spotlight) ? spotlight : null
  const [seen, setSeen] = useState(pointed)
  if (pointed !== seen) {
    setSeen(pointed)
    if (isLeading) setOwn(null)
    else if (own === null && isWriting()) setOwn(seen ?? start)
  }
  const go = useCallback(
    (question: T | undefined) => {
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
