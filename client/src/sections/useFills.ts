import type { FilledSection } from '@certloom/shared/documents/contract'
import { isTextFilled } from '@certloom/shared/documents/text'
import { useMemo, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'
import { useShownFacts } from '../facts/shownFacts.ts'
import { fillOf, type SectionShape } from './liveFill.ts'
import type { Fills, LiveFill } from './sectionStates.ts'

/** Marks may lag a little behind the keys; reading every section takes a moment. */
const delay = 400

const none: Fills = new Map()

function watchFills(room: Room, shapes: readonly SectionShape[]) {
  let fills = none
  const read = () => {
    if (room.access.get() === 'waiting') return
    const next = new Map<string, LiveFill>()
    for (const shape of shapes) next.set(shape.id, fillOf(room.doc, shape))
    if (fills.size !== next.size || [...next].some(([id, fill]) => fills.get(id) !== fill)) fills = next
  }
  return {
    get: () => fills,
    subscribe: (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const readNow = () => {
        timer = undefined
        read()
        listener()
      }
      const readSoon = () => {
        timer ??= setTimeout(readNow, delay)
      }
      readSoon()
      room.doc.on('update', readSoon)
      const unwatch = room.access.subscribe(readNow)
      return () => {
        clearTimeout(timer)
        room.doc.off('update', readSoon)
        unwatch()
      }
    },
  }
}

/**
 * How far each section of the live document is, with those that are facts; empty until the room is joined. Renders again only when one of them, or a
 * fact, changes.
 */
export function useFills(room: Room, sections: readonly FilledSection[]): Fills {
  // The content of the sections comes anew with every revision; what they are does not.
  const key = JSON.stringify(
    sections.map(({ id, type, columns, checklist_domain }): SectionShape => ({ id, type, columns, checklist_domain })),
  )
  const watch = useMemo(() => watchFills(room, JSON.parse(key) as SectionShape[]), [room, key])
  const fills = useSyncExternalStore(watch.subscribe, watch.get)
  const texts = useShownFacts()
  return useMemo(() => {
    if (fills.size === 0 || sections.every(({ fact_key }) => fact_key === undefined)) return fills
    const withFacts = new Map(fills)
    for (const { id, fact_key } of sections)
      if (fact_key !== undefined && fills.get(id) !== 'needs_work')
        withFacts.set(id, isTextFilled(texts[fact_key] ?? '') ? 'filled' : 'empty')
    return withFacts
  }, [fills, sections, texts])
}
