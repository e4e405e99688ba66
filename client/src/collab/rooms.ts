import { type Owner, openDevice, type RoomAbout } from './device.ts'
import type { Carried } from './recovery.ts'
import { openRoom, type Room } from './room.ts'

/** Whose room it is, and what it is about. */
export type RoomPlace = { owner: Owner; about: RoomAbout }

/** A room that a page is about to show. */
export type NextRoom = { name: string; about: RoomAbout }

type Entry = {
  room: Room
  place: RoomPlace
  /** the room's fresh copy, onto which what it was refused is being merged; takes its place after that */
  successor: Room | undefined
  users: number
  reaper: ReturnType<typeof setTimeout> | undefined
}

const entries = new Map<string, Entry>()
const listeners = new Set<() => void>()

/** Long enough for StrictMode's second mount and for going back at once. */
const grace = 5_000

function reapLater(name: string, entry: Entry): void {
  clearTimeout(entry.reaper)
  entry.reaper = setTimeout(() => {
    if (entry.users > 0) return
    // Edits that are not confirmed are still to be brought to the server: stay until they are.
    if (entry.room.hasUnsaved() || entry.successor?.hasUnsaved()) reapLater(name, entry)
    else {
      if (entries.get(name) === entry) entries.delete(name)
      entry.successor?.leave()
      entry.room.leave()
    }
  }, grace)
}

function openAs(name: string, place: RoomPlace, carried?: Carried): Room {
  const room: Room = openRoom({
    name,
    ...place,
    ...(carried ? { carried } : {}),
    onRefused: (refused) => succeed(name, room, refused),
    onMerged: () => takeOver(name, room),
  })
  return room
}

/** A room was refused what was written in it: it is joined afresh, and stays to be seen until that has merged what it may. */
function succeed(name: string, refused: Room, carried: Carried): void {
  const entry = entries.get(name)
  if (!entry) return
  if (entry.successor === refused) entry.successor.leave()
  entry.successor = openAs(name, entry.place, carried)
}

function takeOver(name: string, room: Room): void {
  const entry = entries.get(name)
  if (entry?.successor !== room) return
  entry.room.leave()
  entry.room = room
  entry.successor = undefined
  for (const listener of [...listeners]) listener()
}

/** Its person was shut out of it, and left it: whoever comes back asks again, since what was archived may have returned. */
const isPast = ({ room, users }: Entry): boolean => users === 0 && room.save.get().is === 'denied' && !room.hasUnsaved()

/** The open room of that name, opened if need be; it closes by itself unless somebody uses it. */
export function roomNamed(name: string, place: RoomPlace): Room {
  const existing = entries.get(name)
  if (existing && !isPast(existing)) return existing.room
  if (existing) {
    clearTimeout(existing.reaper)
    existing.successor?.leave()
    existing.room.leave()
  }
  const entry: Entry = { room: openAs(name, place), place, successor: undefined, users: 0, reaper: undefined }
  entries.set(name, entry)
  reapLater(name, entry)
  return entry.room
}

/** Keeps a room open until the returned function is called. */
export function retainRoom(name: string, place: RoomPlace): () => void {
  roomNamed(name, place)
  const entry = entries.get(name) as Entry
  entry.users += 1
  clearTimeout(entry.reaper)
  return () => {
    entry.users -= 1
    if (entry.users === 0) reapLater(name, entry)
  }
}

/**
 * Joins a room while the page that shows it is drawn for the first time.
 * @param next what the page asks for meanwhile; null if there is nothing to show
 */
export async function joinAhead(owner: Owner, next: Promise<NextRoom | null>): Promise<void> {
  void openDevice(owner) // takes about as long as what is asked
  const room = await next
  if (room) roomNamed(room.name, { owner, about: room.about })
}

/** Leaves a room and opens it afresh. */
export function reopenRoom(name: string): void {
  const entry = entries.get(name)
  if (!entry) return
  entry.successor?.leave()
  entry.successor = undefined
  entry.room.leave()
  entry.room = openAs(name, entry.place)
  for (const listener of [...listeners]) listener()
}

export function onRoomReopened(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
