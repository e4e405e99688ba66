import type { Principal } from '@certloom/shared/roles'
import type { Doc, Transaction } from 'yjs'
import type { Live, Present } from './context.ts'
import type { Db, Tx } from './db/prisma.ts'

/** What somebody may do in a room. */
export type Access = { canEdit: boolean; editableRoots: ReadonlySet<string> }

/** A value in a root that an edit changed, as it was right after that edit. */
export type ChangedField = { root: string; key: string; value: unknown }

/** One accepted edit, as the save transaction needs it: who sent it, which roots it changed, when, and the values its noun wants told one by one. */
export type Contribution = { userId: string; roots: readonly string[]; at: Date; fields?: readonly ChangedField[] }

/** What the live world hands over to be saved with a snapshot. */
export type Save = {
  contributions: readonly Contribution[]
  /** the full Yjs state of this moment */
  state: Uint8Array
  /** whether this revision should keep the full state */
  keepState: boolean
}

/** What the save made of it; null if nothing had changed after all. */
export type Saved = { revision: number } | null

/**
 * A thing with a live document: what a noun tells the live world about it. The Yjs document itself belongs to the live world; rows belong to
 * the noun.
 */
export type LiveResource = {
  entityId: string
  organizationId: string
  customerId: string | null
  epoch: number
  /** What this person may do here; null if they may not even know it exists. */
  access(actor: Principal): Access | null
  /** Puts on record that somebody came in, where that is part of what the thing is about. Runs before they are let in, also when they only come back. */
  noteJoin?(db: Db, present: Present): Promise<void>
  /** Is this root closed to everybody at the moment, whatever their rights? */
  isLocked(doc: Doc, root: string): boolean
  /** May nobody but this person write under this key of a root? Asked where a root holds what several people say; null for keys that are everybody's. */
  ownerOfKey?(root: string, key: string): string | null
  /** May this person write this value under a key of a root? Asked where values say who said them. */
  maySay?(doc: Doc, said: ChangedField, person: { id: string; name: string }): boolean
  /** Does an update of this person leave what others said as it is? Asked of the whole update, since one takes away without writing too. */
  leavesOthers?(doc: Doc, change: { update: Uint8Array; roots: ReadonlySet<string> }, person: { id: string }): boolean
  /** The values that a finished transaction changed, where each change is to be on record and not only what a snapshot finds. */
  changedFields?(transaction: Transaction): readonly ChangedField[]
  /** Gives every root of the document its type, before anything is applied to it. */
  define(doc: Doc): void
  /**
   * Makes the document say again what rows say that are mirrored in it, by `live.edit`: a crash may have come between the commit of a row and its
   * mirror. Runs after each load; writes nothing where all is well.
   */
  mend(parts: { db: Db; live: Live }, room: string, doc: Doc): Promise<void>
  /**
   * Reads what the changed roots say, synchronously, and answers what writes it: one function that runs in the save transaction and may run
   * again if that fails. Never throws, whatever is in the document: parts that cannot be read are named to `onUnreadable` and left as they were.
   */
  capture(doc: Doc, roots: ReadonlySet<string>, onUnreadable: (part: string) => void): (tx: Tx, save: Save) => Promise<Saved>
}

/** Finds the resource behind an id, in a tenant transaction; null if there is none there. */
export type FindLiveResource = (tx: Tx, entityId: string) => Promise<LiveResource | null>
