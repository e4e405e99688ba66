import type { LiveLimits } from '../config.ts'
import { type Rate, TokenBucket } from './tokenBucket.ts'

/** What somebody brings back after writing offline for long passes at once. */
const messageBurst = 10_000
const byteBurst = 16 * 1024 * 1024

/** Whoever joins a room asks once what it holds, and may be sent all of it: so often a second, and at once for twice the rooms of a full socket. */
const questionsPerSecond = 5
const questionBurst = 80

/** The part of an address's sockets that nobody may have signed in on yet, and its least: each can hold what was sent ahead of the ticket. */
const waitingShare = 0.1
const leastWaiting = 10

type Use = { messages?: number; bytes?: number; questions?: number }

/** What sockets of one kind use together. */
class Share {
  sockets = 0
  readonly #messages: TokenBucket
  readonly #bytes: TokenBucket
  readonly #questions: TokenBucket

  constructor(limits: LiveLimits, factor: number) {
    const times = (perSecond: number, burst: number): Rate => ({ perSecond: perSecond * factor, burst: burst * factor })
    this.#messages = new TokenBucket(times(limits.messagesPerSecond, messageBurst))
    this.#bytes = new TokenBucket(times(limits.bytesPerSecond, byteBurst))
    this.#questions = new TokenBucket(times(questionsPerSecond, questionBurst))
  }

  take({ messages = 0, bytes = 0, questions = 0 }: Use): number {
    return Math.max(this.#messages.take(messages), this.#bytes.take(bytes), this.#questions.take(questions))
  }
}

/** Shares by who they belong to; one is kept for as long as it has sockets. */
class Shares {
  readonly #limits: LiveLimits
  readonly #factor: number
  readonly #byOwner = new Map<string, Share>()

  constructor(limits: LiveLimits, factor: number) {
    this.#limits = limits
    this.#factor = factor
  }

  of(owner: string): Share {
    let share = this.#byOwner.get(owner)
    if (!share) {
      share = new Share(this.#limits, this.#factor)
      this.#byOwner.set(owner, share)
    }
    return share
  }

  leave(owner: string): void {
    const share = this.#byOwner.get(owner)
    if (share && --share.sockets === 0) this.#byOwner.delete(owner)
  }
}

export type Excess = 'too_many_sockets' | 'too_many_rooms'

/** Who may open how many sockets and send how much through them: counted for each socket, for its person, and for its address. */
export class FairUse {
  readonly limits: LiveLimits
  readonly people: Shares
  readonly addresses: Shares
  readonly #waiting = new Map<string, number>()

  constructor(limits: LiveLimits) {
    this.limits = limits
    this.people = new Shares(limits, limits.personShare)
    this.addresses = new Shares(limits, limits.addressShare)
  }

  /** A seat for a new socket from this address; null if the address has as many as it may. */
  admit(address: string): Seat | null {
    const { socketsPerAddress } = this.limits
    const mostWaiting = Math.max(leastWaiting, socketsPerAddress * waitingShare)
    const isFull = this.addresses.of(address).sockets >= socketsPerAddress || this.waitingAt(address) >= mostWaiting
    return isFull ? null : new Seat(this, address)
  }

  waitingAt(address: string): number {
    return this.#waiting.get(address) ?? 0
  }

  /** Counts a socket nobody has signed in on, or one less. */
  wait(address: string, change: 1 | -1): void {
    const waiting = this.waitingAt(address) + change
    if (waiting === 0) this.#waiting.delete(address)
    else this.#waiting.set(address, waiting)
  }
}

/** What one socket uses. */
export class Seat {
  readonly #fairUse: FairUse
  readonly #address: string
  readonly #own: Share
  #person: string | undefined
  #rooms = 0
  #slowSince: number | undefined

  constructor(fairUse: FairUse, address: string) {
    this.#fairUse = fairUse
    this.#address = address
    this.#own = new Share(fairUse.limits, 1)
    fairUse.addresses.of(address).sockets++
    fairUse.wait(address, 1)
  }

  get isSignedIn(): boolean {
    return this.#person !== undefined
  }

  /** Notes that this person entered a room through the socket; answers what they have too much of now. */
  enterRoom(person: string): Excess | null {
    const { limits, people } = this.#fairUse
    if (this.#person === undefined) {
      this.#person = person
      this.#fairUse.wait(this.#address, -1)
      people.of(person).sockets++
    }
    this.#rooms++
    if (people.of(this.#person).sockets > limits.socketsPerPerson) return 'too_many_sockets'
    return this.#rooms > limits.roomsPerSocket ? 'too_many_rooms' : null
  }

  leaveRoom(): void {
    this.#rooms--
  }

  /** Counts a message. */
  take(bytes: number, now = performance.now()): void {
    this.#slowSince = this.#take({ messages: 1, bytes }) === 0 ? undefined : (this.#slowSince ?? now)
  }

  /** Counts a question what a room holds: few bytes that a whole document may answer. */
  ask(): void {
    this.#take({ questions: 1 })
  }

  /** For how many milliseconds nothing more should be read. */
  get wait(): number {
    return this.#take({})
  }

  /** For how many milliseconds it has sent more than its share without a pause. */
  slowFor(now = performance.now()): number {
    return this.#slowSince === undefined ? 0 : now - this.#slowSince
  }

  #take(use: Use): number {
    const shares = [this.#own, this.#fairUse.addresses.of(this.#address)]
    if (this.#person !== undefined) shares.push(this.#fairUse.people.of(this.#person))
    return Math.max(...shares.map((share) => share.take(use)))
  }

  free(): void {
    this.#fairUse.addresses.leave(this.#address)
    if (this.#person === undefined) this.#fairUse.wait(this.#address, -1)
    else this.#fairUse.people.leave(this.#person)
  }
}
