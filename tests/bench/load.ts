import { setTimeout as pause } from 'node:timers/promises'
import { textSection } from '@certloom/shared/collab/documentDoc'
import * as Y from 'yjs'
import { type Connection, openConnection, type Seat } from './connection.ts'
import { median } from './figures.ts'
import type { Subject } from './subjects.ts'

/**
 * How many rooms with how many people, one of whom types in each, for how long; and for how long after that with the question whether it is
 * committed behind each key, where a server answers it.
 */
export type Shape = { rooms: number; people: number; editsPerSecond: number; seconds: number; durableSeconds: number }

/** What one run of a shape showed. Times in milliseconds, memory in bytes, CPU as a share of one core. */
export type Run = {
  /** From a key to the update in another person's hands, for each other person. */
  propagation: number[]
  /** From opening a socket to its first sync. */
  join: number[]
  /** From a key to the answer that it is committed; nothing where a server keeps nothing. */
  durable: number[]
  /** Updates that somebody did not receive, and questions whether one is committed that were not answered. */
  lost: number
  /** How large an edit is as an update of Yjs, the one in the middle, in bytes; each is one letter. */
  bytesPerKey: number
  serverCpu: number
  databaseCpu: number | null
  /** What the server grew by when everybody had joined. */
  memory: number
}

/** Sockets opened at the same time. */
const joiningAtOnce = 20
/** What has not arrived this long after the last key, in milliseconds, is counted as lost. */
const patience = 10_000
/** Not measured: the first seconds, in which code is compiled and pools are filled. */
const warmUp = 1_000

/** Fills a server with a shape's people, lets one in each room type, and measures. */
export async function runLoad(subject: Subject, shape: Shape): Promise<Run> {
  const seats = await subject.seats(shape.rooms, shape.people)
  const empty = subject.use()
  const rooms = await inBatches(seats, Math.max(1, Math.floor(joiningAtOnce / shape.people)), (places) => openRoom(subject, places))
  const full = subject.use()
  const used = await typeEverywhere(subject, rooms, shape.editsPerSecond, shape.seconds, (room) => room.press())
  await settle(rooms)
  const propagation = rooms.flatMap((room) => room.propagation)
  if (subject.isDurable) {
    await typeEverywhere(subject, rooms, shape.editsPerSecond, shape.durableSeconds, (room) => room.pressAndAsk())
    await settle(rooms)
  }
  for (const room of rooms) room.close()
  return {
    propagation,
    join: rooms.flatMap((room) => room.joins),
    durable: rooms.flatMap((room) => room.durable),
    lost: rooms.reduce((sum, room) => sum + room.missing() + room.unanswered(), 0),
    bytesPerKey: median(rooms.flatMap((room) => room.sizes)),
    ...used,
    memory: full.server.memory - empty.server.memory,
  }
}

/** Each room's typist presses keys evenly, and the rooms one after the other within an interval. */
async function typeEverywhere(
  subject: Subject,
  rooms: readonly Room[],
  editsPerSecond: number,
  seconds: number,
  press: (room: Room) => void,
): Promise<Pick<Run, 'serverCpu' | 'databaseCpu'>> {
  const interval = 1_000 / editsPerSecond
  const timers: NodeJS.Timeout[] = []
  for (const [index, room] of rooms.entries()) {
    timers.push(setTimeout(() => timers.push(setInterval(() => press(room), interval)), (index / rooms.length) * interval))
  }
  await pause(warmUp)
  for (const room of rooms) room.forget()
  const before = subject.use()
  const begun = performance.now()
  await pause(seconds * 1_000)
  const after = subject.use()
  const taken = (performance.now() - begun) / 1_000
  for (const timer of timers) clearTimeout(timer)
  return {
    serverCpu: (after.server.cpu - before.server.cpu) / taken,
    databaseCpu: after.database && before.database ? (after.database.cpu - before.database.cpu) / taken : null,
  }
}

async function settle(rooms: readonly Room[]): Promise<void> {
  const deadline = performance.now() + patience
  while (rooms.some((room) => room.missing() > 0 || room.unanswered() > 0) && performance.now() < deadline) await pause(20)
}

type Room = {
  propagation: number[]
  durable: number[]
  joins: number[]
  /** Bytes of each edit. */
  sizes: number[]
  press(): void
  /** Presses a key, and asks whether it is committed. */
  pressAndAsk(): void
  /** Drops what was measured, not what is on its way. */
  forget(): void
  /** Updates that somebody has not received. */
  missing(): number
  /** Questions whether a key is committed that wait for their answer. */
  unanswered(): number
  close(): void
}

/** Joins everybody of one room. The first of them types; the others look which of the typist's edits have reached them. */
async function openRoom(subject: Subject, seats: readonly Seat[]): Promise<Room> {
  const doc = new Y.Doc()
  const sentAt: number[] = []
  const seen = seats.map(() => -1)
  const room: Pick<Room, 'propagation' | 'durable'> = { propagation: [], durable: [] }
  let waiting = 0
  /** The typist's clock after each edit. */
  const clocks: number[] = []
  const sizes: number[] = []

  const hear = (reader: number) => (update: Uint8Array) => {
    const at = performance.now()
    const clock = Y.parseUpdateMeta(update).to.get(doc.clientID)
    if (clock === undefined) return
    for (let edit = (seen[reader] ?? -1) + 1; edit < clocks.length && (clocks[edit] ?? 0) <= clock; edit++) {
      room.propagation.push(at - (sentAt[edit] ?? at))
      seen[reader] = edit
    }
  }
  const connections = await inBatches(seats, joiningAtOnce, (seat, reader) =>
    openConnection(subject.protocol, seat, reader === 0 ? ignore : hear(reader)),
  )
  const [typist] = connections as [Connection, ...Connection[]]
  Y.applyUpdate(doc, typist.state)
  const text = ownParagraph(doc, seats[0]?.section ?? '')
  typist.sendUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(typist.state)))
  doc.on('update', (update: Uint8Array) => {
    clocks.push(Y.getState(doc.store, doc.clientID))
    sizes.push(update.length)
    sentAt.push(performance.now())
    typist.sendUpdate(update)
  })
  const press = (): void => text.insert(text.length, 'a')
  return Object.assign(room, {
    joins: connections.map(({ joined }) => joined),
    sizes,
    press,
    pressAndAsk() {
      const begun = performance.now()
      press()
      waiting++
      void typist.saved().then(() => {
        waiting--
        room.durable.push(performance.now() - begun)
      })
    },
    forget() {
      room.propagation.length = 0
      room.durable.length = 0
    },
    missing: () => seen.slice(1).reduce((sum, last) => sum + (clocks.length - 1 - last), 0),
    unanswered: () => waiting,
    close: () => {
      for (const connection of connections) connection.close()
    },
  })
}

/** Some servers tell the typist what it said; that is no propagation. */
const ignore = (): void => {}

/** An empty paragraph at the end of a section, to type in. */
function ownParagraph(doc: Y.Doc, section: string): Y.XmlText {
  const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()]
  doc.transact(() => {
    paragraph.insert(0, [text])
    textSection(doc, section).push([paragraph])
  })
  return text
}

/** Does something for each, so many at a time, in order. */
async function inBatches<In, Out>(all: readonly In[], size: number, work: (one: In, index: number) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = []
  for (let from = 0; from < all.length; from += size) {
    results.push(...(await Promise.all(all.slice(from, from + size).map((one, n) => work(one, from + n)))))
  }
  return results
}
