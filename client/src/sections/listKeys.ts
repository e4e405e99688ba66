/** What a key means in an item of a list. */
export type ListCommand = 'split' | 'remove' | 'merge' | 'moveUp' | 'moveDown' | 'undo' | 'redo' | 'previous' | 'next'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>

type Caret = { isEmpty: boolean; isAtStart: boolean; isOnFirstLine: boolean; isOnLastLine: boolean }

function plainCommand(key: string, shiftKey: boolean, caret: () => Caret): ListCommand | null {
  if (key === 'Enter') return shiftKey ? null : 'split'
  if (key === 'Backspace') {
    const { isEmpty, isAtStart } = caret()
    return isEmpty ? 'remove' : isAtStart ? 'merge' : null
  }
  if (shiftKey) return null
  if (key === 'ArrowUp') return caret().isOnFirstLine ? 'previous' : null
  return key === 'ArrowDown' && caret().isOnLastLine ? 'next' : null
}

/** What a key means where it was pressed; null leaves it to the browser. */
export function listCommandOf({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: Key, caret: () => Caret): ListCommand | null {
  if (isComposing || key === 'Process') return null
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase()
    if (letter === 'z') return shiftKey ? 'redo' : 'undo'
    return letter === 'y' ? 'redo' : null
  }
  if (altKey) return key === 'ArrowUp' ? 'moveUp' : key === 'ArrowDown' ? 'moveDown' : null
  return plainCommand(key, shiftKey, caret)
}
