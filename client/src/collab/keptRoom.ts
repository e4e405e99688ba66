import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import type { OwnEdit } from '@certloom/shared/collab/splitEdits'
import type { IDBPTransaction } from 'idb'
import {
  type Device,
  type DeviceSchema,
  deleteUpdates,
  type Owner,
  openDevice,
  type Rescued,
  type RoomAbout,
  type StoredEdit,
} from './device.ts'
import { createStore, type Store } from './store.ts'
import { afterTab, ownTab } from './tabs.ts'

/** Whether what was typed is in this device's storage: all of it, not yet, or not at all because there is none or it is full. */
export type Keeping = 'kept' | 'keeping' | 'none'

/** What an earlier page left of a room. */
export type LoadedRoom = { canWrite: boolean; isCurrent: boolean; updates: Uint8Array[]; edits: StoredEdit[] }

/** What becomes of edits that were not taken as they are; all of it is stored, or nothing. Without a `state` the room is not kept any more. */
export type Resolution = { gone: readonly string[]; kept: readonly StoredEdit[]; rescued: readonly Rescued[]; state: Uint8Array | null }

/** The part of this device's storage that belongs to one room. */
export type KeptRoom = {
  keeping: Pick<Store<Keeping>, 'get' | 'subscribe'>
  load: () => Promise<LoadedRoom | null>
  /** An edit of this person: written at once. */
  keep: (edit: OwnEdit, client: number) => void
  /** What others wrote: written soon, and never after an edit that builds on it. */
  follow: (update: Uint8Array) => void
  /** The server has these edits. */
  confirm: (edits: readonly OwnEdit[]) => void
  /** The room as it is now replaces what was kept of its text. */
  settle: (state: Uint8Array, canWrite: boolean) => void
  /** Stores what became of edits. @returns false if this device could not */
  resolve: (resolution: Resolution) => Promise<boolean>
  /** Takes over the edits of tabs that are closed: of those that are now before it resolves, of the others whenever that happens. */
  adopt: (mayAdopt: () => boolean, onAdopted: (edits: StoredEdit[]) => void) => Promise<void>
  close: () => void
}

type Tx = IDBPTransaction<DeviceSchema, ('rooms' | 'updates' | 'edits' | 'rescued')[], 'readwrite'>
type Write = (tx: Tx) => Promise<unknown>

/** What is not urgent waits this long for company, in milliseconds. */
const unhurried = 300
/** A write that failed, as one does on a full disk, is tried again after this, in milliseconds. */
const retryAfter = 5_000

/** Writes in order, one transaction at a time. What comes while one is under way shares the next. */
function openQueue(opening: Promise<Device | null>) {
  const keeping = createStore<Keeping>('kept')
  let device: Device | null | undefined
  let waiting: Write[] = []
  let inFlight = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function write(isUrgent: boolean): Promise<boolean> {
    clearTimeout(timer)
    timer = undefined
    if (device === undefined || (inFlight > 0 && !isUrgent)) return true
    if (device === null) return false
    const writes = waiting
    waiting = []
    if (writes.length === 0) return true
    inFlight += 1
    const isStored = await commit(device, writes)
    inFlight -= 1
    if (!isStored) waiting = [...writes, ...waiting]
    keeping.set(isStored ? (waiting.length + inFlight > 0 ? 'keeping' : 'kept') : 'none')
    if (waiting.length > 0) later(isStored ? 0 : retryAfter)
    return isStored
  }

  function later(delay: number): void {
    timer ??= setTimeout(() => void write(false), delay)
  }

  void opening.then((opened) => {
    device = opened
    if (opened === null) keeping.set('none')
    else void write(false)
  })
  return {
    keeping,
    /** Starts writing now. */
    now: (next: Write) => {
      waiting.push(next)
      if (keeping.get() === 'kept') keeping.set('keeping')
      void write(false)
    },
    soon: (next: Write) => {
      waiting.push(next)
      later(unhurried)
    },
    /** @returns whether everything so far is stored */
    async flush(): Promise<boolean> {
      await opening
      return write(true)
    },
  }
}

