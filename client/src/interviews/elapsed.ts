import { useEffect, useState } from 'react'
import type { Session } from './queries.ts'

const minute = 60

/** "15 min", "2 h 5 min" */
export function timeInWords(seconds: number): string {
  const minutes = Math.floor(seconds / minute)
  if (minutes < minute) return `${minutes} min`
  const rest = minutes % minute
  return rest === 0 ? `${Math.floor(minutes / minute)} h` : `${Math.floor(minutes / minute)} h ${rest} min`
}

type Timed = Pick<Session, 'elapsed_seconds' | 'running_since'>

const elapsedAt = ({ elapsed_seconds, running_since }: Timed, now: number): number =>
  elapsed_seconds + (running_since === null ? 0 : Math.max(0, (now - Date.parse(running_since)) / 1_000))

/** What a session has taken so far, in seconds; goes on while a sitting is under way. */
export function useElapsed(session: Timed): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    if (session.running_since === null) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [session.running_since])
  return elapsedAt(session, now)
}
