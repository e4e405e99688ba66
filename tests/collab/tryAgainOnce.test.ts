import { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tryAgainOnce } from '../../client/src/collab/tryAgainOnce.ts'

/** A socket to nowhere: the test says what happens to it. */
class Line extends EventTarget {
  static all: Line[] = []
  readyState = 0
  constructor() {
    super()
    Line.all.push(this)
  }
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  hear(): void {
    this.dispatchEvent(new MessageEvent('message', { data: new Uint8Array([9]).buffer }))
  }
  lose(): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }))
  }
  close(): void {
    this.readyState = 3
  }
  send(): void {}
}

beforeEach(() => {
  vi.useFakeTimers()
  Line.all = []
})
afterEach(() => vi.useRealTimers())

function connect(): HocuspocusProviderWebsocket {
  const socket: HocuspocusProviderWebsocket = new HocuspocusProviderWebsocket({
    url: 'ws://nowhere.example/collab',
    WebSocketPolyfill: Line,
    delay: 1_000,
    minDelay: 1_000,
    maxDelay: 15_000,
    onClose: () => tryAgainOnce(socket),
  })
  return socket
}

const last = (): Line => Line.all.at(-1) as Line

test('a socket that was closed before the server said anything is replaced by one, and that one stays', async () => {
  const socket = connect()
  await vi.advanceTimersByTimeAsync(0)
  last().open()
  last().lose()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(Line.all).toHaveLength(2)
  last().open()
  last().hear()
  await vi.advanceTimersByTimeAsync(25_000)
  expect(Line.all).toHaveLength(2)
  socket.destroy()
})

test('a server that cannot be reached is tried until it can', async () => {
  const socket = connect()
  await vi.advanceTimersByTimeAsync(0)
  for (let refusals = 1; refusals <= 3; refusals++) {
    last().dispatchEvent(new Event('error'))
    last().lose()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(Line.all).toHaveLength(refusals + 1)
  }
  last().open()
  last().lose() // and what came so far is lost once more
  await vi.advanceTimersByTimeAsync(15_000)
  expect(Line.all).toHaveLength(5)
  socket.destroy()
})
