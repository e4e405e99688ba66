import { AppError } from '@certloom/shared/errors'
import type { Hocuspocus } from '@hocuspocus/server'
import type { Doc } from 'yjs'
import type { Author, Live, RevokedScope } from '../context.ts'
import type { Db } from '../db/prisma.ts'
import { findResource, type Member } from './authenticate.ts'
import type { UpdateLog } from './durability.ts'
import type { LiveRoom } from './liveRoom.ts'
import { type Snapshots, tell } from './snapshots.ts'
import type { Sockets } from './sockets.ts'

/** How long a server-side edit may wait for its commit before its caller is told, in milliseconds. */
const commitDeadline = 10_000

type Parts = {
  db: Db
  hocuspocus: Hocuspocus
  rooms: Map<string, LiveRoom>
  updateLog: UpdateLog
  snapshots: Snapshots
  sockets: Sockets
  /** gives up a room in which nothing that is written would be heard of any more */
  abandonIfStuck: (room: LiveRoom) => void
}

/** The live world as nouns reach it (`ctx.live`): every server-side write to a live document goes through here. */
export function openLive(parts: Parts): Live {
  return {
    edit: (room, author, change) => withRoom(parts, room, author, (live) => edit(parts, live, author, change)),
    store: async (room) => {
      const live = parts.rooms.get(room)
      if (live) await parts.snapshots.saveNow(live)
    },
    tellStored: (room, revision) => {
      const live = parts.rooms.get(room)
      if (live) tell(live, { type: 'stored', revision })
    },
    revoke: (scope, reason) => parts.sockets.close((member) => isIn(scope, member), reason),
  }
}

async function edit({ updateLog, abandonIfStuck }: Parts, room: LiveRoom, author: Author, change: (doc: Doc) => void): Promise<void> {
  const { document } = room
  const ownClient = document.clientID
  document.clientID = room.serverClientOf(author.person.id)
  try {
    document.transact(() => change(document), { source: 'local', context: { author } })
  } finally {
    document.clientID = ownClient
    abandonIfStuck(room)
  }
  if (room.isBroken) throw new AppError('unavailable') // whether or not it was logged
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, commitDeadline, 'late').unref())
  if ((await Promise.race([updateLog.committed(room.name), late])) === 'late') throw new AppError('not_durable')
}

async function withRoom(parts: Parts, name: string, author: Author, work: (room: LiveRoom) => Promise<void>): Promise<void> {
  const resource = await findResource(parts.db, author.actor.organizationId, name)
  if (!resource) throw new AppError('not_found')
  const connection = await parts.hocuspocus.openDirectConnection(name, { resource })
  try {
    const room = parts.rooms.get(name)
    if (!room) throw new AppError('unavailable')
    await work(room)
  } finally {
    await connection.disconnect()
  }
}

function isIn(scope: RevokedScope, { signedIn, resource }: Member): boolean {
  if ('sessionId' in scope) return signedIn.sessionId === scope.sessionId
  if ('userId' in scope)
    return (
      signedIn.person.id === scope.userId && (scope.organizationId === undefined || signedIn.actor.organizationId === scope.organizationId)
    )
  const { actor } = signedIn
  if ('customerId' in scope) return actor.kind !== 'staff' && actor.customerId === scope.customerId
  if ('guestLinkId' in scope) return actor.kind === 'guest' && actor.linkId === scope.guestLinkId
  if ('guestsOfSession' in scope) return actor.kind === 'guest' && actor.sessionId === scope.guestsOfSession
  return resource.entityId === scope.documentId
}
