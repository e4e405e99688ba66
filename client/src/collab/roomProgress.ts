import type { Doc } from 'yjs'
import type { StoredEdit } from './device.ts'
import type { KeptRoom } from './keptRoom.ts'
import { PendingEdits } from './pendingEdits.ts'
import {
  type Access,
  accessOf,
  dueBarrier,
  firstProgress,
  isSameSaveState,
  type Progress,
  type SaveEvent,
  type SaveState,
  saveStateOf,
  step,
  unconfirmed,
} from './saveState.ts'
import { createStore, type Store } from './store.ts'
import { warnWhileUnsaved } from './unsavedWarning.ts'

/** Longer than any commit should take: the answer to a barrier is lost, so join anew and ask again. */
const answerPatience = 45_000

export type RoomProgress = {
  readonly save: Pick<Store<SaveState>, 'get' | 'subscribe'>
  readonly access: Pick<Store<Access>, 'get' | 'subscribe'>
  readonly pending: PendingEdits<StoredEdit>
  now: () => Progress
  dispatch: (event: SaveEvent) => void
  /** One more edit is to be confirmed. */
  add: (edit: StoredEdit) => void
  /** What was to be confirmed when `upTo` edits had been made is no longer. */
  giveUp: (upTo: number) => void
  hasUnsaved: () => boolean
  stop: () => void
}

type Parts = {
  doc: Doc
  kept: KeptRoom
  /** nothing may be confirmed yet, because what it would confirm is not merged */
  isHeld: () => boolean
  sendBarrier: (n: number) => void
  onUnanswered: () => void
  /** everything is confirmed */
  onSettled: () => void
}

/** Knows which edits of a room the server has confirmed, asks it to, and says so. */
export function openProgress({ doc, kept, isHeld, sendBarrier, onUnanswered, onSettled }: Parts): RoomProgress {
  const save = createStore<SaveState>(saveStateOf(firstProgress), isSameSaveState)
  const access = createStore<Access>(accessOf(firstProgress))
  const pending = new PendingEdits<StoredEdit>()
  let progress = firstProgress
  let answerTimer: ReturnType<typeof setTimeout> | undefined

  function dispatch(event: SaveEvent): void {
    progress = step(progress, event)
    askForConfirmation()
    const settled = pending.settle(progress.confirmed)
    if (settled.length > 0) kept.confirm(settled)
    if (settled.length > 0 && unconfirmed(progress) === 0) onSettled()
    publish()
  }

  function publish(): void {
    const keeping = kept.keeping.get()
    warnWhileUnsaved(doc, unconfirmed(progress) > 0 && keeping !== 'kept')
    access.set(accessOf(progress))
    save.set(saveStateOf(progress, pending.changes, keeping))
  }

  function askForConfirmation(): void {
    const n = dueBarrier(progress)
    if (n === null || isHeld()) return
    progress = step(progress, { type: 'asked', n })
    sendBarrier(n)
    clearTimeout(answerTimer)
    answerTimer = setTimeout(() => {
      if (progress.asked?.n === n) onUnanswered()
    }, answerPatience)
  }

  const unwatch = kept.keeping.subscribe(publish)
  return {
    save,
    access,
    pending,
    now: () => progress,
    dispatch,
    add(edit) {
      pending.add(edit, progress.edits + 1)
      dispatch({ type: 'edited' })
    },
    giveUp(upTo) {
      pending.settle(upTo)
      progress = { ...progress, confirmed: upTo }
      publish()
    },
    hasUnsaved: () => unconfirmed(progress) > 0,
    stop() {
      unwatch()
      clearTimeout(answerTimer)
      warnWhileUnsaved(doc, false)
    },
  }
}
