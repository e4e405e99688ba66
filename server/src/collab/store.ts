import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import * as Y from 'yjs'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Saved } from '../liveResource.ts'
import type { Log } from '../log.ts'
import { insertClients, type LoggedEdit, type UpdateLog } from './durability.ts'
import type { LiveRoom, UnsavedEdit } from './liveRoom.ts'

/** A revision keeps the full Yjs state at most this often, in milliseconds; in between it keeps what changed. */
const fullStateEvery = 60_000

/** Postgres takes at most 65,535 parameters in one statement. */
const idsPerDelete = 20_000

type Parts = { db: Db; updateLog: UpdateLog; log: Log; stateAlarmBytes: number }

/** Marks what this process did not do itself: it is in the database already. */
export const mergeOrigin = { source: 'local', skipStoreHooks: true } as const

/** The thing was deleted for good while its room was open: there is nothing left to save it in. */
export class RoomGone extends Error {}

/** Another process wrote a snapshot meanwhile; what it has is merged now, and the save starts again. */
class SnapshotMoved extends Error {}

/**
 * The one save transaction: row lock, merge of what another process wrote, state, the noun's projections, versions and activity, and removal of
 * the log rows it covers. Either all of it is committed or the room is as unsaved as before.
 */
export async function saveRoom(parts: Parts, room: LiveRoom): Promise<Saved> {
  for (;;) {
    try {
      return await trySave(parts, room)
    } catch (error) {
      if (!(error instanceof SnapshotMoved)) throw error
    }
  }
}

async function trySave({ db, updateLog, log, stateAlarmBytes }: Parts, room: LiveRoom): Promise<Saved> {
  for (let busy = updateLog.busy(room.name); busy; busy = updateLog.busy(room.name)) await busy
  // From here to the transaction nothing may be awaited: edits, state and captured content are of one moment.
  const taken = updateLog.take(room.name)
  const edits = room.unsaved
  room.unsaved = []
  try {
    const state = Y.encodeStateAsUpdate(room.document)
    if (state.length > stateAlarmBytes && room.stateBytes <= stateAlarmBytes)
      log.warn({ room: room.name, bytes: state.length }, 'a live document has grown large')
    room.stateBytes = state.length
    room.newBytes = 0
    const write = room.resource.capture(room.document, new Set(edits.flatMap((edit) => edit.roots)), (part) =>
      log.warn({ room: room.name, part }, 'a part of a live document cannot be read and keeps its last projection'),
    )
    const keepState = performance.now() - room.stateKeptAt >= fullStateEvery
    const saved = await withTenant(db, { organizationId: room.tenant.organizationId }, async (tx) => {
      await lockAndMerge(tx, room)
      await writeSnapshot(tx, room, state, taken)
      const result = await write(tx, { contributions: edits, state, keepState })
      await dropCovered(tx, room, edits)
      return result
    })
    room.snapshots++
    if (saved && keepState) room.stateKeptAt = performance.now()
    updateLog.settle(taken)
    return saved
  } catch (error) {
    room.unsaved = [...edits, ...room.unsaved]
    updateLog.giveBack(taken)
    throw error
  }
}

async function lockAndMerge(tx: Tx, room: LiveRoom): Promise<void> {
  const [row] = await tx.$queryRaw<{ snapshots: number }[]>`select snapshots from live_document where room = ${room.name} for update`
  if (!row) throw new RoomGone(`The live document of ${room.name} is gone.`)
  if (row.snapshots === room.snapshots) return
  const { state } = await tx.liveDocument.findUniqueOrThrow({ where: { room: room.name }, select: { state: true } })
  Y.applyUpdate(room.document, state, mergeOrigin)
  room.snapshots = row.snapshots
  throw new SnapshotMoved()
}

async function writeSnapshot(tx: Tx, room: LiveRoom, state: Uint8Array, taken: readonly LoggedEdit[]): Promise<void> {
  await insertClients(tx, taken)
  await tx.liveDocument.update({
    where: { room: room.name },
    data: { state: state as Uint8Array<ArrayBuffer>, schemaVersion, snapshots: { increment: 1 } },
    select: { room: true },
  })
}

async function dropCovered(tx: Tx, room: LiveRoom, edits: readonly UnsavedEdit[]): Promise<void> {
  const { organizationId } = room.tenant
  for (let start = 0; start < edits.length; start += idsPerDelete) {
    const ids = edits.slice(start, start + idsPerDelete).map((edit) => edit.id)
    await tx.liveUpdate.deleteMany({ where: { organizationId, room: room.name, id: { in: ids } } })
  }
}
