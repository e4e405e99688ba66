import { type api, q, type RowOf } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'

export type Session = RowOf<typeof api.interviews.list>
export type SessionDetail = Awaited<ReturnType<typeof api.interviews.get>>
export type Question = RowOf<typeof api.interviews.questions>
export type Missing = Awaited<ReturnType<typeof api.interviews.questions>>['missing'][number]

export const sessionOf = (sessionId: string) => q.interviews.get.queryOptions({ input: { session_id: sessionId } })

export const questionsOf = (sessionId: string) => q.interviews.questions.queryOptions({ input: { session_id: sessionId } })

export const minutesOf = (sessionId: string) => q.interviews.minutes.queryOptions({ input: { session_id: sessionId } })

/** Sessions the reader may see, newest first, of one status or all. */
export const sessionsOf = (status: Session['session_status'] | undefined) =>
  q.interviews.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ session_status: status, limit: 50, cursor }),
    placeholderData: (before) => before,
  })