async function commit(device: Device, writes: readonly Write[]): Promise<boolean> {
  try {
    const tx: Tx = device.transaction(['rooms', 'updates', 'edits', 'rescued'], 'readwrite', { durability: 'strict' })
    const isDone = tx.done.then(
      () => true,
      () => false,
    )
    try {
      // Only answers of this transaction are awaited in here: it ends by itself when it is left waiting for anything else.
      for (const write of writes) await write(tx)
    } catch {
      abort(tx)
    }
    return await isDone
  } catch {
    return false // the database was closed under us
  }
}

function abort(tx: Tx): void {
  try {
    tx.abort()
  } catch {
    // it is over already
  }
}

/** Opens a room's part of the person's storage on this device. Never throws; what it cannot keep it says in `keeping`. */
export function openKeptRoom(owner: Owner, room: string, about: RoomAbout): KeptRoom {
  const opening = openDevice(owner)
  const queue = openQueue(opening)
  const closing = new AbortController()
  const awaited = new Set<string>()
  const flushNow = () => void queue.flush()
  window.addEventListener('pagehide', flushNow)

  const stored = (edit: OwnEdit, client: number): StoredEdit => ({ ...edit, room, tab: ownTab, client })

  async function take(tab: string): Promise<StoredEdit[]> {
    const device = await opening
    if (device === null) return []
    const tx = device.transaction('edits', 'readwrite')
    const taken = (await tx.store.index('room').getAll(room)).filter((edit) => edit.tab === tab)
    for (const edit of taken) await tx.store.put({ ...edit, tab: ownTab })
    await tx.done
    return taken
  }

  return {
    keeping: queue.keeping,
    async load() {
      const device = await opening
      if (device === null) return null
      const tx = device.transaction(['rooms', 'updates', 'edits'])
      const [known, updates, edits] = await Promise.all([
        tx.objectStore('rooms').get(room),
        tx.objectStore('updates').index('room').getAll(room),
        tx.objectStore('edits').index('room').getAll(room),
      ])
      if (!known) return null
      return { canWrite: known.canWrite, isCurrent: known.schema === schemaVersion, updates: updates.map(({ update }) => update), edits }
    },
    keep: (edit, client) => queue.now((tx) => tx.objectStore('edits').put(stored(edit, client))),
    follow: (update) => queue.soon((tx) => tx.objectStore('updates').add({ room, update })),
    confirm: (edits) =>
      queue.soon((tx) =>
        Promise.all(
          edits.flatMap(({ id, update }) => [tx.objectStore('edits').delete(id), tx.objectStore('updates').add({ room, update })]),
        ),
      ),
    settle: (state, canWrite) => queue.soon((tx) => replaceText(tx, { room, about, state, canWrite })),
    async resolve({ gone, kept, rescued, state }) {
      queue.soon(async (tx) => {
        await Promise.all([
          ...gone.map((id) => tx.objectStore('edits').delete(id)),
          ...rescued.map((found) => tx.objectStore('rescued').put(found)),
        ])
        await Promise.all(kept.map((edit) => tx.objectStore('edits').put(edit)))
        if (state) await replaceText(tx, { room, about, state, canWrite: true })
        else {
          await deleteUpdates(tx.objectStore('updates'), room)
          await tx.objectStore('rooms').delete(room)
        }
      })
      return queue.flush()
    },
    async adopt(mayAdopt, onAdopted) {
      const device = await opening
      if (device === null) return
      const tabs = new Set((await device.getAllFromIndex('edits', 'room', room)).map((edit) => edit.tab))
      const others = [...tabs].filter((tab) => tab !== ownTab && !awaited.has(tab))
      const takeOver = (tab: string) => async () => {
        awaited.delete(tab)
        const taken = mayAdopt() ? await take(tab) : []
        if (taken.length > 0) onAdopted(taken)
      }
      await Promise.all(
        others.map((tab) => {
          awaited.add(tab)
          return afterTab(tab, closing.signal, takeOver(tab))
        }),
      )
    },
    close() {
      closing.abort()
      window.removeEventListener('pagehide', flushNow)
      flushNow()
    },
  }
}

type Text = { room: string; about: RoomAbout; state: Uint8Array; canWrite: boolean }

async function replaceText(tx: Tx, { room, about, state, canWrite }: Text): Promise<void> {
  await deleteUpdates(tx.objectStore('updates'), room)
  await tx.objectStore('updates').add({ room, update: state })
  await tx.objectStore('rooms').put({ ...about, room, canWrite, schema: schemaVersion, openedAt: Date.now() })
}
