import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { ticketFor } from '../support/live.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { besiege } from './besieged.ts'

const here = besiege()

test('a connection that is cut before it became a socket harms nobody', async () => {
  const { port } = new URL(here.world.url)
  for (let attempt = 0; attempt < 20; attempt++) {
    const cut = connect(Number(port), '127.0.0.1')
    cut.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    cut.on('error', () => {})
    cut.resetAndDestroy()
  }
  await here.expectUnharmed()
})

test('a frame of 5 MB ends the socket that sent it and nothing else', async () => {
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  socket.sendUpdate(here.room, new Uint8Array(5 * 1024 * 1024))
  expect(await socket.closed()).toBe(1009)
  await here.expectUnharmed()
})

test('a socket from another site is not opened, nor one to another address', async () => {
  await expect(openRawSocket(here.world, { origin: 'https://evil.example' })).rejects.toThrow('403')
  await expect(openRawSocket(here.world, { path: '/socket' })).rejects.toThrow('404')
  await expect(openRawSocket(here.world, { path: '//' })).rejects.toThrow('404')
  const own = await openRawSocket(here.world, { origin: here.world.url })
  expect(own.isOpen()).toBe(true)
  own.close()
})

test('noise on the socket neither stops the server nor reaches anybody', async () => {
  for (const bytes of [new Uint8Array(), new Uint8Array([0]), new Uint8Array(300).fill(255), new TextEncoder().encode('hello')]) {
    const socket = await openRawSocket(here.world)
    socket.sendBytes(bytes)
    socket.sendStateless(here.room, '{"type":"barrier","n":1}')
    socket.close()
  }
  const member = await openRawSocket(here.world)
  await member.join(here.room, await ticketFor(here.mallory, here.room))
  for (const payload of [
    '',
    '{',
    'null',
    '{"type":"barrier"}',
    '{"type":"barrier","n":-1}',
    `{"type":"barrier","n":1,"x":"${'x'.repeat(5_000)}"}`,
  ])
    member.sendStateless(here.room, payload)
  member.sendStateless(here.room, '{"type":"barrier","n":5}')
  await vi.waitFor(() =>
    expect(member.heard.filter((heard) => heard.text !== '').map((heard) => heard.text)).toEqual(['{"type":"saved","n":5}']),
  )
  await here.expectUnharmed()
  member.close()
  expect((await fetch(`${here.world.url}/healthz`)).status).toBe(200)
})
