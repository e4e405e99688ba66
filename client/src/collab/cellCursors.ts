import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { useMe } from '../accounts/useMe.ts'
import type { Room } from './room.ts'

/** Somebody else's focus in a table or a list. */
export type CellCursor = { client: number; row: string; column: string; name: string; color: string }

const nobody: readonly CellCursor[] = []

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The colour goes into a style attribute, so it must be one. */
const isColor = (color: unknown): color is string => typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color)

function cursorOf(client: number, state: unknown, section: string | null, self: string): CellCursor | null {
  if (!isRecord(state) || (section !== null && state.section !== section) || !isRecord(state.cursor) || !isRecord(state.user)) return null
  const { row, column } = state.cursor
  const { id, name, color } = state.user
  if (typeof row !== 'string' || typeof column !== 'string' || typeof name !== 'string' || id === self) return null
  return { client, row, column, name: name.split(' ')[0] ?? '', color: isColor(color) ? color : 'var(--cl-person-none)' }
}

const isSame = (a: readonly CellCursor[], b: readonly CellCursor[]): boolean =>
  a.length === b.length &&
  a.every(({ client, row, column }, at) => client === b[at]?.client && row === b[at]?.row && column === b[at]?.column)

function watchCursors(awareness: Awareness, section: string | null, self: string) {
  let cursors = nobody
  const read = () => {
    const next = [...awareness.getStates()]
      .filter(([client]) => client !== awareness.clientID)
      .map(([client, state]) => cursorOf(client, state, section, self))
      .filter((cursor) => cursor !== null)
    if (!isSame(cursors, next)) cursors = next
  }
  return {
    get: () => cursors,
    subscribe: (listener: () => void) => {
      const onChange = () => {
        const before = cursors
        read()
        if (before !== cursors) listener()
      }
      read()
      awareness.on('change', onChange)
      return () => awareness.off('change', onChange)
    },
  }
}

/** Where others are in a table or a list, or with null in a whole grid of its own. Renders again only when one of them goes elsewhere. */
export function useCellCursors({ awareness }: Room, section: string | null): readonly CellCursor[] {
  const { user } = useMe()
  const watch = useMemo(() => watchCursors(awareness, section, user.id), [awareness, section, user.id])
  return useSyncExternalStore(watch.subscribe, watch.get)
}

/** Long enough that running over cells with an arrow key is one message. */
const settleTime = 120

function cellSetter(awareness: Awareness) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    set: (row: string, column: string) => {
      clearTimeout(timer)
      timer = setTimeout(() => awareness.setLocalStateField('cursor', { row, column }), settleTime)
    },
    clear: () => {
      clearTimeout(timer)
      // The cursor may be in a text by now, which is not ours to clear.
      const cursor: unknown = awareness.getLocalState()?.cursor
      if (isRecord(cursor) && typeof cursor.row === 'string') awareness.setLocalStateField('cursor', null)
    },
  }
}

/** Tells the others which cell the reader is in. */
export function useOwnCell({ awareness }: Room): ReturnType<typeof cellSetter> {
  const setter = useMemo(() => cellSetter(awareness), [awareness])
  useEffect(() => setter.clear, [setter])
  return setter
}
