/** Where a reader goes on after navigation: the title, or the main landmark while the page is still loading. */
export function focusPage(): void {
  const target = document.querySelector<HTMLElement>('h1[tabindex="-1"]') ?? document.querySelector<HTMLElement>('main')
  target?.focus({ preventScroll: true })
}

/** Has nothing in particular the focus, because it was removed or because a page was still loading? */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement.matches('body, main')
