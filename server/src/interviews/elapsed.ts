import type { InterviewSession } from '../db/generated/client.ts'

type Timed = Pick<InterviewSession, 'elapsedSeconds' | 'runningSince'>

/** What a session has taken by then, in seconds. */
export const elapsedUntil = ({ elapsedSeconds, runningSince }: Timed, now: Date): number =>
  elapsedSeconds + (runningSince ? Math.max(0, Math.round((now.getTime() - runningSince.getTime()) / 1_000)) : 0)

/** What ends the sitting under way. */
export const sittingEnded = (session: Timed, now = new Date()) => ({
  elapsedSeconds: elapsedUntil(session, now),
  runningSince: null,
})
