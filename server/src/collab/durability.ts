import { setTimeout as pause } from 'node:timers/promises'
import type { Histogram } from 'prom-client'
import type { Db, Tx } from '../db/prisma.ts'
import { isAboutTheQuery } from '../db/sqlState.ts'
import { type Tenant, withTenants } from '../db/tenant.ts'
import type { Log } from '../log.ts'
import { RoomQueue } from './roomQueue.ts'

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
  /** the same on the clock of `performance.now`, which nobody sets */
  acceptedAt: number
}

/** Every edit is written at most this long after it was accepted, in milliseconds; what comes meanwhile shares the transaction. */
const tick = 25
const retryDelays = [100, 250, 500, 1_000, 2_000] as const

type Outcome = 'written' | 'refused' | 'unavailable'

/**
 * A room whose edits could not be written: they are tried again by themselves, at their own pace, and hold up no other room. `isRefused`: the
 * database did not take these, and may well take others.
 */
type Sick = { edits: LoggedEdit[]; failures: number; nextTry: number; isRefused: boolean }

/** An edit that waits longer than this means that the database takes none, in milliseconds. */
const tooLate = 5_000

/**
 * The log of accepted edits: they are durable, and only then acknowledged, once the group commit that holds them is through. A failing database
 * loses nothing: edits stay here in order and are tried again.
 */
export class UpdateLog {
  readonly #db: Db
  readonly #log: Log
  readonly #seconds: Histogram
  readonly #rooms = new Map<string, RoomQueue>()
  readonly #sick = new Map<string, Sick>()
  #buffer: LoggedEdit[] = []
  #inFlight: { edits: readonly LoggedEdit[]; rooms: ReadonlySet<string>; done: Promise<void> } | undefined
  #timer: NodeJS.Timeout | undefined
  #dueAt = 0

  constructor(parts: { db: Db; log: Log; seconds: Histogram }) {
    this.#db = parts.db
    this.#log = parts.log
    this.#seconds = parts.seconds
  }

