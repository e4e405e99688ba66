import { useEffect, useRef } from 'react'

/** What keys do in a scene; what is not there does nothing. */
export type SceneCommands = {
  choose?: ((index: number) => void) | undefined
  clear?: (() => void) | undefined
  enter: () => void
  move: (by: 1 | -1) => void
  undo: () => void
  redo: () => void
}

const isWriting = (target: Element): boolean =>
  target.matches('input:not([type="radio"]), textarea, select, [contenteditable="true"]') ||
  target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

/** A key pressed on something that has a use for it itself. */
const isPressing = (target: Element): boolean => target.closest('a, button, summary, [role="switch"]') !== null

function actOn({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, target: Element, commands: SceneCommands): boolean {
  if (ctrlKey || metaKey) {
    if (key === 'z' && !shiftKey) commands.undo()
    else if (key === 'y' || (key.toLowerCase() === 'z' && shiftKey)) commands.redo()
    else return false
    return true
  }
  if (altKey) return false
  if (/^[1-9]$/.test(key) && commands.choose) commands.choose(Number(key) - 1)
  else if (key === 'Enter' && !isPressing(target)) commands.enter()
  else if (key === 'Escape' && commands.clear) commands.clear()
  else if (key === 'j') commands.move(1)
  else if (key === 'k') commands.move(-1)
  else return false
  return true
}

/** Listens for the keys of a scene wherever the focus is, unless somebody writes or something is open. */
export function useSceneKeys(commands: SceneCommands): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (!(target instanceof Element) || event.defaultPrevented || isWriting(target)) return
      if (actOn(event, target, latest.current)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
