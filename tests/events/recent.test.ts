import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Recent } from '../../server/src/events/recent.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

function heardFor(milliseconds: number): Recent<string> {
  const recent = new Recent<string>(60_000)
  recent.begin()
  vi.advanceTimersByTime(milliseconds)
  return recent
}

test('what was announced in the last moments is told in order, and nothing from before them', () => {
  const recent = heardFor(1_000)
  recent.add('first')
  vi.advanceTimersByTime(2_000)
  recent.add('second')
  recent.add('third')
  expect(recent.within(1_000)).toEqual(['second', 'third'])
  expect(recent.within(2_500)).toEqual(['first', 'second', 'third'])
  expect(recent.within(0)).toEqual([])
})

test('whoever reaches back behind what was heard is told that there may have been more', () => {
  const recent = heardFor(1_000)
  expect(recent.within(1_001)).toBeNull()
  recent.lose()
  expect(recent.within(0)).toBeNull()
  recent.begin()
  expect(recent.within(0)).toEqual([])
  expect(recent.within(1)).toBeNull()
})

test('nothing is kept for longer than a minute, and of a flood no more than ten thousand', () => {
  const recent = heardFor(120_000)
  recent.add('old')
  vi.advanceTimersByTime(61_000)
  recent.add('new')
  expect(recent.within(60_000)).toEqual(['new'])
  expect(recent.within(61_001)).toBeNull()
  for (let number = 1; number <= 10_001; number++) {
    vi.advanceTimersByTime(1)
    recent.add(`flood ${number}`)
  }
  expect(recent.within(10_001)).toBeNull()
  expect(recent.within(10_000)).toHaveLength(10_000)
})
