import type { Document } from '@hocuspocus/server'
import type { Contribution, LiveResource } from '../liveResource.ts'

/** An edit that no snapshot covers yet. */
export type UnsavedEdit = Contribution & { id: string }

/** One loaded room: its document, what it is about, and what is not in a snapshot yet. */
export class LiveRoom {
  readonly name: string
  readonly resource: LiveResource
  readonly document: Document
  /** who writes under which Yjs client id; the server itself under ids it gave its authors */
  readonly clients: Map<number, string>
  /** the number of the snapshot this process last read or wrote */
  snapshots: number
  unsaved: UnsavedEdit[]
  /** it is being given up: nothing more may be written in it */
  isBroken = false
  /** how large the state was when it was last read whole, in bytes */
  stateBytes: number
  /** how much was written since, what it replaced not taken off */
  newBytes = 0
  /** it may not become larger than this */
  readonly mostBytes: number
  /** when a revision last kept the full state, on the clock of `performance.now` */
  stateKeptAt = Number.NEGATIVE_INFINITY
  readonly #serverClients = new Map<string, number>()

  constructor(parts: Pick<LiveRoom, 'name' | 'resource' | 'document' | 'clients' | 'snapshots' | 'unsaved' | 'stateBytes' | 'mostBytes'>) {
    this.name = parts.name
    this.resource = parts.resource
    this.document = parts.document
    this.clients = parts.clients
    this.snapshots = parts.snapshots
    this.unsaved = parts.unsaved
    this.stateBytes = parts.stateBytes
    this.mostBytes = parts.mostBytes
  }

  /** Is there room for so many bytes more? */
  hasRoomFor(bytes: number): boolean {
    return this.stateBytes + this.newBytes + bytes <= this.mostBytes
  }

  get tenant(): { organizationId: string; customerId: string | null } {
    return this.resource
  }

  /** The client id under which the server writes for this person here: each author has their own, so that every character stays attributable. */
  serverClientOf(userId: string): number {
    const known = this.#serverClients.get(userId)
    if (known !== undefined) return known
    const fresh = crypto.getRandomValues(new Uint32Array(1))[0] as number
    this.#serverClients.set(userId, fresh)
    return fresh
  }
}
