import type { ChangeWords, DescribedSection } from '@certloom/shared/collab/describeChanges'
import type { OwnEdit } from '@certloom/shared/collab/splitEdits'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** Whose data it is. Each person has a database of their own in each organization, and only theirs is ever opened. */
export type Owner = { userId: string; organizationId: string }

/** What a room is of, if it is none of a document itself. `internal`: the notes beside a document; `session_notes`: those on a session. */
export type RoomKind = 'checklist' | 'facts' | 'internal' | 'session' | 'session_notes'

/**
 * What a room is about, as far as its changes are told in words later, when nothing can be asked. Of a checklist, `documentId` is the project, and its
 * rows are the sections; of facts it is the customer, and each fact is one; of a session it is that, and each list that people write is one.
 */
export type RoomAbout = {
  documentId: string
  documentName: string
  sections: readonly DescribedSection[]
  kind?: RoomKind | undefined
}

/** What this device knows of a room that was joined here before. */
export type StoredRoom = RoomAbout & { room: string; canWrite: boolean; schema: number; openedAt: number }

/** A document as the server last answered it, with the schema of the page that read it: what is shown around the live text. */
export type StoredDocument = { id: string; room: string; detail: DocumentDetail; schema: number; openedAt: number }

/** An edit of this person that no barrier has confirmed, the tab that brings it to the server, and the Yjs client id it was made under. */
export type StoredEdit = OwnEdit & { room: string; tab: string; client: number }

/** Why a change could not be merged. `removed`: what it stood in is gone; `size_limit`: the document may not become larger. */
export type RescueCause = 'right' | 'size_limit' | 'too_large' | 'denied' | 'removed' | 'upgraded'

/** A change that could not be merged, until its writer has done with it. */
export type Rescued = Pick<RoomAbout, 'documentId' | 'documentName' | 'kind'> & {
  id: string
  at: number
  cause: RescueCause
  change: ChangeWords
}

export interface DeviceSchema extends DBSchema {
  rooms: { key: string; value: StoredRoom }
  documents: { key: string; value: StoredDocument }
  /** the text of rooms: updates, merged now and then */
  updates: { key: number; value: { room: string; update: Uint8Array }; indexes: { room: string } }
  edits: { key: string; value: StoredEdit; indexes: { room: string } }
  rescued: { key: string; value: Rescued }
}

export type Device = IDBPDatabase<DeviceSchema>

const prefix = 'certloom'

const nameOf = ({ userId, organizationId }: Owner): string => `${prefix}:${userId}:${organizationId}`

/** A room that nobody opened for this long is dropped, unless something of it is unsent, in milliseconds. */
const forgetAfter = 30 * 24 * 60 * 60 * 1_000

const devices = new Map<string, Promise<Device | null>>()

/** The person's database on this device; null if the browser gives us none, as in some private windows. */
export function openDevice(owner: Owner): Promise<Device | null> {
  const name = nameOf(owner)
  const opening = devices.get(name) ?? open(name)
  devices.set(name, opening)
  return opening
}

async function open(name: string): Promise<Device | null> {
  try {
    const device = await openDB<DeviceSchema>(name, 2, {
      upgrade(db, version) {
        if (version < 1) {
          db.createObjectStore('rooms', { keyPath: 'room' })
          db.createObjectStore('updates', { autoIncrement: true }).createIndex('room', 'room')
          db.createObjectStore('edits', { keyPath: 'id' }).createIndex('room', 'room')
          db.createObjectStore('rescued', { keyPath: 'id' })
        }
        db.createObjectStore('documents', { keyPath: 'id' })
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
      terminated: () => devices.delete(name), // the browser took it away: the next use opens it anew
    })
    await dropForgotten(device)
    return device
  } catch (error) {
    reportError(error)
    devices.delete(name)
    return null
  }
}

const dropForgotten = (device: Device): Promise<void> => dropSettled(device, (openedAt) => Date.now() - openedAt >= forgetAfter)

/** Drops what is due of all that the server has. */
async function dropSettled(device: Device, isDue: (openedAt: number) => boolean): Promise<void> {
  const tx = device.transaction(['rooms', 'documents', 'updates', 'edits'], 'readwrite')
  const isUnsent = async (room: string) => (await tx.objectStore('edits').index('room').count(room)) > 0
  for (const { id, room, openedAt } of await tx.objectStore('documents').getAll())
    if (isDue(openedAt) && !(await isUnsent(room))) await tx.objectStore('documents').delete(id)
  for (const { room, openedAt } of await tx.objectStore('rooms').getAll()) {
    if (!isDue(openedAt) || (await isUnsent(room))) continue
    await tx.objectStore('rooms').delete(room)
    await deleteUpdates(tx.objectStore('updates'), room)
  }
  await tx.done
}

type Updates = {
  index: (name: 'room') => { getAllKeys: (room: string) => Promise<number[]> }
  delete: (key: number) => Promise<void>
}

export async function deleteUpdates(updates: Updates, room: string): Promise<void> {
  for (const key of await updates.index('room').getAllKeys(room)) await updates.delete(key)
}

/** Leaves nothing on this device that the server has: for somebody who signs out. What is only here stays until they are back. */
export async function forgetSettled(owner: Owner): Promise<void> {
  const device = await openDevice(owner)
  if (device !== null) await dropSettled(device, () => true)
}
