/** From cell to cell. */
export type Step =
  | { is: 'go'; rows: number; columns: number }
  | { is: 'edge'; rows: -1 | 0 | 1; columns: -1 | 1 }
  | { is: 'next' | 'previous' }

/** What changes the table at once. */
export type Change = { is: 'clear' | 'addBelow' | 'moveUp' | 'moveDown' | 'remove' | 'undo' | 'redo' }

/** What a key means in a table. `type` begins a text with the key itself. */
export type Command = Step | Change | { is: 'edit' | 'type' | 'newLine' | 'stop' }

/** Is somebody in the cell, and in what: a shared text, or a field with a value of its own such as a date? */
export type Inside = 'cell' | 'text' | 'field'

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & { isAltGraph: boolean; isComposing: boolean }

const go = (rows: number, columns: number): Command => ({ is: 'go', rows, columns })

const steps: Readonly<Record<string, Command>> = {
  ArrowUp: go(-1, 0),
  ArrowDown: go(1, 0),
  ArrowLeft: go(0, -1),
  ArrowRight: go(0, 1),
  PageUp: go(-10, 0),
  PageDown: go(10, 0),
  Home: { is: 'edge', rows: 0, columns: -1 },
  End: { is: 'edge', rows: 0, columns: 1 },
  F2: { is: 'edit' },
  Delete: { is: 'clear' },
  Backspace: { is: 'clear' },
}

const withControl: Readonly<Record<string, Command>> = {
  Home: { is: 'edge', rows: -1, columns: -1 },
  End: { is: 'edge', rows: 1, columns: 1 },
  Backspace: { is: 'remove' },
}

function historyCommand({ key, shiftKey }: Key): Command | null {
  const letter = key.toLowerCase()
  if (letter === 'z') return { is: shiftKey ? 'redo' : 'undo' }
  return letter === 'y' && !shiftKey ? { is: 'redo' } : null
}

/** Keys that mean the same in a cell and in what is open in it. */
function leavingCommand({ key, shiftKey }: Key): Command | null {
  if (key === 'Enter') return go(shiftKey ? -1 : 1, 0)
  return key === 'Tab' ? { is: shiftKey ? 'previous' : 'next' } : null
}

function altCommand(key: Key, inside: Inside): Command | null {
  if (key.key === 'ArrowUp') return { is: 'moveUp' }
  if (key.key === 'ArrowDown') return { is: 'moveDown' }
  return key.key === 'Enter' && inside === 'text' ? { is: 'newLine' } : null
}

/** What a key means where it was pressed; null leaves it to the browser. */
export function commandOf(key: Key, inside: Inside): Command | null {
  // A word that is being composed owns every key; as its first key it opens the cell it is meant for.
  if (key.isComposing || key.key === 'Process') return inside === 'cell' ? { is: 'type' } : null
  if (inside !== 'cell' && key.key === 'Escape') return { is: 'stop' }
  const isControl = (key.ctrlKey || key.metaKey) && !key.isAltGraph
  if (inside === 'field') return isControl || key.altKey ? null : leavingCommand(key)
  if (isControl && key.key === 'Enter') return { is: 'addBelow' }
  if (isControl) return historyCommand(key) ?? (inside === 'cell' ? (withControl[key.key] ?? null) : null)
  if (key.altKey && !key.isAltGraph) return altCommand(key, inside)
  const leaving = leavingCommand(key)
  if (leaving !== null || inside === 'text') return leaving
  return steps[key.key] ?? (key.key.length === 1 || key.key === 'Dead' ? { is: 'type' } : null)
}
