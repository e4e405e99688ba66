import { applyEdit, type Edit, editBetween, endOfChange, placeAfter } from '@certloom/shared/collab/sharedText'
import * as Y from 'yjs'

type Delta = Y.YTextEvent['delta']

/** An edit that was made while others changed the text: moved to where its letters are now. */
function rebase({ index, removed, inserted }: Edit, deltas: readonly Delta[]): Edit {
  const start = deltas.reduce(placeAfter, index)
  const end = deltas.reduce(placeAfter, index + removed)
  return { index: start, removed: Math.max(0, end - start), inserted }
}

/**
 * Keeps a text field and a shared text the same. What is typed becomes the smallest edit; what others write moves the selection with the letters it
 * is on. While a word is composed (IME) nothing is written and the field is left alone; its end brings both together.
 * @returns ends it
 */
export function bindText(field: HTMLTextAreaElement, text: Y.Text, origin: unknown): () => void {
  let known = text.toString()
  let isComposing = false
  let isOwn = false
  let missed: Delta[] = []
  field.value = known

  function show(next: string, start: number, end: number): void {
    const { selectionDirection } = field
    field.value = next
    // A selection set in a field without focus could bring the focus there.
    if (document.activeElement === field) field.setSelectionRange(start, end, selectionDirection)
  }

  function write(edit: Edit): void {
    isOwn = true
    text.doc?.transact(() => applyEdit(text, edit), origin)
    isOwn = false
    known = text.toString()
  }

  function onInput(): void {
    if (isComposing) return
    const edit = editBetween(known, field.value, field.selectionStart)
    if (edit) write(edit)
    if (field.value !== known) show(known, field.selectionStart, field.selectionEnd)
  }

  function onCompositionEnd(): void {
    isComposing = false
    const edit = editBetween(known, field.value, field.selectionStart)
    const deltas = missed
    missed = []
    const [start, end] = [field.selectionStart, field.selectionEnd]
    if (deltas.length === 0) {
      if (edit) write(edit)
      return
    }
    const rebased = edit && rebase(edit, deltas)
    if (rebased) write(rebased)
    else known = text.toString()
    if (rebased) show(known, rebased.index + rebased.inserted.length, rebased.index + rebased.inserted.length)
    else show(known, deltas.reduce(placeAfter, start), deltas.reduce(placeAfter, end))
  }

  function onChange(event: Y.YTextEvent, transaction: Y.Transaction): void {
    if (isOwn) return
    if (isComposing) {
      missed.push(event.delta)
      return
    }
    known = text.toString()
    const isUndo = transaction.origin instanceof Y.UndoManager
    const at = isUndo ? endOfChange(event.delta) : null
    show(known, at ?? placeAfter(field.selectionStart, event.delta), at ?? placeAfter(field.selectionEnd, event.delta))
  }

  const onCompositionStart = () => {
    isComposing = true
  }
  text.observe(onChange)
  field.addEventListener('input', onInput)
  field.addEventListener('compositionstart', onCompositionStart)
  field.addEventListener('compositionend', onCompositionEnd)
  return () => {
    if (isComposing) onCompositionEnd()
    text.unobserve(onChange)
    field.removeEventListener('input', onInput)
    field.removeEventListener('compositionstart', onCompositionStart)
    field.removeEventListener('compositionend', onCompositionEnd)
  }
}
