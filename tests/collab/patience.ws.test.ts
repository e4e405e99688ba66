import { readConfig } from '@certloom/server/config'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { makeDocument, objectives } from '../support/documents.ts'
import { type Editor, join, ticketFor } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

const usual = readConfig({ SEED: 'empty', SECRET_KEY: 'x'.repeat(32) }).live

let world: World
afterEach(async () => {
  vi.useRealTimers()
  await world.stop()
})

async function start(limits: Partial<typeof usual> = {}): Promise<{ olivia: Person; room: string }> {
  world = await startWorld({ live: { ...usual, ...limits } })
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { room } = await makeDocument(olivia)
  return { olivia, room }
}

test('whoever sends more than their share for a minute without a pause is closed', async () => {
  const { olivia, room } = await start({ messagesPerSecond: 1 })
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(olivia, room))
  const send = (count: number): void => {
    for (let n = 0; n < count; n++) socket.sendStateless(room, `{"type":"barrier","n":${n}}`)
  }
  send(9_980) // as much as passes at once, less a few
  await vi.waitFor(() => expect(socket.heard.filter(({ text }) => text.includes('saved'))).toHaveLength(9_980), { timeout: 20_000 })
  let now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 8 // some twenty looks at the clock for each message: what it costs is never paid in between
    return now
  })
  onTestFinished(() => clock.mockRestore())
  send(600)
  expect(await socket.closed()).toBe(4429)
})

test('a socket that says nothing for two minutes is closed, and its place is free', async () => {
  const { olivia, room } = await start({ socketsPerRoom: 1 })
  const [ticket, another] = [await ticketFor(olivia, room), await ticketFor(olivia, room)]
  vi.useFakeTimers({ toFake: ['setInterval', 'Date'] })
  const silent = await openRawSocket(world)
  expect(await silent.join(room, ticket)).toBe('read-write')
  vi.advanceTimersByTime(125_000)
  vi.useRealTimers()
  expect(await silent.closed()).toBe(4408)
  const next = await openRawSocket(world)
  expect(await next.join(room, another)).toBe('read-write')
  next.close()
})

/** Writes on until what was written is in a version. */
async function writeUntilStored(editor: Editor): Promise<void> {
  let isStored = false
  editor.provider.on('stateless', ({ payload }: { payload: string }) => {
    isStored ||= payload.includes('"stored"')
  })
  await vi.waitFor(
    () => {
      editor.type(objectives, ' and on')
      expect(isStored).toBe(true)
    },
    { timeout: 8_000, interval: 50 },
  )
  editor.leave()
}

test('whoever writes without a pause is saved all the same after half a minute', async () => {
  const { olivia, room } = await start()
  const editor = await join(world, olivia, room)
  editor.type(objectives, 'On')
  await editor.saved()
  const now = performance.now.bind(performance)
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 30_000)
  onTestFinished(() => clock.mockRestore())
  await writeUntilStored(editor)
})

test('two thousand edits are saved without waiting for a pause', async () => {
  const { olivia, room } = await start()
  const editor = await join(world, olivia, room)
  for (let edit = 0; edit < 2_000; edit++) editor.type(objectives, 'x')
  await writeUntilStored(editor)
})

test('a server that is being stopped opens no more sockets', async () => {
  await start()
  await world.app.collab.drain()
  await expect(openRawSocket(world)).rejects.toThrow('503')
})
