const unsaved = new Set<object>()

/** The browser then asks whether to leave; the words are its own. */
const warn = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Keeps the page from being closed without a question while anybody holds unconfirmed edits. */
export function warnWhileUnsaved(holder: object, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(holder)
  else unsaved.delete(holder)
  // A listener that is always there would keep the page out of the browser's back-forward cache.
  if (unsaved.size > 0) window.addEventListener('beforeunload', warn)
  else window.removeEventListener('beforeunload', warn)
}
