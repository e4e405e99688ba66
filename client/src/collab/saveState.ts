import type { RescueCause } from './device.ts'
import type { Keeping } from './keptRoom.ts'

/**
 * Why a room is over for this page, until somebody acts. `refused`: what was written is not taken as it is, so that it is merged onto a fresh copy by
 * itself; `other_person`: somebody else is signed in in this browser now.
 */
export type Ending =
  | { is: 'denied' }
  | { is: 'outdated' }
  | { is: 'refused'; cause: Exclude<RescueCause, 'denied' | 'removed'> }
  | { is: 'signed_out' }
  | { is: 'other_person' }

/** What the page may say about the text on it. `changes` counts what was changed and no barrier has confirmed, as people count it. */
export type SaveState =
  | { is: 'connecting' }
  | { is: 'saved' }
  | { is: 'saving' }
  | { is: 'offline'; changes: number; keeping: Keeping }
  | { is: 'read-only' }
  | (Ending & { changes: number; keeping: Keeping })

/** What may be done with the room's text: there is none yet, write (also while offline), read, or writing has ended. */
export type Access = 'waiting' | 'write' | 'read' | 'ended'

/** What a room knows about its edits. Only `step` makes a new one. */
export type Progress = {
  phase: 'joining' | 'joined' | 'lost' | 'ended'
  ending: Ending | null
  /** The text of the room is here, from the server or from this device: it may be older than the server's, but it is no longer nothing. */
  hasText: boolean
  canWrite: boolean
  /** Local transactions since the room was opened. */
  edits: number
  /** As many of them are committed in Postgres, from the first. */
  confirmed: number
  /** The barrier in flight, and how many edits went before it. */
  asked: { n: number; edits: number } | null
  lastBarrier: number
}

export type SaveEvent =
  | { type: 'restored'; canWrite: boolean }
  | { type: 'edited' }
  | { type: 'joined'; canWrite: boolean }
  | { type: 'lost' }
  | { type: 'asked'; n: number }
  | { type: 'answered'; n: number }
  | { type: 'ended'; ending: Ending }

export const firstProgress: Progress = {
  phase: 'joining',
  ending: null,
  hasText: false,
  canWrite: false,
  edits: 0,
  confirmed: 0,
  asked: null,
  lastBarrier: 0,
}

export const unconfirmed = (progress: Progress): number => progress.edits - progress.confirmed

const endWith = (progress: Progress, ending: Ending): Progress => ({ ...progress, phase: 'ended', ending, asked: null })

function join(progress: Progress, canWrite: boolean): Progress {
  // The server silently drops what a reader sends: edits made before the right went away would stay here, and look as if they were in the document.
  if (!canWrite && (progress.canWrite || unconfirmed(progress) > 0)) return endWith(progress, { is: 'refused', cause: 'right' })
  return { ...progress, phase: 'joined', ending: null, hasText: true, canWrite, asked: null }
}

function answer(progress: Progress, n: number): Progress {
  // An answer from before a reconnect says nothing about what this connection was sent.
  if (progress.asked?.n !== n) return progress
  return { ...progress, confirmed: progress.asked.edits, asked: null }
}

const isWaitingWithText = ({ phase, hasText }: Progress): boolean => phase === 'joining' && hasText

/** What the room knows after `event`. Pure; an ended room stays ended until it is joined again. */
export function step(progress: Progress, event: SaveEvent): Progress {
  switch (event.type) {
    case 'restored':
      return { ...progress, hasText: true, canWrite: event.canWrite }
    case 'edited':
      return { ...progress, edits: progress.edits + 1 }
    case 'joined':
      return join(progress, event.canWrite)
    case 'lost':
      return progress.phase === 'joined' || isWaitingWithText(progress) ? { ...progress, phase: 'lost', asked: null } : progress
    case 'asked':
      return { ...progress, asked: { n: event.n, edits: progress.edits }, lastBarrier: event.n }
    case 'answered':
      return answer(progress, event.n)
    case 'ended':
      return endWith(progress, event.ending)
  }
}

/** The barrier to send now, or null: one at a time, and only if an edit waits for it. */
export function dueBarrier(progress: Progress): number | null {
  const isDue = progress.phase === 'joined' && progress.canWrite && progress.asked === null && unconfirmed(progress) > 0
  return isDue ? progress.lastBarrier + 1 : null
}

const connecting: SaveState = { is: 'connecting' }
const saved: SaveState = { is: 'saved' }
const saving: SaveState = { is: 'saving' }
const readOnly: SaveState = { is: 'read-only' }

/**
 * @param changes how many distinct changes the unconfirmed edits are
 * @param keeping whether this device has them
 */
export function saveStateOf(progress: Progress, changes = 0, keeping: Keeping = 'kept'): SaveState {
  switch (progress.phase) {
    case 'joining':
      return connecting
    case 'lost':
      return { is: 'offline', changes, keeping }
    case 'ended':
      return progress.ending === null ? connecting : { ...progress.ending, changes, keeping }
    case 'joined':
      if (!progress.canWrite) return readOnly
      return unconfirmed(progress) > 0 ? saving : saved
  }
}

export function accessOf(progress: Progress): Access {
  switch (progress.phase) {
    case 'joining':
      if (!progress.hasText) return 'waiting'
      return progress.canWrite ? 'write' : 'read'
    case 'ended':
      return progress.hasText ? 'ended' : 'waiting'
    case 'joined':
    case 'lost':
      return progress.canWrite ? 'write' : 'read'
  }
}

export const isSameSaveState = (a: SaveState, b: SaveState): boolean =>
  a.is === b.is &&
  ('changes' in a ? a.changes : 0) === ('changes' in b ? b.changes : 0) &&
  ('keeping' in a ? a.keeping : null) === ('keeping' in b ? b.keeping : null) &&
  ('cause' in a ? a.cause : null) === ('cause' in b ? b.cause : null)