  /** True while no edit waits for long. One organization whose edits are refused is logged and no reason to turn everybody away. */
  get isHealthy(): boolean {
    const sick = [...this.#sick.values()]
    const refusedOrganizations = new Set(sick.filter((room) => room.isRefused).map((room) => room.edits[0]?.tenant.organizationId))
    const counting = sick.filter((room) => !room.isRefused || refusedOrganizations.size > 1)
    const waiting = [...(this.#inFlight?.edits ?? []), ...this.#buffer, ...counting.flatMap((room) => room.edits)]
    return !waiting.some((edit) => performance.now() - edit.acceptedAt > tooLate)
  }

  append(edit: LoggedEdit): void {
    this.#queueOf(edit.room).add(edit.id)
    const sick = this.#sick.get(edit.room)
    if (sick) sick.edits.push(edit)
    else this.#buffer.push(edit)
    this.#schedule()
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
    const sick = this.#sick.get(room)?.edits ?? []
    this.#sick.delete(room)
    const taken = this.#buffer.filter((edit) => edit.room === room)
    if (taken.length > 0) this.#buffer = this.#buffer.filter((edit) => edit.room !== room)
    return [...sick, ...taken]
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
    this.#schedule()
  }

  /** Writes what is waiting; false if something is left after the deadline (on the clock of `performance.now`). */
  async drain(deadline: number): Promise<boolean> {
    while (this.#buffer.length > 0 || this.#sick.size > 0 || this.#inFlight) {
      if (performance.now() > deadline) return false
      for (const sick of this.#sick.values()) sick.nextTry = 0
      await Promise.race([this.#inFlight?.done ?? this.#flush(), pause(Math.max(0, deadline - performance.now()))])
      if (this.#sick.size > 0) await pause(retryDelays[0])
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

  /** Sets the next flush: a tick away while something is buffered, else when the first sick room is due. */
  #schedule(): void {
    if (this.#inFlight) return
    const due = this.#buffer.length > 0 ? performance.now() + tick : Math.min(...[...this.#sick.values()].map((sick) => sick.nextTry))
    if (!Number.isFinite(due) || (this.#timer && this.#dueAt <= due)) return
    clearTimeout(this.#timer)
    this.#dueAt = due
    this.#timer = setTimeout(() => void this.#flush(), Math.max(0, due - performance.now()))
  }

  /** Never throws: what could not be written is kept. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#inFlight) return this.#inFlight.done
    const due = [...this.#sick.values()].filter((sick) => sick.nextTry <= performance.now())
    const edits = this.#buffer
    this.#buffer = []
    const all = [...edits, ...due.flatMap((sick) => sick.edits)]
    if (all.length === 0) {
      this.#schedule()
      return Promise.resolve()
    }
    const done = this.#writeAll(edits, due).finally(() => {
      this.#inFlight = undefined
      this.#schedule()
    })
    this.#inFlight = { edits: all, rooms: new Set(all.map((edit) => edit.room)), done }
    return done
  }

  async #writeAll(edits: LoggedEdit[], due: readonly Sick[]): Promise<void> {
    const stop = this.#seconds.startTimer()
    if ((await this.#write(edits)) !== 'written')
      for (const [, own] of Map.groupBy(edits, (edit) => edit.room)) await this.#writeRoom(own, undefined)
    for (const sick of due) {
      const own = sick.edits
      sick.edits = []
      await this.#writeRoom(own, sick)
    }
    stop()
  }

  /** Writes one room by itself; if that fails it is sick, and tried again later each time. */
  async #writeRoom(edits: LoggedEdit[], sick: Sick | undefined): Promise<void> {
    const [first] = edits
    if (!first) return
    const outcome = await this.#write(edits)
    const since = this.#sick.get(first.room)
    const failures = (sick?.failures ?? since?.failures ?? 0) + 1
    // What was appended while this was written waits behind it.
    const later = this.#buffer.filter((edit) => edit.room === first.room)
    if (outcome === 'written') {
      this.#sick.delete(first.room)
      this.#buffer = [...(since?.edits ?? []), ...this.#buffer]
    } else {
      this.#buffer = this.#buffer.filter((edit) => edit.room !== first.room)
      const delay = retryDelays[Math.min(failures, retryDelays.length) - 1] ?? tick
      const waiting = [...edits, ...(since?.edits ?? []), ...later]
      this.#sick.set(first.room, { edits: waiting, failures, nextTry: performance.now() + delay, isRefused: outcome === 'refused' })
    }
  }

  /** Commits these edits, or none of them. */
  async #write(edits: readonly LoggedEdit[]): Promise<Outcome> {
    if (edits.length === 0) return 'written'
    try {
      await insert(this.#db, edits)
      this.settle(edits)
      return 'written'
    } catch (error) {
      this.#log.error(
        { err: error, edits: edits.length, rooms: new Set(edits.map((edit) => edit.room)).size },
        'edits could not be logged, trying again',
      )
      return isAboutTheQuery(error) ? 'refused' : 'unavailable'
    }
  }
}

/** One transaction: per organization its settings and one statement, which is the same for however many edits. */
async function insert(db: Db, edits: readonly LoggedEdit[]): Promise<void> {
  const byOrganization = Map.groupBy(edits, (edit) => edit.tenant.organizationId)
  const tenants = [...byOrganization].map(([organizationId, own]) => ({ organizationId, own }))
  await withTenants(db, tenants, async (tx, { organizationId, own }) => {
    await insertClients(tx, own)
    const column = <T>(value: (edit: LoggedEdit) => T): T[] => own.map(value)
    // Not by createMany, which is planned anew for each number of rows, in milliseconds in which nothing is broadcast. A commit whose answer was lost
    // is tried again, and its edits are there already.
    await tx.$executeRaw`insert into live_update (id, room, organization_id, customer_id, user_id, roots, "update", created_at)
      select e.id, e.room, ${organizationId}::uuid, e.customer_id, e.user_id, array(select jsonb_array_elements_text(e.roots)), e."update", e.created_at
        from unnest(${column(({ id }) => id)}::uuid[], ${column(({ room }) => room)}::text[], ${column(({ tenant }) => tenant.customerId)}::uuid[],
             ${column(({ userId }) => userId)}::uuid[], ${column(({ roots }) => JSON.stringify(roots))}::jsonb[], ${column(({ update }) => update)}::bytea[],
             ${column(({ at }) => at.toISOString())}::timestamptz[]) as e (id, room, customer_id, user_id, roots, "update", created_at)
      on conflict do nothing`
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
