import { textSection } from '@certloom/shared/collab/documentDoc'
import type { FilledSection } from '@certloom/shared/documents/contract'
import { isTextFilled } from '@certloom/shared/documents/text'
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Room } from '../collab/room.ts'
import { wordsOf } from './liveWords.ts'
import type { Fills, LiveFill } from './sectionStates.ts'

/** Marks may lag a little behind the keys; reading every section takes a moment. */
const delay = 400

const none: Fills = new Map()

function fillOf(fragment: Y.XmlFragment): LiveFill {
  if (fragment.length === 0) return 'empty'
  return isTextFilled(wordsOf(fragment)) ? 'filled' : 'blank'
}

function watchFills(room: Room, ids: readonly string[]) {
  let fills = none
  const read = () => {
    if (room.access.get() === 'waiting') return
    const next = new Map(ids.map((id) => [id, fillOf(textSection(room.doc, id))]))
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

/** Which text sections have words in the live text; empty until the room is joined. Renders again only when one of them changes. */
export function useFills(room: Room, sections: readonly FilledSection[]): Fills {
  const key = sections
    .filter((section) => section.type === 'text')
    .map((section) => section.id)
    .join('\n')
  const watch = useMemo(() => watchFills(room, key === '' ? [] : key.split('\n')), [room, key])
  return useSyncExternalStore(watch.subscribe, watch.get)
}
