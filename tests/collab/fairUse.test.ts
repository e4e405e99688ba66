import { readFileSync } from 'node:fs'
import path from 'node:path'
import { FairUse, type Seat } from '@certloom/server/collab/fairUse'
import { readConfig } from '@certloom/server/config'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// What is owed shrinks with time, and nearly half a million messages take some to count.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const secret = { SECRET_KEY: 'x'.repeat(32) }
const usual = readConfig(secret).live

/** What one socket may send at once after a pause. */
const burst = { messages: 10_000, bytes: 16 * 1024 * 1024 }

/** A socket this person is signed in on. */
function take(fairUse: FairUse, person: string, address: string): Seat {
  const seat = fairUse.admit(address)
  if (!seat) throw new Error('not admitted')
  seat.enterRoom(person)
  return seat
}

const nth = (n: number): string => `10.0.0.${n}`

const ways: [string, (seat: Seat) => void][] = [
  ['bytes', (seat) => seat.take(burst.bytes)],
  [
    'messages',
    (seat) => {
      for (let n = 0; n < burst.messages; n++) seat.take(0)
    },
  ],
]

test.each(ways)('a person sends four times as much as one socket may in %s, wherever they sit', (_what, sendAll) => {
  const fairUse = new FairUse(usual)
  const seats = Array.from({ length: 5 }, (_, n) => take(fairUse, 'ana', nth(n)))
  const [last] = seats.slice(-1) as [Seat]
  for (const seat of seats.slice(0, 4)) sendAll(seat)
  expect(seats.map((seat) => seat.wait)).toEqual([0, 0, 0, 0, 0])
  sendAll(last)
  expect(seats.every((seat) => seat.wait > 0)).toBe(true)
  expect(take(fairUse, 'ben', nth(0)).wait).toBe(0)
})

test.each(ways)('an address sends forty times as much as one socket may in %s, whoever sits there', (_what, sendAll) => {
  const fairUse = new FairUse(usual)
  const seats = Array.from({ length: 41 }, (_, n) => take(fairUse, `person ${n}`, nth(1)))
  const [last] = seats.slice(-1) as [Seat]
  for (const seat of seats.slice(0, 40)) sendAll(seat)
  expect(seats.some((seat) => seat.wait > 0)).toBe(false)
  sendAll(last)
  expect(seats.every((seat) => seat.wait > 0)).toBe(true)
  expect(take(fairUse, 'person 0', nth(2)).wait).toBe(0)
})

test('whoever asks on and on what a room holds waits, and nobody does who joins all the rooms of a socket twice', () => {
  const fairUse = new FairUse(usual)
  const seats = Array.from({ length: 5 }, (_, n) => take(fairUse, 'ana', nth(n)))
  const [first, last] = [seats[0], seats[4]] as [Seat, Seat]
  const ask = (seat: Seat, times: number): void => {
    for (let n = 0; n < times; n++) seat.ask()
  }
  for (const seat of seats.slice(0, 4)) ask(seat, 2 * usual.roomsPerSocket)
  expect(seats.map((seat) => seat.wait)).toEqual([0, 0, 0, 0, 0])
  ask(first, 5)
  expect(first.wait).toBe(1_000)
  vi.advanceTimersByTime(1_000)
  expect(seats.map((seat) => seat.wait)).toEqual([0, 0, 0, 0, 0])
  ask(last, 55)
  expect(last.wait).toBe(2_000) // 40 more than the person's 320 and the 20 of that second
})

test('what a person owes is paid at their rate, and forgotten with their last socket', () => {
  const fairUse = new FairUse({ ...usual, bytesPerSecond: 1_000 })
  const seats = Array.from({ length: 5 }, (_, n) => take(fairUse, 'ana', nth(n)))
  for (const seat of seats.slice(0, 4)) seat.take(burst.bytes)
  seats[4]?.take(8_000)
  expect(seats[4]?.wait).toBe(2_000) // 8,000 bytes at four times 1,000 a second
  vi.advanceTimersByTime(500)
  expect(seats[4]?.wait).toBe(1_500)
  for (const seat of seats) seat.free()
  expect(take(fairUse, 'ana', nth(0)).wait).toBe(0)
})

test('shares are read from the configuration', () => {
  const { live } = readConfig({ ...secret, LIVE_PERSON_SHARE: '2', LIVE_ADDRESS_SHARE: '3' })
  const ofOne = new FairUse(live)
  const own = Array.from({ length: 3 }, (_, n) => take(ofOne, 'ana', nth(n)))
  for (const seat of own) seat.take(burst.bytes)
  expect(own.every((seat) => seat.wait > 0)).toBe(true)
  const ofAll = new FairUse(live)
  const there = Array.from({ length: 4 }, (_, n) => take(ofAll, `person ${n}`, nth(1)))
  for (const seat of there.slice(0, 3)) seat.take(burst.bytes)
  expect(there[3]?.wait).toBe(0)
  there[3]?.take(burst.bytes)
  expect(there[3]?.wait).toBeGreaterThan(0)
})

test('every limit of live documents is described with the value it has', () => {
  const described = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8')
  const values = Object.fromEntries([...described.matchAll(/^(LIVE_\w+)=(\d+)$/gm)].map(([, name, value]) => [name, value]))
  expect(readConfig({ ...secret, ...values }).live).toEqual(usual)
  expect(Object.keys(values)).toHaveLength(Object.keys(usual).length)
})
