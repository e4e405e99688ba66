import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchWaking } from '../../client/src/collab/waking.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const hour = 3_600_000

test.each([
  ['has passed an hour by, as after a sleep', hour],
  ['was set back an hour, so that a silence would be measured wrong', -hour],
])('a clock that %s has the line looked at once', (_what, jump) => {
  const onWake = vi.fn()
  watchWaking(onWake)
  vi.advanceTimersByTime(60_000)
  expect(onWake).not.toHaveBeenCalled()
  vi.setSystemTime(Date.now() + jump)
  vi.advanceTimersByTime(60_000)
  expect(onWake).toHaveBeenCalledOnce()
})
