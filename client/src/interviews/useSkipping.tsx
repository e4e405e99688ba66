import { type ReactNode, useState } from 'react'
import type { Question } from './queries.ts'
import { SkipDialog } from './SkipDialog.tsx'
import type { Agreeing } from './useAgreeing.ts'
import type { Course } from './useCourse.ts'

type Parts = { questions: readonly Question[]; course: Course; agreeing: Agreeing }

/** Asks why a question is skipped. It stays the one that was asked about, wherever the one who leads goes meanwhile. */
export function useSkipping({ questions, course, agreeing }: Parts): { ask: (question: Question) => void; dialog: ReactNode } {
  const [skipped, setSkipped] = useState<Question | null>(null)
  const close = () => setSkipped(null)
  const skip = ({ id }: Question, reason: string) => {
    agreeing.skip(id, reason)
    close()
    if (course.question?.id === id) course.go(questions[course.index + 1])
  }
  return {
    ask: setSkipped,
    dialog: skipped && <SkipDialog question={skipped} onSkip={(reason) => skip(skipped, reason)} onClose={close} />,
  }
}
