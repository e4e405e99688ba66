import { closeCodes, parseServerMessage } from '@certloom/shared/collab/messages'
import { HocuspocusProvider, type onMessageParameters, WebSocketStatus } from '@hocuspocus/provider'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { pauseBefore } from './backoff.ts'
import { tabConnection } from './connection.ts'
import { announceSelf, forgetClocksOfOthers, gateUpdates, sectionsOf } from './roomDoc.ts'
import { finalReasons, isRefusal, isStepOne } from './roomMessages.ts'
import {
  type Access,
  accessOf,
  dueBarrier,
  type Ending,
  firstProgress,
  isSameSaveState,
  type RefusalCause,
  type SaveEvent,
  type SaveState,
  saveStateOf,
  step,
  unconfirmed,
} from './saveState.ts'
import { createStore, type Store } from './store.ts'
import { warnWhileUnsaved } from './unsavedWarning.ts'

export type Room = {
  readonly name: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly save: Pick<Store<SaveState>, 'get' | 'subscribe'>
  readonly access: Pick<Store<Access>, 'get' | 'subscribe'>
  /** Snapshots do not reach the database at the moment; edits are kept in the log. */
  readonly snapshotsDelayed: Pick<Store<boolean>, 'get' | 'subscribe'>
  /** The last revision that the server told of. */
  readonly storedRevision: Pick<Store<number | null>, 'get' | 'subscribe'>
  /** Sections with edits that are not confirmed. */
  readonly unsavedSections: () => ReadonlySet<string>
  readonly hasUnsaved: () => boolean
  readonly leave: () => void
}

/** Longer than any commit should take: the answer to a barrier is lost, so join anew and ask again. */
const answerPatience = 45_000

/** A join that held this long was a good one: the next loss starts counting anew. */
const stableAfter = 10_000
const mostRejoins = 8

