import { useEffect } from 'react'
import { useCan } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { useStore } from '../collab/useRoom.ts'
import type { SessionDetail } from './queries.ts'
import { useAgreeing } from './useAgreeing.ts'
import { usePeopleIn } from './usePeopleIn.ts'
import { useSessionState } from './useSessionRoom.ts'

/**
 * The reader's place in a session's room: who else is there, what was agreed, and what they may do about it. While it is completed nobody notes or
 * leads there; whoever runs it may still resume it.
 */
export function useSeat(session: SessionDetail, room: Room) {
  const people = usePeopleIn(room)
  usePresenceAnnouncements(people)
  useOwnIdleness(room)
  const state = useSessionState(room)
  const agreeing = useAgreeing(room)
  const can = useCan()
  const isIn = useStore(room.access) === 'write'
  const mayWrite = isIn && session.session_status !== 'completed'
  const mayRun = can('interview.run', session.customer_id) && isIn
  const isLeading = mayRun && mayWrite && people[0]?.id === state.steering.leader
  const { awareness } = room
  useEffect(() => awareness.setLocalStateField('mayLead', mayRun), [awareness, mayRun])
  return { people, state, agreeing, rights: { mayRun, mayWrite, isLeading } }
}
