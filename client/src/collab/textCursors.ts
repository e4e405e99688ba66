import type { Awareness } from 'y-protocols/awareness'

type State = Record<string, unknown>

/** A cursor in a text has two ends; one in a table or a list names a cell, which a text editor would stumble over. */
const isInText = (cursor: unknown): boolean => typeof cursor === 'object' && cursor !== null && 'anchor' in cursor && 'head' in cursor

const withoutCell = <T extends State | null>(state: T): T => (state === null || isInText(state.cursor) ? state : { ...state, cursor: null })

/** A caret moves with every key; others are told of it no more than four times a second. */
const pace = 250

/** Sets a field of the own state now or a little later, and knows meanwhile what it will be. */
function pacedField(awareness: Awareness) {
  let waiting: { field: string; value: unknown } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    timer = undefined
    if (waiting === null) return
    awareness.setLocalStateField(waiting.field, waiting.value)
    waiting = null
    timer = setTimeout(send, pace)
  }
  return {
    set: (field: string, value: unknown) => {
      waiting = { field, value }
      // A caret that goes must not outlive its text by a moment: where it went may set one itself.
      if (value === null) clearTimeout(timer)
      if (value === null || timer === undefined) send()
    },
    over: (state: State | null): State | null =>
      waiting === null || state === null ? state : { ...state, [waiting.field]: waiting.value },
  }
}

/** The room's awareness as an editor of text may see it: only cursors that are in a text, and its own told at a bearable pace. */
export function textCursors(awareness: Awareness): Awareness {
  const paced = pacedField(awareness)
  return new Proxy(awareness, {
    get(target, name) {
      if (name === 'getStates') return () => new Map([...target.getStates()].map(([client, state]) => [client, withoutCell(state)]))
      if (name === 'getLocalState') return () => withoutCell(paced.over(target.getLocalState()))
      if (name === 'setLocalStateField') return paced.set
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
