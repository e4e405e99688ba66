import type { Server } from 'node:http'
import { changedRoots, newWriters } from '@certloom/shared/collab/affectedRoots'
import { parseBarrier, type ServerMessage } from '@certloom/shared/collab/messages'
import { newId } from '@certloom/shared/ids'
import { type Connection, Hocuspocus, isTransactionOrigin, MessageType, OutgoingMessage } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Transaction } from 'yjs'
import { type Config, derivedKey } from '../config.ts'
import type { Author, Live, Sessions } from '../context.ts'
import type { Db } from '../db/prisma.ts'
import type { LiveResource } from '../liveResource.ts'
import type { Log } from '../log.ts'
import { authenticate, JoinRefused, type Member } from './authenticate.ts'
import { UpdateLog } from './durability.ts'
import { guardSync, syncAnswer } from './guard.ts'
import { openLive } from './liveDocuments.ts'
import type { LiveRoom } from './liveRoom.ts'
import { loadRoom } from './load.ts'
import { correctPresence } from './presence.ts'
import { Snapshots } from './snapshots.ts'
import { Sockets } from './sockets.ts'
import { mergeOrigin } from './store.ts'

export const ticketKeyPurpose = 'collab-ticket'

/** How long a shutdown may take to store what is unsaved, in milliseconds. The log covers the rest. */
const drainTime = 8_000

export type Collab = {
  live: Live
  /** Can accepted edits be made durable right now? */
  canAppend(): Promise<boolean>
  /** Closes every socket and stores every room; answers the rooms that could not be. */
  drain(): Promise<string[]>
}

type Parts = { server: Server; config: Config; db: Db; log: Log; sessions: Sessions; metrics: Registry }

