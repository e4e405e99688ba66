import type { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { Db } from '../db/prisma.ts'
import { withTenantSnapshot } from '../db/tenant.ts'
import type { ChangedField, LiveResource } from '../liveResource.ts'
import { LiveRoom } from './liveRoom.ts'
import { mergeOrigin } from './store.ts'

/** Under this name the server owns client ids no person may write under. */
const server = 'server'

/** The client id of the state a room begins with. */
const initialClient = 1

type Unloaded = { name: string; document: Document; resource: LiveResource; mostBytes: number }

/**
 * Brings a room to life: the last snapshot, plus every logged edit that it does not cover, which is unsaved until the first save after this. Both
 * are read as of one moment: a save in between would take rows out of the log that the snapshot does not have yet.
 */
export async function loadRoom(db: Db, { name, document, resource, mostBytes }: Unloaded): Promise<LiveRoom> {
  const { organizationId } = resource
  const { snapshot, edits, clients } = await withTenantSnapshot(db, { organizationId }, async (tx) => ({
    snapshot: await tx.liveDocument.findUniqueOrThrow({ where: { room: name }, select: { state: true, snapshots: true } }),
    edits: await tx.liveUpdate.findMany({ where: { organizationId, room: name }, orderBy: { id: 'asc' } }),
    clients: await tx.liveClient.findMany({ where: { organizationId, room: name }, select: { clientId: true, userId: true } }),
  }))
  resource.define(document)
  Y.applyUpdate(document, snapshot.state, mergeOrigin)
  const fields = edits.map((edit) => applyLogged(document, edit.update, resource))
  const owners = new Map(clients.map((client): [number, string] => [Number(client.clientId), client.userId]))
  for (const own of [initialClient, document.clientID]) owners.set(own, server)
  return new LiveRoom({
    name,
    resource,
    document,
    clients: owners,
    snapshots: snapshot.snapshots,
    stateBytes: snapshot.state.length,
    mostBytes,
    unsaved: edits.map(({ id, userId, roots, createdAt }, index) => ({ id, userId, roots, at: createdAt, fields: fields[index] ?? [] })),
  })
}

/** Applies an edit of the log; answers the values it changed, as when it first came. */
function applyLogged(document: Document, update: Uint8Array, resource: LiveResource): readonly ChangedField[] {
  let fields: readonly ChangedField[] = []
  const read = (transaction: Y.Transaction): void => {
    fields = resource.changedFields?.(transaction) ?? []
  }
  document.once('afterTransaction', read)
  Y.applyUpdate(document, update, mergeOrigin)
  document.off('afterTransaction', read)
  return fields
}