/** Joins a room over the tab's socket and stays in it, through every loss of the connection, until `leave`. */
export function openRoom(name: string): Room {
  const connection = tabConnection()
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const save = createStore<SaveState>(saveStateOf(firstProgress), isSameSaveState)
  const access = createStore<Access>(accessOf(firstProgress))
  const snapshotsDelayed = createStore(false)
  const storedRevision = createStore<number | null>(null)
  const unsavedSections = new Set<string>()
  let progress = firstProgress
  let rejoinAttempts = 0
  let joinedAt = 0
  let rejoinTimer: ReturnType<typeof setTimeout> | undefined
  let answerTimer: ReturnType<typeof setTimeout> | undefined
  let hasAnsweredServer = false

  const provider = new HocuspocusProvider({
    websocketProvider: connection.socket,
    name,
    document: doc,
    awareness,
    // A room left and opened again keeps the old session's last messages apart from the new one's.
    sessionAwareness: true,
    token: () => connection.ticket(name),
  })
  const gate = gateUpdates(provider)

  function dispatch(event: SaveEvent): void {
    progress = step(progress, event)
    askForConfirmation()
    if (unconfirmed(progress) === 0) unsavedSections.clear()
    warnWhileUnsaved(doc, unconfirmed(progress) > 0)
    access.set(accessOf(progress))
    save.set(saveStateOf(progress))
  }

  function askForConfirmation(): void {
    const n = dueBarrier(progress)
    if (n === null) return
    progress = step(progress, { type: 'asked', n })
    provider.sendStateless(JSON.stringify({ type: 'barrier', n }))
    clearTimeout(answerTimer)
    answerTimer = setTimeout(() => {
      if (progress.asked?.n === n) lose()
    }, answerPatience)
  }

  function markLost(): void {
    gate.shut()
    forgetClocksOfOthers(awareness)
    hasAnsweredServer = false
    dispatch({ type: 'lost' })
  }

  /** The room is gone while the socket stands. */
  function lose(): void {
    provider.onClose()
    markLost()
    scheduleRejoin()
  }

  function end(ending: Ending): void {
    gate.shut()
    clearTimeout(rejoinTimer)
    if (ending.is === 'denied' || ending.is === 'refused') provider.detach()
    dispatch({ type: 'ended', ending })
  }

  /** The socket is up, but the server has let go of this room: nobody but us would ever sign it in again. */
  function scheduleRejoin(): void {
    clearTimeout(rejoinTimer)
    if (joinedAt > 0 && Date.now() - joinedAt > stableAfter) rejoinAttempts = 0
    rejoinTimer = setTimeout(() => {
      if (connection.socket.status === WebSocketStatus.Connected) void rejoin()
    }, pauseBefore(rejoinAttempts))
    rejoinAttempts += 1
  }

  async function rejoin(): Promise<void> {
    await provider.sendToken()
    provider.startSync()
  }

  function joinIfReady(): void {
    if (!provider.isAttached || !hasAnsweredServer || !provider.synced) return
    joinedAt = Date.now()
    announceSelf(awareness)
    dispatch({ type: 'joined', canWrite: provider.authorizedScope === 'read-write' })
  }

  function onMessage(parameters: onMessageParameters): void {
    if (hasAnsweredServer || !isStepOne(parameters)) return
    // The provider answers while it handles this message; what is typed after that must travel as updates.
    queueMicrotask(() => {
      hasAnsweredServer = true
      gate.open()
      joinIfReady()
    })
  }

  function onClose({ event }: { event: { reason: string } }): void {
    const isSocketGone = connection.socket.webSocket === null
    const isFinal = finalReasons.has(event.reason) || (unconfirmed(progress) > 0 && rejoinAttempts >= mostRejoins)
    if (!isSocketGone && isFinal) end({ is: 'refused', cause: 'right' })
    else if (!isSocketGone) lose()
    else {
      clearTimeout(rejoinTimer)
      markLost()
    }
  }

  function onRefused({ reason }: { reason: string }): void {
    const refusal = isRefusal(reason) ? reason : 'unavailable'
    if (refusal === 'ticket' || refusal === 'unavailable') scheduleRejoin()
    else connection.refuse(refusal, [name])
  }

  function onStateless({ payload }: { payload: string }): void {
    const message = parseServerMessage(payload)
    if (message?.type === 'saved') dispatch({ type: 'answered', n: message.n })
    if (message?.type === 'stored') storedRevision.set(message.revision)
    if (message?.type === 'saving_failed') snapshotsDelayed.set(true)
    if (message?.type === 'saving_recovered') snapshotsDelayed.set(false)
  }

  function onLocalUpdate(_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void {
    if (origin === provider) return
    for (const section of sectionsOf(transaction)) unsavedSections.add(section)
    dispatch({ type: 'edited' })
  }

  function endWithTab(): void {
    const state = connection.state.get()
    if (state.is === 'outdated' || state.is === 'signed_out') end(state)
  }

  function onConnectionState(): void {
    const state = connection.state.get()
    if (state.is === 'denied' && state.rooms.includes(name)) end({ is: 'denied' })
    else endWithTab()
  }

  function onSocketLost(code: number): void {
    // Joining again would send the same change again, and the socket is everybody's.
    const cause: RefusalCause = 'too_large'
    if (code === closeCodes.tooLarge && unconfirmed(progress) > 0) end({ is: 'refused', cause })
  }

  provider.on('message', onMessage)
  provider.on('synced', joinIfReady)
  provider.on('close', onClose)
  provider.on('authenticationFailed', onRefused)
  provider.on('stateless', onStateless)
  doc.on('update', onLocalUpdate)
  const unwatch = [connection.state.subscribe(onConnectionState), connection.onLost(onSocketLost)]
  provider.attach()
  endWithTab()

  return {
    name,
    doc,
    awareness,
    save,
    access,
    snapshotsDelayed,
    storedRevision,
    unsavedSections: () => unsavedSections,
    hasUnsaved: () => unconfirmed(progress) > 0,
    leave: () => {
      for (const stop of unwatch) stop()
      clearTimeout(rejoinTimer)
      clearTimeout(answerTimer)
      warnWhileUnsaved(doc, false)
      provider.destroy()
      doc.destroy()
    },
  }
}
