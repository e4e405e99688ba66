import { changesOf } from '@certloom/shared/collab/changes'
import { closeCodes, parseServerMessage } from '@certloom/shared/collab/messages'
import { newId } from '@certloom/shared/ids'
import { HocuspocusProvider, type onMessageParameters, WebSocketStatus } from '@hocuspocus/provider'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { pauseBefore } from './backoff.ts'
import { tabConnection } from './connection.ts'
import type { Owner, RoomAbout, StoredEdit } from './device.ts'
import { openKeptRoom } from './keptRoom.ts'
import { PendingEdits } from './pendingEdits.ts'
import { type Carried, mergeCarried, rescueBuried, rescueRoom } from './recovery.ts'
import { announceSelf, forgetClocksOfOthers, gateUpdates } from './roomDoc.ts'
import { finalReasons, isRefusal, isStepOne } from './roomMessages.ts'
import {
  type Access,
  accessOf,
  dueBarrier,
  type Ending,
  firstProgress,
  isSameSaveState,
  type SaveEvent,
  type SaveState,
  saveStateOf,
  step,
  unconfirmed,
} from './saveState.ts'
import { createStore, type Store } from './store.ts'
import { ownTab } from './tabs.ts'
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
  /** Goes on after its person has signed in again. */
  readonly resume: () => void
  readonly leave: () => void
}

type Options = {
  name: string
  owner: Owner
  about: RoomAbout
  /** what an earlier room of that name was refused, to be merged into this one before anything is written in it */
  carried?: Carried
  /** the room is refused what was written in it: it is to be opened afresh, and given this */
  onRefused: (carried: Carried) => void
  /** what was carried is merged or rescued */
  onMerged: () => void
}

/** Longer than any commit should take: the answer to a barrier is lost, so join anew and ask again. */
const answerPatience = 45_000

/** A join that held this long was a good one: the next loss starts counting anew. */
const stableAfter = 10_000
const mostRejoins = 8

/** A device that does not answer must not keep anybody from a document, in milliseconds. */
const devicePatience = 2_000

/** The origin of what is taken from this device: it was told and kept before. */
const fromDevice = { source: 'device' } as const

/**
 * Joins a room over the tab's socket and stays in it, through every loss of the connection, until `leave`. What is typed is kept on this device until
 * the server has it, and what an earlier page left there is brought along.
 */
