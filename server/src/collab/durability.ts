import type { Histogram } from 'prom-client'
import type { Db, Tx } from '../db/prisma.ts'
import { type Tenant, withTenants } from '../db/tenant.ts'
import type { Log } from '../log.ts'

/** One accepted edit on its way into the log. */
export type LoggedEdit = {
  id: string
  room: string
  tenant: Required<Pick<Tenant, 'organizationId'>> & { customerId: string | null }
  userId: string
  roots: readonly string[]
  update: Uint8Array
  /** client ids seen for the first time, which this person wrote under */
  newClients: readonly number[]
  at: Date
}

/** Every edit is written at most this long after it was accepted, in milliseconds; what comes meanwhile shares the transaction. */
const tick = 25
const retryDelays = [100, 250, 500, 1_000, 2_000]

/**
 * The log of accepted edits: they are durable, and only then acknowledged, once the group commit that holds them is through. A failing database
 * loses nothing: edits stay here in order and are tried again.
 */
export class UpdateLog {
  readonly #db: Db
  readonly #log: Log
  readonly #seconds: Histogram
  readonly #rooms = new Map<string, RoomQueue>()
  #buffer: LoggedEdit[] = []
  #inFlight: { rooms: ReadonlySet<string>; done: Promise<void> } | undefined
  #timer: NodeJS.Timeout | undefined
  #failures = 0

  constructor(parts: { db: Db; log: Log; seconds: Histogram }) {
    this.#db = parts.db
    this.#log = parts.log
    this.#seconds = parts.seconds
  }

  /** True while the database takes what is appended. */
  get isHealthy(): boolean {
    return this.#failures === 0
  }

  append(edit: LoggedEdit): void {
    this.#queueOf(edit.room).add(edit.id)
    this.#buffer.push(edit)
    this.#schedule(tick)
  }

  /** Resolves once everything appended for this room so far is committed. */
  committed(room: string): Promise<void> {
    return this.#rooms.get(room)?.settled() ?? Promise.resolve()
  }

  /** A promise while a group commit with edits of this room is under way. */
  busy(room: string): Promise<void> | undefined {
    return this.#inFlight?.rooms.has(room) ? this.#inFlight.done : undefined
  }

  /**
   * Hands the room's edits that are not in the log yet to a snapshot that makes them durable itself; only while the room is not `busy`.
   * Whoever takes them calls `settle` when the snapshot is committed, or `giveBack` when it is not.
   */
  take(room: string): LoggedEdit[] {
    const taken = this.#buffer.filter((edit) => edit.room === room)
    if (taken.length > 0) this.#buffer = this.#buffer.filter((edit) => edit.room !== room)
    return taken
  }

  settle(edits: readonly LoggedEdit[]): void {
    for (const edit of edits) {
      const queue = this.#rooms.get(edit.room)
      queue?.settle(edit.id)
      if (queue?.isEmpty) this.#rooms.delete(edit.room)
    }
  }

  giveBack(edits: readonly LoggedEdit[]): void {
    this.#buffer = [...edits, ...this.#buffer]
    if (this.#buffer.length > 0) this.#schedule(tick)
  }

  /** Writes what is buffered; false if something is left after the deadline (milliseconds since 1970). */
  async drain(deadline: number): Promise<boolean> {
    while (this.#buffer.length > 0 || this.#inFlight) {
      if (Date.now() > deadline) return false
      await (this.#inFlight?.done ?? this.#flush())
    }
    return true
  }

  #queueOf(room: string): RoomQueue {
    let queue = this.#rooms.get(room)
    if (!queue) {
      queue = new RoomQueue()
      this.#rooms.set(room, queue)
    }
    return queue
  }

  #schedule(delay: number): void {
    if (this.#timer || this.#inFlight) return
    this.#timer = setTimeout(() => void this.#flush(), delay)
  }

  /** Never throws: what could not be written goes back to the front. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#inFlight) return this.#inFlight.done
    const edits = this.#buffer
    this.#buffer = []
    if (edits.length === 0) return Promise.resolve()
    const done = this.#write(edits).then((failed) => {
      this.#inFlight = undefined
      this.#failures = failed.length > 0 ? this.#failures + 1 : 0
      this.#buffer = [...failed, ...this.#buffer]
      if (this.#buffer.length > 0)
        this.#schedule(failed.length > 0 ? (retryDelays[Math.min(this.#failures, retryDelays.length) - 1] ?? tick) : tick)
    })
    this.#inFlight = { rooms: new Set(edits.map((edit) => edit.room)), done }
    return done
  }

  /** @returns the edits that could not be written */
  async #write(edits: readonly LoggedEdit[]): Promise<LoggedEdit[]> {
    const stop = this.#seconds.startTimer()
    // After a failure each room is written by itself, so that one that cannot be written holds up no other.
    const groups = this.#failures === 0 ? [edits] : [...Map.groupBy(edits, (edit) => edit.room).values()]
    const failed: LoggedEdit[] = []
    for (const group of groups) {
      try {
        await insert(this.#db, group)
        this.settle(group)
      } catch (error) {
        this.#log.error(
          { err: error, edits: group.length, rooms: new Set(group.map((edit) => edit.room)).size },
          'edits could not be logged, trying again',
        )
        failed.push(...group)
      }
    }
    stop()
    return failed
  }
}

/** Which of a room's edits are not durable yet, in the order they were accepted, and who waits for them. */
class RoomQueue {
  readonly #open = new Set<string>()
  #last = ''
  #waiting: { after: string; resolve: () => void }[] = []

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  add(id: string): void {
    this.#open.add(id)
    this.#last = id
  }

  settled(): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ after: this.#last, resolve }))
  }

  settle(id: string): void {
    this.#open.delete(id)
    const [oldest] = this.#open
    // Ids are UUIDv7 of one process: their order is the order of acceptance.
    const isDone = (waiter: { after: string }) => oldest === undefined || oldest > waiter.after
    for (const waiter of this.#waiting) if (isDone(waiter)) waiter.resolve()
    this.#waiting = this.#waiting.filter((waiter) => !isDone(waiter))
  }
}

/** One transaction: per organization its settings and one multi-row insert. */
async function insert(db: Db, edits: readonly LoggedEdit[]): Promise<void> {
  const byOrganization = Map.groupBy(edits, (edit) => edit.tenant.organizationId)
  const tenants = [...byOrganization].map(([organizationId, own]) => ({ organizationId, own }))
  await withTenants(db, tenants, async (tx, { own }) => {
    await insertClients(tx, own)
    await tx.liveUpdate.createMany({
      data: own.map((edit) => ({
        id: edit.id,
        room: edit.room,
        organizationId: edit.tenant.organizationId,
        customerId: edit.tenant.customerId,
        userId: edit.userId,
        roots: [...edit.roots],
        update: edit.update as Uint8Array<ArrayBuffer>,
        createdAt: edit.at,
      })),
      skipDuplicates: true, // a commit whose answer was lost is tried again
    })
  })
}

/** Keeps who wrote under which client id; the first writer stays. */
export async function insertClients(tx: Tx, edits: readonly LoggedEdit[]): Promise<void> {
  const clients = edits.flatMap((edit) =>
    edit.newClients.map((clientId) => ({
      room: edit.room,
      clientId: BigInt(clientId),
      organizationId: edit.tenant.organizationId,
      customerId: edit.tenant.customerId,
      userId: edit.userId,
    })),
  )
  if (clients.length > 0) await tx.liveClient.createMany({ data: clients, skipDuplicates: true })
}
