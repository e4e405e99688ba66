import { focusPage } from '../app/pageFocus.ts'

/** Where one goes on among tasks: at this one if it is shown, else at the first that the Tab key reaches; at the page itself where there is none. */
export function focusTask(id?: string): void {
  const one = id === undefined ? null : document.querySelector<HTMLElement>(`[data-task="${id}"] [data-task-link]`)
  const link = one ?? document.querySelector<HTMLElement>('[data-task-link]:not([tabindex="-1"])')
  if (link === null) focusPage()
  else link.focus({ preventScroll: true })
}
