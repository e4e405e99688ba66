import type { Doc } from 'yjs'
import type { RescueCause, RoomAbout, StoredEdit } from './device.ts'
import type { KeptRoom } from './keptRoom.ts'
import { type Carried, mergeCarried, rescueRoom } from './recovery.ts'
import type { RoomProgress } from './roomProgress.ts'

export type Handover = {
  /** Something is still to be merged: until then nothing may be confirmed. */
  isWaiting: () => boolean
  /** The room takes what is written in it: refusals before this one do not count any more. */
  accepted: () => void
  /** Gives what the room has to its successor. */
  refuse: (cause: RescueCause) => void
  /** Rescues all of it, because there will be no successor. */
  rescueAll: () => Promise<void>
  /** Merges what the room was given. @returns the edits to bring; null if that was done meanwhile */
  merge: (canWrite: boolean) => Promise<StoredEdit[] | null>
}

type Parts = {
  doc: Doc
  kept: KeptRoom
  about: RoomAbout
  progress: RoomProgress
  /** what an earlier room was refused */
  carried: Carried | undefined
  onRefused: (carried: Carried) => void
}

/** Sees to it that what a room was refused is in exactly one place: with this room, with its successor, in the document, or in the rescue list. */
export function openHandover({ doc, kept, about, progress, carried, onRefused }: Parts): Handover {
  let waiting = carried
  let refusals = carried?.refusals ?? 0
  return {
    isWaiting: () => waiting !== undefined,
    accepted: () => {
      refusals = 0
    },
    refuse: (cause) => onRefused(waiting ?? { doc, edits: progress.pending.edits, cause, refusals: refusals + 1 }),
    async rescueAll() {
      const upTo = progress.now().edits
      await rescueRoom(waiting ?? { doc, edits: progress.pending.edits, cause: 'denied', refusals }, kept, about)
      waiting = undefined
      progress.giveUp(upTo)
    },
    async merge(canWrite) {
      const own = waiting
      if (own === undefined) return null
      const edits = await mergeCarried(own, { doc, canWrite, room: kept, about })
      if (waiting !== own) return null // joined again meanwhile, and merged by that
      waiting = undefined
      return edits
    },
  }
}
