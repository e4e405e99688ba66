import type { Server } from 'node:http'
import { changedRoots, newWriters } from '@certloom/shared/collab/affectedRoots'
import { parseClaim } from '@certloom/shared/collab/messages'
import { newId } from '@certloom/shared/ids'
import { Hocuspocus, isTransactionOrigin, MessageType } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Transaction } from 'yjs'
import { type Config, derivedKey } from '../config.ts'
import type { Author, Live, Sessions } from '../context.ts'
import type { Db } from '../db/prisma.ts'
import type { LiveResource } from '../liveResource.ts'
import type { Log } from '../log.ts'
import { authenticate, JoinRefused, type Member } from './authenticate.ts'
import { Barriers } from './barriers.ts'
import { UpdateLog } from './durability.ts'
import { guardSync, MessageRefused, syncAnswer, syncQuestion } from './guard.ts'
import { containFaults, type Hooks, UnloadRefused } from './hookFaults.ts'
import { openLive } from './liveDocuments.ts'
import type { LiveRoom } from './liveRoom.ts'
import { loadRoom } from './load.ts'
import { Mending } from './mending.ts'
import { correctPresence } from './presence.ts'
import { Rejudging } from './rejudging.ts'
import { sendAtOnce } from './sendAtOnce.ts'
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
  const { stateAlarmBytes } = config.live
  const snapshots = new Snapshots(
    { db, updateLog, log, stateAlarmBytes },
    {
      clean: (room) => void hocuspocus.unloadDocument(room.document),
      gone: (room) => abandon(room, 'a live document was deleted while it was open'),
    },
  )
  const key = derivedKey(config, ticketKeyPurpose)
  const roomOf = (name: string): LiveRoom => {
    const room = rooms.get(name)
    if (!room) throw new Error(`${name} is not loaded`)
    return room
  }

  const hooks: Hooks = {
    async onAuthenticate({ documentName, token, connectionConfig, context }) {
      const { mayBeOutdated } = context as { mayBeOutdated: boolean }
      const member = await authenticate({ db, sessions, key, log }, { room: documentName, token, mayBeOutdated })
      if ((hocuspocus.documents.get(documentName)?.connections.size ?? 0) >= config.live.socketsPerRoom) {
        excess.inc({ of: 'room_full' })
        throw new JoinRefused('full')
      }
      connectionConfig.readOnly = !member.access.canEdit
      return member
    },

    async onLoadDocument({ document, documentName, context }) {
      try {
        const room = await loadRoom(db, {
          name: documentName,
          document,
          resource: (context as { resource: LiveResource }).resource,
          mostBytes: config.live.stateBytes,
        })
        document.on('update', (update: Uint8Array, origin: unknown, _doc: unknown, transaction: Transaction) => {
          sendAtOnce(document)
          accept(room, update, origin, transaction)
        })
        rooms.set(documentName, room)
        if (document.store.pendingStructs)
          log.error({ room: documentName }, 'an edit of a live document is missing: what builds on it waits')
        setImmediate(() => mending.begin(room, live)) // once it can be opened
        if (room.unsaved.length > 0) snapshots.hurry(room) // edits a crash left in the log get their version and activity now
      } catch (error) {
        document.destroy() // Hocuspocus forgets it, its timers would not
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
      } else sockets.enter(connection)
    },

    async beforeHandleMessage({ update }) {
      if (update.length > maxPresenceFrame && messageType(update) === MessageType.Awareness) throw new MessageRefused('presence')
    },

    async beforeSync({ connection, documentName, type, payload }) {
      const member = connection.context as Member
      const room = roomOf(documentName)
      const isTooMuch = type === syncQuestion && !sockets.mayAsk(connection)
      if (sockets.isOutdated(member) || room.isBroken || isTooMuch) member.isRevoked = true
      const verdict = guardSync(room, member, { type, payload, isReadOnly: connection.readOnly })
      member.isAnswering = verdict === 'apply' && type === syncAnswer
      if (verdict === 'behind') barriers.leaveOut(connection, payload, type === syncAnswer)
    },

    async afterHandleMessage({ connection, documentName }) {
      const member = connection.context as Member
      if (member.isAnswering) barriers.catchUp(connection)
      member.isAnswering = false
      const room = rooms.get(documentName)
      if (room) abandonIfStuck(room)
    },

    async beforeHandleAwareness({ documentName, connection, states }) {
      if (connection)
        correctPresence(roomOf(documentName), connection, connection.context as Member, states as Map<number, Record<string, unknown>>)
    },

    async onStateless({ connection, payload }) {
      const claim = parseClaim(payload)
      if (claim) (connection.context as Member).claims = new Set(claim.clients)
      barriers.take(connection, payload)
    },

    async onDisconnect({ documentName, clientsCount }) {
      const room = rooms.get(documentName)
      if (clientsCount === 0 && room) snapshots.hurry(room)
    },

    async beforeUnloadDocument({ documentName, document }) {
      const room = rooms.get(documentName)
      // A veto: what is unsaved is unloaded once it is saved, and a room that was loaded anew is not the one meant.
      if (room && (room.document !== document || snapshots.isDirty(room))) throw new UnloadRefused()
    },

    async afterUnloadDocument({ documentName }) {
      if (rooms.get(documentName)?.document.isDestroyed) rooms.delete(documentName)
    },
  }

  const hocuspocus = new Hocuspocus({
    quiet: true,
    timeout: 60_000,
    yDocOptions: { gc: true, gcFilter: () => true },
    // Clients send what they wrote offline ahead of their ticket.
    maxUnauthenticatedQueueSize: config.live.messageBytes,
    maxUnauthenticatedQueueMessages: 12_000,
    maxPendingDocuments: 20,
    ...containFaults(hooks, { log, expel: (wire) => sockets.expel(wire) }),
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
    const newClients = newWriters(transaction).filter((client) => !room.clients.has(client) && mayClaim(origin, client))
    for (const client of newClients) room.clients.set(client, userId)
    const edit = { id: newId(), userId, roots: [...changedRoots(transaction)], at: new Date() }
    const fields = room.resource.changedFields?.(transaction) ?? []
    room.unsaved.push({ ...edit, fields })
    room.newBytes += update.length
    updateLog.append({ ...edit, acceptedAt: performance.now(), room: room.name, tenant: room.tenant, update, newClients })
    snapshots.touch(room)
  }

  /**
   * A document that Yjs could not finish a transaction of tells nobody of its changes any more: whatever is written in it would look saved and be
   * lost. It is dropped with what came after its last logged edit, and everybody in it comes back to one loaded from the database.
   */
  function abandonIfStuck(room: LiveRoom): void {
    if (isStuck(room)) abandon(room, 'a live document is stuck and is loaded anew')
  }

  function abandon(room: LiveRoom, why: string): void {
    if (room.isBroken) return
    room.isBroken = true
    log.error({ room: room.name }, why)
    snapshots.forget(room)
    const connections = room.document.getConnections()
    void updateLog.committed(room.name).then(() => {
      rooms.delete(room.name)
      hocuspocus.documents.delete(room.name)
      for (const connection of connections) sockets.expel(connection.webSocket)
      room.document.destroy() // Hocuspocus knows it no more, its timers would stay
    })
  }

  const barriers = new Barriers({ updateLog, log })
  const mending = new Mending({ db, log })
  const excess = new Counter({
    name: 'certloom_live_excess_total',
    help: 'How often a client of live documents had too much of something, by what',
    labelNames: ['of'],
    registers: [metrics],
  })
  const sockets = new Sockets({ hocuspocus, config, key, log, server, onExcess: (of) => excess.inc({ of }) })
  measure(metrics, {
    sockets: () => sockets.count,
    rooms: () => rooms.size,
    large_rooms: () => [...rooms.values()].filter((room) => room.stateBytes > stateAlarmBytes).length,
  })
  const rejudging = new Rejudging({ db, sessions, log, hocuspocus, expel: (wire) => sockets.expel(wire) })
  const live = openLive({ db, hocuspocus, rooms, updateLog, snapshots, sockets, abandonIfStuck })
  return {
    live,
    canAppend: async () => updateLog.isHealthy,
    async drain() {
      rejudging.stop()
      sockets.shutDown()
      const deadline = performance.now() + drainTime
      await mending.drain(deadline - drainTime / 2)
      await updateLog.drain(deadline - drainTime / 2) // first what nothing else holds
      const unsaved = await snapshots.drain(deadline)
      const isLogged = await updateLog.drain(deadline)
      if (unsaved.length > 0) log.warn({ rooms: unsaved, isLogged }, 'rooms were not stored before the deadline; the log has their edits')
      return unsaved
    },
  }
}

