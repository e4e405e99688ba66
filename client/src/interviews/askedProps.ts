import type { PersonHere } from '../collab/people.ts'
import type { Question } from './queries.ts'
import type { Agreeing } from './useAgreeing.ts'
import type { Course } from './useCourse.ts'
import type { SessionState } from './useSessionRoom.ts'

/** What the reader may do in the room. */
type SessionRights = { mayRun: boolean; mayWrite: boolean; isLeading: boolean }

/** What everything around a question is given. */
export type AskedProps = {
  questions: readonly Question[]
  course: Course
  state: SessionState
  agreeing: Agreeing
  people: readonly PersonHere[]
  rights: SessionRights
  /** Asks why a question is skipped. */
  onSkip: (question: Question) => void
  /** Where to say what becomes of the answer. */
  statusSlot: HTMLElement | null
}