/** Starts the live world on this HTTP server: Hocuspocus moves the bytes, everything that must hold is decided in the files beside this one. */
export function openCollab({ server, config, db, log, sessions, metrics }: Parts): Collab {
  const rooms = new Map<string, LiveRoom>()
  const seconds = new Histogram({
    name: 'certloom_group_commit_seconds',
    help: 'Time of one group commit of live edits',
    registers: [metrics],
  })
  const updateLog = new UpdateLog({ db, log, seconds })
  const snapshots = new Snapshots({ db, updateLog, log }, (room) => void hocuspocus.unloadDocument(room.document))
  const key = derivedKey(config, ticketKeyPurpose)
  const roomOf = (name: string): LiveRoom => {
    const room = rooms.get(name)
    if (!room) throw new Error(`${name} is not loaded`)
    return room
  }

  const hocuspocus = new Hocuspocus({
    quiet: true,
    timeout: 60_000,
    yDocOptions: { gc: true, gcFilter: () => true },
    maxUnauthenticatedQueueSize: 256 * 1024,
    maxUnauthenticatedQueueMessages: 200,
    maxPendingDocuments: 20,

    async onAuthenticate({ documentName, token, connectionConfig }) {
      const member = await authenticate({ db, sessions, key, log }, documentName, token)
      connectionConfig.readOnly = !member.access.canEdit
      return member
    },

    async onLoadDocument({ document, documentName, context }) {
      try {
        const room = await loadRoom(db, documentName, document, (context as { resource: LiveResource }).resource)
        document.on('update', (update: Uint8Array, origin: unknown, _doc: unknown, transaction: Transaction) =>
          accept(room, update, origin, transaction),
        )
        rooms.set(documentName, room)
        if (room.unsaved.length > 0) snapshots.hurry(room) // edits a crash left in the log get their version and activity now
      } catch (error) {
        log.error({ err: error, room: documentName }, 'a room could not be loaded')
        throw new JoinRefused('unavailable')
      }
    },

    async connected({ connection, documentName }) {
      const member = connection.context as Member
      // A room that was being unloaded while this connection came in is not the one that is live now.
      const isElsewhere = hocuspocus.documents.get(documentName) !== connection.document
      if (isElsewhere || sockets.isOutdated(member)) {
        member.isRevoked = true
        sockets.expel(connection.webSocket)
      }
    },

    async beforeSync({ connection, documentName, type, payload }) {
      const member = connection.context as Member
      if (sockets.isOutdated(member)) member.isRevoked = true
      const verdict = guardSync(roomOf(documentName), member, { type, payload, isReadOnly: connection.readOnly })
      if (verdict === 'behind') leaveOutAndAskAgain(connection, member, payload)
    },

    async afterHandleMessage({ connection, update }) {
      const member = connection.context as Member
      if (member.heldBarriers && isSyncAnswer(update)) releaseBarriers(connection, member)
    },

    async beforeHandleAwareness({ documentName, connection, states }) {
      if (connection)
        correctPresence(roomOf(documentName), connection, connection.context as Member, states as Map<number, Record<string, unknown>>)
    },

    async onStateless({ connection, payload }) {
      await answerBarrier(connection, payload).catch((error: unknown) => log.error({ err: error }, 'a barrier could not be answered'))
    },

    async onDisconnect({ documentName, clientsCount }) {
      const room = rooms.get(documentName)
      if (clientsCount === 0 && room) snapshots.hurry(room)
    },

    async beforeUnloadDocument({ documentName, document }) {
      const room = rooms.get(documentName)
      // A veto: what is unsaved is unloaded once it is saved, and a room that was loaded anew is not the one meant.
      if (room && (room.document !== document || snapshots.isDirty(room))) throw new Error('')
    },

    async afterUnloadDocument({ documentName }) {
      if (rooms.get(documentName)?.document.isDestroyed) rooms.delete(documentName)
    },
  })

  /** Every change of a live document passes here, synchronously and in order, on its way to the log. */
  function accept(room: LiveRoom, update: Uint8Array, origin: unknown, transaction: Transaction): void {
    if (origin === mergeOrigin) return
    const author = authorOf(origin)
    if (!author) {
      log.error({ room: room.name }, 'a change of a live document has no author and was not logged')
      return
    }
    const userId = author.person.id
    const newClients = newWriters(transaction).filter((client) => !room.clients.has(client))
    for (const client of newClients) room.clients.set(client, userId)
    const edit = { id: newId(), userId, roots: [...changedRoots(transaction)], at: new Date() }
    room.unsaved.push(edit)
    updateLog.append({ ...edit, room: room.name, tenant: room.tenant, update, newClients })
    snapshots.touch(room)
  }

  async function answerBarrier(connection: Connection, payload: string): Promise<void> {
    const member = connection.context as Member
    const barrier = parseBarrier(payload)
    if (!barrier || member.isRevoked) return
    if (member.heldBarriers) member.heldBarriers.push(barrier.n)
    else await confirm(connection, barrier.n)
  }

  async function confirm(connection: Connection, n: number): Promise<void> {
    await updateLog.committed(connection.document.name)
    connection.sendStateless(JSON.stringify({ type: 'saved', n } satisfies ServerMessage))
  }

  /** What was missing has come and is in the buffer: barriers can be answered again, those that waited first. */
  function releaseBarriers(connection: Connection, member: Member): void {
    const held = member.heldBarriers ?? []
    member.heldBarriers = undefined
    for (const n of held) confirm(connection, n).catch((error: unknown) => log.error({ err: error }, 'a barrier could not be answered'))
  }

  const sockets = new Sockets({ hocuspocus, config, log, server })
  measure(metrics, { sockets: () => sockets.count, rooms: () => rooms.size })
  return {
    live: openLive({ db, hocuspocus, rooms, updateLog, snapshots, sockets }),
    canAppend: async () => updateLog.isHealthy,
    async drain() {
      sockets.shutDown()
      const deadline = Date.now() + drainTime
      const unsaved = await snapshots.drain(deadline)
      const isLogged = await updateLog.drain(deadline)
      if (unsaved.length > 0) log.warn({ rooms: unsaved, isLogged }, 'rooms were not stored before the deadline; the log has their edits')
      return unsaved
    },
  }
}

/** Makes the update an empty one where it lies (Hocuspocus reads the same bytes again) and asks the client what else the server lacks. */
function leaveOutAndAskAgain(connection: Connection, member: Member, payload: Uint8Array): void {
  payload.fill(0)
  if (member.heldBarriers) return
  member.heldBarriers = []
  connection.send(
    new OutgoingMessage(connection.messageAddress).createSyncMessage().writeFirstSyncStepFor(connection.document).toUint8Array(),
  )
}

/** Was this raw message a client's answer to our sync question? */
function isSyncAnswer(message: Uint8Array): boolean {
  const decoder = decoding.createDecoder(message)
  decoding.readVarString(decoder)
  const type: number = decoding.readVarUint(decoder)
  return (type === MessageType.Sync || type === MessageType.SyncReply) && decoding.readVarUint(decoder) === syncAnswer
}

function authorOf(origin: unknown): Author | undefined {
  if (!isTransactionOrigin(origin)) return undefined
  if (origin.source === 'connection') return (origin.connection.context as Member).signedIn
  return origin.source === 'local' ? (origin.context as { author?: Author } | undefined)?.author : undefined
}

function measure(metrics: Registry, counts: { sockets: () => number; rooms: () => number }): void {
  for (const [name, count] of Object.entries(counts)) {
    new Gauge({
      name: `certloom_live_${name}`,
      help: `Open ${name} of live documents`,
      registers: [metrics],
      collect() {
        this.set(count())
      },
    })
  }
}
