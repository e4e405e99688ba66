import { setTimeout as pause } from 'node:timers/promises'
import type { ServerMessage } from '@certloom/shared/collab/messages'
import limitTo from 'p-limit'
import type { LiveRoom } from './liveRoom.ts'
import { RoomGone, saveRoom } from './store.ts'

/** A snapshot follows this long after the last edit, and at the latest this long after the first unsaved one, in milliseconds. */
const quiet = 2_000
const atLatest = 30_000
/** So many edits are not left for one save: each of them may be a line of the log, and a transaction has its time. */
const mostUnsaved = 2_000
/** So many are saved at the same time; the other connections to the database are for the log and for requests. */
const atOnce = 4
const retryDelays = [200, 500, 1_000, 2_000, 5_000] as const

type Schedule = {
  firstAt: number
  timer: NodeJS.Timeout | undefined
  /** waits its turn, or has it */
  inTurn: Promise<void> | undefined
  running: Promise<void> | undefined
  failures: number
}

/** Decides when rooms are saved, and tries again until they are. The log holds every edit meanwhile. */
export class Snapshots {
  readonly #parts: Parameters<typeof saveRoom>[0]
  readonly #onClean: (room: LiveRoom) => void
  readonly #onGone: (room: LiveRoom) => void
  readonly #schedules = new Map<LiveRoom, Schedule>()
  readonly #inTurn = limitTo(atOnce)

  /** @param on `clean`: a save left nothing unsaved, and the room may be unloaded; `gone`: it can never be saved, and is to be given up */
  constructor(parts: Parameters<typeof saveRoom>[0], on: { clean: (room: LiveRoom) => void; gone: (room: LiveRoom) => void }) {
    this.#parts = parts
    this.#onClean = on.clean
    this.#onGone = on.gone
  }

  /** Is there anything of this room that is not in a snapshot, or one under way? */
  isDirty(room: LiveRoom): boolean {
    return room.unsaved.length > 0 || this.#schedules.get(room)?.running !== undefined
  }

  /** Notes that the room has something to save. */
  touch(room: LiveRoom): void {
    if (room.isBroken) return
    const schedule = this.#scheduleOf(room)
    if (schedule.failures > 0) return // the retry is already set
    const wait = Math.min(quiet, schedule.firstAt + atLatest - performance.now())
    this.#set(room, schedule, room.unsaved.length < mostUnsaved ? Math.max(0, wait) : 0)
  }

  /** Saves the room now, whatever the schedule says and however many wait their turn. Throws if that fails; the schedule goes on trying. */
  async saveNow(room: LiveRoom): Promise<void> {
    for (let running = this.#schedules.get(room)?.running; running; running = this.#schedules.get(room)?.running) await running
    if (room.unsaved.length > 0) await this.#run(room)
  }

  /** Saves as soon as it is the room's turn, without waiting for it. */
  hurry(room: LiveRoom): void {
    if (this.isDirty(room)) this.#saveInTurn(room).catch(() => {}) // told and retried in #run
  }

  /** Gives a room up: what it holds is not to be saved. */
  forget(room: LiveRoom): void {
    clearTimeout(this.#schedules.get(room)?.timer)
    this.#schedules.delete(room)
    room.unsaved = []
  }

  /** Saves all rooms; answers the names of those still unsaved at the deadline (on the clock of `performance.now`). */
  async drain(deadline: number): Promise<string[]> {
    const dirty = () => [...this.#schedules.keys()].filter((room) => this.isDirty(room))
    while (dirty().length > 0 && performance.now() < deadline) {
      const late = new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, deadline - performance.now())).unref())
      await Promise.race([Promise.allSettled(dirty().map((room) => this.#saveInTurn(room))), late])
      if (dirty().length > 0) await pause(retryDelays[0])
    }
    for (const schedule of this.#schedules.values()) clearTimeout(schedule.timer)
    return dirty().map((room) => room.name)
  }

  #saveInTurn(room: LiveRoom): Promise<void> {
    const schedule = this.#scheduleOf(room)
    schedule.inTurn ??= this.#inTurn(() => this.saveNow(room)).finally(() => {
      schedule.inTurn = undefined
    })
    return schedule.inTurn
  }

  #scheduleOf(room: LiveRoom): Schedule {
    let schedule = this.#schedules.get(room)
    if (!schedule) {
      schedule = { firstAt: performance.now(), timer: undefined, inTurn: undefined, running: undefined, failures: 0 }
      this.#schedules.set(room, schedule)
    }
    return schedule
  }

  #set(room: LiveRoom, schedule: Schedule, delay: number): void {
    clearTimeout(schedule.timer)
    schedule.timer = setTimeout(() => this.hurry(room), delay)
  }

  async #run(room: LiveRoom): Promise<void> {
    const schedule = this.#scheduleOf(room)
    clearTimeout(schedule.timer)
    const work = this.#save(room, schedule)
    schedule.running = work.catch(() => {})
    try {
      await work
    } finally {
      schedule.running = undefined
    }
    if (room.unsaved.length > 0) {
      schedule.firstAt = performance.now()
      this.touch(room)
    } else {
      this.#schedules.delete(room)
      this.#onClean(room)
    }
  }

  async #save(room: LiveRoom, schedule: Schedule): Promise<void> {
    try {
      const saved = await saveRoom(this.#parts, room)
      if (schedule.failures > 0) tell(room, { type: 'saving_recovered' })
      schedule.failures = 0
      if (saved) tell(room, { type: 'stored', revision: saved.revision })
    } catch (error) {
      if (error instanceof RoomGone) {
        this.#onGone(room)
        return
      }
      schedule.failures++
      this.#parts.log.error({ err: error, room: room.name, failures: schedule.failures }, 'a room could not be saved, trying again')
      tell(room, { type: 'saving_failed' }) // each time: somebody may have joined since the last
      this.#set(room, schedule, retryDelays[Math.min(schedule.failures, retryDelays.length) - 1] ?? quiet)
      throw error
    }
  }
}

/** Says something to everybody in the room. */
export const tell = (room: LiveRoom, message: ServerMessage): void => room.document.broadcastStateless(JSON.stringify(message))
