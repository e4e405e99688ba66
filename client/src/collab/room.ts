import { changesOf } from '@certloom/shared/collab/changes'
import { closeCodes } from '@certloom/shared/collab/messages'
import { newId } from '@certloom/shared/ids'
import { HocuspocusProvider, WebSocketStatus } from '@hocuspocus/provider'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { isGuestPage } from '../guests/guestPage.ts'
import { claimOwnIds } from './claims.ts'
import { tabConnection } from './connection.ts'
import type { Owner, RoomAbout, StoredEdit } from './device.ts'
import { openHandover } from './handover.ts'
import { watchHandshake } from './handshake.ts'
import { openKeptRoom } from './keptRoom.ts'
import { loadKept } from './loadKept.ts'
import { type Carried, rescueBuried } from './recovery.ts'
import { createRejoining } from './rejoining.ts'
import { announceSelf, forgetClocksOfOthers } from './roomDoc.ts'
import { finalReasons, isRefusal } from './roomMessages.ts'
import { type RoomNews, watchNews } from './roomNews.ts'
import { openProgress, type RoomProgress } from './roomProgress.ts'
import type { Ending } from './saveState.ts'
import { createStore, type Store } from './store.ts'
import { ownTab } from './tabs.ts'

export type Room = Pick<RoomProgress, 'save' | 'access' | 'hasUnsaved'> &
  RoomNews & {
    readonly name: string
    readonly owner: Owner
    readonly about: RoomAbout
    readonly doc: Y.Doc
    readonly awareness: Awareness
    /** What an earlier page left on this device cannot be read: it may hold words that are nowhere else. */
    readonly keptUnread: Pick<Store<boolean>, 'get' | 'subscribe'>
    /** As many have this open as can: it opens here as soon as one of them has left. */
    readonly isFull: Pick<Store<boolean>, 'get' | 'subscribe'>
    /** Sections with edits that are not confirmed. */
    readonly unsavedSections: () => ReadonlySet<string>
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

/** The origin of what is taken from this device: it was told and kept before. */
const fromDevice = { source: 'device' } as const

/**
 * Joins a room over the tab's socket and stays in it, through every loss of the connection, until `leave`. What is typed is kept on this device until
 * the server has it, and what an earlier page left there is brought along.
 */
export function openRoom({ name, owner, about, carried, onRefused, onMerged }: Options): Room {
  const connection = tabConnection()
  connection.askAhead(name)
  const kept = openKeptRoom(owner, name, about)
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const keptUnread = createStore(false)
  const isFull = createStore(false)
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
  const handshake = watchHandshake(provider, joinIfReady)
  const claim = claimOwnIds(provider)
  const rejoining = createRejoining(() => {
    if (connection.socket.status === WebSocketStatus.Connected) void rejoin()
  })
  const progress = openProgress({
    doc,
    kept,
    isHeld: () => handover.isWaiting(),
    sendBarrier: (n) => provider.sendStateless(JSON.stringify({ type: 'barrier', n })),
    onUnanswered: lose,
    onSettled: () => handover.accepted(),
  })
  const handover = openHandover({ doc, kept, about, progress, carried, onRefused })
  const news = watchNews(provider, (n) => dispatch({ type: 'answered', n }))
  const { pending, dispatch } = progress

  function markLost(): void {
    handshake.undo()
    forgetClocksOfOthers(awareness)
    dispatch({ type: 'lost' })
  }

  /** The room is gone while the socket stands. */
  function lose(): void {
    provider.onClose()
    markLost()
    rejoining.schedule()
  }

  function end(ending: Ending): void {
    handshake.undo()
    rejoining.cancel()
    if (ending.is === 'denied' || ending.is === 'refused') provider.detach()
    dispatch({ type: 'ended', ending })
    if (ending.is === 'refused') handover.refuse(ending.cause)
    if (ending.is === 'denied') void rescueEverything()
  }

  async function rescueEverything(): Promise<void> {
    await handover.rescueAll()
    if (carried) onMerged()
  }

  async function rejoin(): Promise<void> {
    await provider.sendToken()
    provider.startSync()
  }

  function joinIfReady(): void {
    if (!provider.isAttached || !handshake.isDone() || !provider.synced) return
    rejoining.joined()
    isFull.set(false)
    announceSelf(awareness)
    const canWrite = provider.authorizedScope === 'read-write'
    if (handover.isWaiting()) {
      void mergeThenJoin(canWrite)
      return
    }
    const broughtAlong = isJoined() ? [] : pending.edits
    join(canWrite)
    if (broughtAlong.length > 0 && isJoined()) void rescueBuried(doc, broughtAlong, kept, about)
  }

  async function mergeThenJoin(canWrite: boolean): Promise<void> {
    const edits = await handover.merge(canWrite)
    if (edits === null) return
    dispatch({ type: 'restored', canWrite })
    bring(edits)
    if (provider.synced) join(canWrite)
    else dispatch({ type: 'lost' })
    onMerged()
  }

  function join(canWrite: boolean): void {
    dispatch({ type: 'joined', canWrite })
    const { ending } = progress.now()
    if (ending) end(ending) // they may not write any more
    if (!isJoined()) return
    kept.settle(Y.encodeStateAsUpdate(doc), canWrite)
    void adopt()
  }

  const isJoined = () => progress.now().phase === 'joined'
  const mayBring = () => progress.now().phase !== 'ended' && !hasLeft

  /** Takes over what closed tabs left unsent, and knows whether that could be read. */
  const adopt = (): Promise<void> => kept.adopt(mayBring, bring).then(() => keptUnread.set(false), tellUnread)

  function tellUnread(error: unknown): void {
    reportError(error)
    keptUnread.set(true)
  }

  /** Puts edits that are on this device into the document, and sees to it that they reach the server. */
  function bring(edits: readonly StoredEdit[]): void {
    for (const edit of edits) {
      claim(edit.client)
      Y.applyUpdate(doc, edit.update, fromDevice)
      progress.add(edit)
    }
  }

  function onClose({ event }: { event: { reason: string } }): void {
    const isSocketGone = connection.socket.webSocket === null
    const isFinal = finalReasons.has(event.reason) || (progress.hasUnsaved() && rejoining.isHopeless())
    if (!isSocketGone && isFinal) end({ is: 'refused', cause: event.reason === 'size_limit' ? 'size_limit' : 'right' })
    else if (!isSocketGone) lose()
    else {
      rejoining.cancel()
      markLost()
    }
  }

  function onJoinRefused({ reason }: { reason: string }): void {
    const refusal = isRefusal(reason) ? reason : 'unavailable'
    isFull.set(refusal === 'full')
    if (refusal === 'ticket' || refusal === 'unavailable' || refusal === 'full') rejoining.schedule()
    else connection.refuse(refusal, [name])
  }

  function onUpdate(update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void {
    if (origin === fromDevice) return
    if (origin === provider) {
      if (progress.now().hasText) kept.follow(update)
      return
    }
    const edit = { id: newId(), update, changes: [...changesOf(transaction)] }
    kept.keep(edit, doc.clientID)
    progress.add({ ...edit, room: name, tab: ownTab, client: doc.clientID })
  }

  function endWithTab(): void {
    const state = connection.state.get()
    // A guest's visit that has ended does not begin again: what was not sent is handed back.
    if (state.is === 'signed_out' && isGuestPage()) end({ is: 'denied' })
    else if (state.is === 'outdated' || state.is === 'signed_out' || state.is === 'other_person') end(state)
  }

  function onConnectionState(): void {
    const state = connection.state.get()
    if (state.is === 'denied' && state.rooms.includes(name)) end({ is: 'denied' })
    else endWithTab()
  }

  function onSocketLost(code: number): void {
    // Joining again would send the same change again, and the socket is everybody's.
    if (code === closeCodes.tooLarge && progress.hasUnsaved()) end({ is: 'refused', cause: 'too_large' })
  }

  /** The server answers a barrier that nobody waits for as well. */
  const answerProbe = (): boolean => {
    if (provider.isAttached) provider.sendStateless(JSON.stringify({ type: 'barrier', n: 0 }))
    return provider.isAttached
  }

  /** Shows what an earlier page left on this device, before the server has said anything. */
  async function restore(): Promise<void> {
    const loaded = await loadKept(kept).catch(tellUnread)
    if (!loaded || hasLeft) return
    if (loaded.state) Y.applyUpdate(doc, loaded.state, fromDevice)
    for (const client of loaded.clients) claim(client)
    if (loaded.isCurrent) dispatch({ type: 'restored', canWrite: loaded.canWrite })
    await adopt()
    if (!loaded.isCurrent) end({ is: 'refused', cause: 'upgraded' })
  }

  async function start(): Promise<void> {
    if (!carried) await restore()
    if (hasLeft || progress.now().phase === 'ended') return
    provider.attach()
    endWithTab()
  }

  provider.on('synced', joinIfReady)
  provider.on('close', onClose)
  provider.on('authenticationFailed', onJoinRefused)
  doc.on('update', onUpdate)
  const unwatch = [connection.state.subscribe(onConnectionState), connection.onLost(onSocketLost), connection.onProbe(answerProbe)]
  void start()

  return {
    name,
    owner,
    about,
    doc,
    awareness,
    save: progress.save,
    access: progress.access,
    ...news,
    keptUnread,
    isFull,
    unsavedSections: () => pending.sections,
    hasUnsaved: () => progress.hasUnsaved() || handover.isWaiting(),
    resume: connection.resume,
    leave: () => {
      hasLeft = true
      for (const stop of unwatch) stop()
      rejoining.cancel()
      progress.stop()
      kept.close()
      provider.destroy()
      doc.destroy()
    },
  }
}
