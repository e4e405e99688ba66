import { storyPlays } from '@certloom/shared/collab/checklistDoc'
import { type Play, playsOf } from '@certloom/shared/collab/storyPlays'
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Room } from '../collab/room.ts'

function watchPlays(doc: Y.Doc) {
  let plays: readonly Play[] | undefined
  return {
    get: (): readonly Play[] => {
      plays ??= playsOf(doc)
      return plays
    },
    subscribe: (listener: () => void) => {
      const onChange = () => {
        plays = undefined
        listener()
      }
      plays = undefined
      storyPlays(doc).observe(onChange)
      return () => storyPlays(doc).unobserve(onChange)
    },
  }
}

/** What people decided in the story, earliest first. */
export function usePlays({ doc }: Room): readonly Play[] {
  const watch = useMemo(() => watchPlays(doc), [doc])
  return useSyncExternalStore(watch.subscribe, watch.get)
}