export function openRoom({ name, owner, about, carried, onRefused, onMerged }: Options): Room {
  const connection = tabConnection(owner)
  const kept = openKeptRoom(owner, name, about)
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const save = createStore<SaveState>(saveStateOf(firstProgress), isSameSaveState)
  const access = createStore<Access>(accessOf(firstProgress))
  const snapshotsDelayed = createStore(false)
  const storedRevision = createStore<number | null>(null)
  const pending = new PendingEdits<StoredEdit>()
  /** client ids of earlier pages whose edits this one brings along */
  const claims = new Set<number>()
  let toMerge = carried
  let refusals = carried?.refusals ?? 0
  let progress = firstProgress
  let rejoinAttempts = 0
  let joinedAt = 0
  let rejoinTimer: ReturnType<typeof setTimeout> | undefined
  let answerTimer: ReturnType<typeof setTimeout> | undefined
  let hasAnsweredServer = false
  let hasLeft = false

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
    const settled = pending.settle(progress.confirmed)
    if (settled.length > 0) kept.confirm(settled)
    if (settled.length > 0 && unconfirmed(progress) === 0) refusals = 0
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
    if (n === null || toMerge !== undefined) return
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
    if (ending.is === 'refused') onRefused(toMerge ?? { doc, edits: pending.edits, cause: ending.cause, refusals: refusals + 1 })
    if (ending.is === 'denied') void rescueEverything()
  }

  async function rescueEverything(): Promise<void> {
    const own = toMerge ?? { doc, edits: pending.edits, cause: 'denied', refusals }
    const upTo = progress.edits
    if (own.edits.length > 0) await rescueRoom(own, kept, about)
    toMerge = undefined
    pending.settle(upTo)
    progress = { ...progress, confirmed: upTo }
    publish()
    if (carried) onMerged()
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
    const canWrite = provider.authorizedScope === 'read-write'
    if (toMerge) {
      void mergeThenJoin(toMerge, canWrite)
      return
    }
    const broughtAlong = progress.phase === 'joined' ? [] : pending.edits
    join(canWrite)
    if (broughtAlong.length > 0 && progress.phase === 'joined') void rescueBuried(doc, broughtAlong, kept, about)
  }

  async function mergeThenJoin(own: Carried, canWrite: boolean): Promise<void> {
    const edits = await mergeCarried(own, { doc, canWrite, room: kept, about })
    if (toMerge !== own) return // joined again meanwhile, and merged by that
    toMerge = undefined
    dispatch({ type: 'restored', canWrite })
    bring(edits)
    if (provider.synced) join(canWrite)
    else dispatch({ type: 'lost' })
    onMerged()
  }

  function join(canWrite: boolean): void {
    dispatch({ type: 'joined', canWrite })
    if (progress.ending) end(progress.ending) // they may not write any more
    if (progress.phase !== 'joined') return
    kept.settle(Y.encodeStateAsUpdate(doc), canWrite)
    void kept.adopt(mayBring, bring)
  }

  const mayBring = () => progress.phase !== 'ended' && !hasLeft

  /** Puts edits that are on this device into the document, and sees to it that they reach the server. */
  function bring(edits: readonly StoredEdit[]): void {
    for (const edit of edits) {
      claims.add(edit.client)
      pending.add(edit, progress.edits + 1)
      Y.applyUpdate(doc, edit.update, fromDevice)
      dispatch({ type: 'edited' })
    }
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

  function onJoinRefused({ reason }: { reason: string }): void {
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

  function onUpdate(update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void {
    if (origin === fromDevice) return
    if (origin === provider) {
      if (progress.hasText) kept.follow(update)
      return
    }
    const edit = { id: newId(), update, changes: [...changesOf(transaction)] }
    kept.keep(edit, doc.clientID)
    pending.add({ ...edit, room: name, tab: ownTab, client: doc.clientID }, progress.edits + 1)
    dispatch({ type: 'edited' })
  }

  function endWithTab(): void {
    const state = connection.state.get()
    if (state.is === 'outdated' || state.is === 'signed_out' || state.is === 'other_person') end(state)
  }

  function onConnectionState(): void {
    const state = connection.state.get()
    if (state.is === 'denied' && state.rooms.includes(name)) end({ is: 'denied' })
    else endWithTab()
  }

  function onSocketLost(code: number): void {
    // Joining again would send the same change again, and the socket is everybody's.
    if (code === closeCodes.tooLarge && unconfirmed(progress) > 0) end({ is: 'refused', cause: 'too_large' })
  }

  /** The server answers a barrier that nobody waits for as well. */
  const answerProbe = () => provider.sendStateless(JSON.stringify({ type: 'barrier', n: 0 }))

  const sayWhatIsOurs = () => {
    if (claims.size > 0) provider.sendStateless(JSON.stringify({ type: 'mine', clients: [...claims].slice(-500) }))
  }

  /** Shows what an earlier page left on this device, before the server has said anything. */
  async function restore(): Promise<void> {
    const loaded = await Promise.race([kept.load(), new Promise<null>((resolve) => setTimeout(resolve, devicePatience, null))]).catch(
      () => null,
    )
    if (loaded === null || hasLeft) return
    if (!loaded.isCurrent && loaded.edits.length === 0) return // written by another version of this page: the server has it all
    const updates = [...loaded.updates, ...loaded.edits.map((edit) => edit.update)]
    if (updates.length > 0) Y.applyUpdate(doc, Y.mergeUpdates(updates), fromDevice)
    for (const edit of loaded.edits) claims.add(edit.client)
    if (loaded.isCurrent) dispatch({ type: 'restored', canWrite: loaded.canWrite })
    await kept.adopt(mayBring, bring)
    if (!loaded.isCurrent) end({ is: 'refused', cause: 'upgraded' })
  }

  async function start(): Promise<void> {
    if (!carried) await restore()
    if (hasLeft || progress.phase === 'ended') return
    provider.attach()
    endWithTab()
  }

  provider.on('message', onMessage)
  provider.on('authenticated', sayWhatIsOurs)
  provider.on('synced', joinIfReady)
  provider.on('close', onClose)
  provider.on('authenticationFailed', onJoinRefused)
  provider.on('stateless', onStateless)
  doc.on('update', onUpdate)
  const unwatch = [
    connection.state.subscribe(onConnectionState),
    connection.onLost(onSocketLost),
    connection.onProbe(answerProbe),
    kept.keeping.subscribe(publish),
  ]
  void start()

  return {
    name,
    doc,
    awareness,
    save,
    access,
    snapshotsDelayed,
    storedRevision,
    unsavedSections: () => pending.sections,
    hasUnsaved: () => unconfirmed(progress) > 0 || toMerge !== undefined,
    resume: connection.resume,
    leave: () => {
      hasLeft = true
      for (const stop of unwatch) stop()
      clearTimeout(rejoinTimer)
      clearTimeout(answerTimer)
      warnWhileUnsaved(doc, false)
      kept.close()
      provider.destroy()
      doc.destroy()
    },
  }
}
