import { presenceColor } from '@certloom/shared/collab/presence'
import type { CustomerFacts } from '@certloom/shared/facts/contract'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import type { Access } from '../collab/saveState.ts'
import { useOnStored } from '../collab/useOnStored.ts'
import { type OwnPlace, useOwnPlace, usePeople } from '../collab/usePresence.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { useStore } from '../collab/useRoom.ts'
import { useLiveTexts } from './liveTexts.ts'
import { useWriting, type Writing } from './useWriting.ts'

/** What the page of facts shows: what they say, who is at them, and what the reader may do. */
export type FactsHere = {
  room: Room
  texts: FactTexts
  access: Access
  people: readonly PersonHere[]
  place: OwnPlace
  writing: Writing
}

/** Where somebody is who looks at the facts and writes in none. Whoever reads a document that shows facts is in the room too, and nowhere in it. */
const page = 'facts'

function useSelf() {
  const { user } = useMe()
  const { id, name, color } = user
  return useMemo(() => ({ id, name, color: presenceColor(color) }), [id, name, color])
}

/** Everything about facts that are open on this page. */
export function useFactsHere(room: Room, stored: CustomerFacts): FactsHere {
  const storedTexts = useMemo<FactTexts>(() => Object.fromEntries(stored.facts.map(({ key, text }) => [key, text])), [stored])
  const texts = useLiveTexts(room, storedTexts)
  const inRoom = usePeople(room, useSelf())
  const people = useMemo(() => inRoom.filter(({ isSelf, sections }) => isSelf || sections.length > 0), [inRoom])
  useOwnIdleness(room)
  const place = useOwnPlace(room)
  useEffect(() => {
    place.see(page)
    return () => room.awareness.setLocalStateField('section', null)
  }, [place, room])
  const queries = useQueryClient()
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: q.facts.key() }), [queries])
  useOnStored(room, refresh)
  return { room, texts, access: useStore(room.access), people, place, writing: useWriting(room) }
}