/** A frame of presence is a few hundred bytes; larger ones are refused before anything is decoded. */
const maxPresenceFrame = 8 * 1024

function messageType(message: Uint8Array): number {
  const decoder = decoding.createDecoder(message)
  decoding.readVarString(decoder)
  return decoding.readVarUint(decoder)
}

/** Did a transaction fail to end? Yjs then keeps it, and every later one, for ever. */
const isStuck = ({ document }: LiveRoom): boolean => document._transactionCleanups.length > 0

/**
 * May the sender be written down as the owner of a client id seen for the first time? Not of one whose words they only bring back after a crash:
 * whoever writes under it next will be. What they say they wrote themselves, on a page that is closed, is theirs: the guard has seen to it that
 * nobody who is here holds it.
 */
function mayClaim(origin: unknown, client: number): boolean {
  if (!isTransactionOrigin(origin) || origin.source !== 'connection') return true
  const { isAnswering, presenceClient, claims } = origin.connection.context as Member
  return !isAnswering || presenceClient === client || claims.has(client)
}

function authorOf(origin: unknown): Author | undefined {
  if (!isTransactionOrigin(origin)) return undefined
  if (origin.source === 'connection') return (origin.connection.context as Member).signedIn
  return origin.source === 'local' ? (origin.context as { author?: Author } | undefined)?.author : undefined
}

function measure(metrics: Registry, counts: Record<'sockets' | 'rooms' | 'large_rooms', () => number>): void {
  for (const [name, count] of Object.entries(counts)) {
    new Gauge({
      name: `certloom_live_${name}`,
      help: `Open ${name.replace('_', ' ')} of live documents`,
      registers: [metrics],
      collect() {
        this.set(count())
      },
    })
  }
}
