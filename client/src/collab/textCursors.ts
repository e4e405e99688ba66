import type { Awareness } from 'y-protocols/awareness'

type State = Record<string, unknown>

/** A cursor in a text has two ends; one in a table or a list names a cell, which a text editor would stumble over. */
const isInText = (cursor: unknown): boolean => typeof cursor === 'object' && cursor !== null && 'anchor' in cursor && 'head' in cursor

const withoutCell = <T extends State | null>(state: T): T => (state === null || isInText(state.cursor) ? state : { ...state, cursor: null })

/** The room's awareness as editors of text may see it: only cursors that are in a text. */
export const textCursors = (awareness: Awareness): Awareness =>
  new Proxy(awareness, {
    get(target, name) {
      if (name === 'getStates') return () => new Map([...target.getStates()].map(([client, state]) => [client, withoutCell(state)]))
      if (name === 'getLocalState') return () => withoutCell(target.getLocalState())
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
