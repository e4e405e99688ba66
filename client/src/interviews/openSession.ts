import { queryClient } from '../api/queryClient.ts'
import type { Owner } from '../collab/device.ts'
import type { NextRoom } from '../collab/rooms.ts'
import { questionsOf, sessionOf } from './queries.ts'

/**
 * Asks for a session while the code of its page is on its way; its room is joined while the page is drawn for the first time. What fails is told by
 * the page.
 */
export async function openSession(owner: Owner, sessionId: string): Promise<void> {
  const next = queryClient.prefetchQuery(sessionOf(sessionId)).then(() => roomOf(sessionId))
  const { joinAhead } = await import('../collab/rooms.ts')
  await joinAhead(owner, next)
}

async function roomOf(sessionId: string): Promise<NextRoom | null> {
  const session = queryClient.getQueryData(sessionOf(sessionId).queryKey)
  if (!session) return null
  if (session.session_kind === 'interview') void queryClient.prefetchQuery(questionsOf(sessionId))
  const { aboutSession } = await import('./aboutSession.ts')
  return { name: session.room, about: aboutSession(session) }
}
