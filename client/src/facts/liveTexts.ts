import { factText } from '@certloom/shared/collab/factsDoc'
import { factKeys } from '@certloom/shared/facts/catalogue'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { useMemo, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'

function watchTexts({ doc }: Room) {
  const read = (): FactTexts => Object.fromEntries(factKeys.map((key) => [key, factText(doc, key).toString()]))
  let texts = read()
  return {
    get: () => texts,
    subscribe: (listener: () => void) => {
      const onUpdate = () => {
        texts = read()
        listener()
      }
      onUpdate()
      doc.on('update', onUpdate)
      return () => doc.off('update', onUpdate)
    },
  }
}

/** What the facts say as somebody types; what was stored last until the live text is here. */
export function useLiveTexts(room: Room, stored: FactTexts): FactTexts {
  const watch = useMemo(() => watchTexts(room), [room])
  const live = useSyncExternalStore(watch.subscribe, watch.get)
  return useStore(room.access) === 'waiting' ? stored : live
}
