import { openRoom, type Room } from './room.ts'

type Entry = { room: Room; users: number; reaper: ReturnType<typeof setTimeout> | undefined }

const entries = new Map<string, Entry>()
const listeners = new Set<() => void>()

/** Long enough for StrictMode's second mount and for going back at once. */
const grace = 5_000

function reapLater(name: string, entry: Entry): void {
  clearTimeout(entry.reaper)
  entry.reaper = setTimeout(() => {
    if (entry.users > 0) return
    // Edits that are not confirmed live only here: stay until they are.
    if (entry.room.hasUnsaved()) reapLater(name, entry)
    else {
      if (entries.get(name) === entry) entries.delete(name)
      entry.room.leave()
    }
  }, grace)
}

/** The open room of that name, opened if need be; it closes by itself unless somebody uses it. */
export function roomNamed(name: string): Room {
  const existing = entries.get(name)
  if (existing) return existing.room
  const entry: Entry = { room: openRoom(name), users: 0, reaper: undefined }
  entries.set(name, entry)
  reapLater(name, entry)
  return entry.room
}

/** Keeps a room open until the returned function is called. */
export function retainRoom(name: string): () => void {
  roomNamed(name)
  const entry = entries.get(name) as Entry
  entry.users += 1
  clearTimeout(entry.reaper)
  return () => {
    entry.users -= 1
    if (entry.users === 0) reapLater(name, entry)
  }
}

/** Leaves a room and opens it afresh, without what was not confirmed. */
export function reopenRoom(name: string): void {
  const entry = entries.get(name)
  if (!entry) return
  entry.room.leave()
  entry.room = openRoom(name)
  for (const listener of [...listeners]) listener()
}

export function onRoomReopened(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
