import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { answerStatuses } from '@certloom/shared/readiness/status'
import type { KeyboardEvent } from 'react'

/** What keys do in the grid. */
export type GridCommands = {
  move: (by: number | 'first' | 'last') => void
  choose: (status: AnswerStatus) => void
  open: () => void
  toggle: () => void
  selectAll: () => void
  escape: () => void
  undo: () => void
  redo: () => void
  search: () => void
  help: () => void
}

const isWriting = (target: Element): boolean => target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]')

/** The controls of a row, in the order of the arrow keys: the row itself, then its cells. */
function walkRow(row: HTMLElement, target: Element, by: 1 | -1): void {
  const controls = [row, ...row.querySelectorAll<HTMLElement>('button, input, a')].filter((one) => one === row || one.offsetParent !== null)
  const at = controls.indexOf(target as HTMLElement)
  controls[Math.min(controls.length - 1, Math.max(0, at + by))]?.focus()
}

/** Presses the button of a cell, as a click on it would. */
const press = (row: HTMLElement, control: string): void => row.querySelector<HTMLElement>(`[data-control="${control}"]`)?.click()

const cells: Readonly<Record<string, string>> = { o: 'owner', d: 'due', n: 'justification', e: 'evidence' }

/** Acts on a key in the grid; answers whether it was one of ours. */
export function onGridKey(event: KeyboardEvent<HTMLElement>, commands: GridCommands): boolean {
  const { target, currentTarget, key } = event
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || isWriting(target)) return false
  const row = target.closest<HTMLElement>('[data-row]')
  const isCommand = event.ctrlKey || event.metaKey
  if (isCommand) return onCommandKey(event, commands)
  if (event.altKey) return false
  const status = answerStatuses[Number(key) - 1]
  const cell = cells[key]
  if (status) commands.choose(status)
  else if (key === 'j' || key === 'ArrowDown') commands.move(1)
  else if (key === 'k' || key === 'ArrowUp') commands.move(-1)
  else if (key === 'Home') commands.move('first')
  else if (key === 'End') commands.move('last')
  else if (key === 'Escape') commands.escape()
  else if (key === '/') commands.search()
  else if (key === '?') commands.help()
  else if (row && (key === 'ArrowRight' || key === 'ArrowLeft')) walkRow(row, target, key === 'ArrowRight' ? 1 : -1)
  else if (row && key === 'x') commands.toggle()
  else if (row === target && key === ' ') commands.toggle()
  else if (row === target && key === 'Enter') commands.open()
  else if (row && cell) press(row, cell)
  else return false
  return true
}

function onCommandKey({ key, shiftKey }: KeyboardEvent, commands: GridCommands): boolean {
  if (key === 'z' && !shiftKey) commands.undo()
  else if (key === 'y' || (key.toLowerCase() === 'z' && shiftKey)) commands.redo()
  else if (key === 'a') commands.selectAll()
  else return false
  return true
}
