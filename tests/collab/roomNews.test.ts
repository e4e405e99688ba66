import type { ServerMessage } from '@certloom/shared/collab/messages'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterEach, expect, test } from 'vitest'
import { watchNews } from '../../client/src/collab/roomNews.ts'

const socket = new HocuspocusProviderWebsocket({ url: 'ws://127.0.0.1:9', autoConnect: false })
const provider = new HocuspocusProvider({ websocketProvider: socket, name: 'document' })
const { snapshotsDelayed } = watchNews(provider, () => {})
const hear = (message: ServerMessage) => provider.receiveStateless(JSON.stringify(message))
afterEach(() => hear({ type: 'saving_recovered' }))

test.each<[string, () => void]>([
  ['the server says that they are not any more', () => hear({ type: 'saving_recovered' })],
  ['a revision was stored', () => hear({ type: 'stored', revision: 2 })],
  ['the room is joined again, and the server has not said so since', () => provider.authenticatedHandler('read-write')],
])('snapshots are delayed until %s', (_when, happen) => {
  hear({ type: 'saving_failed' })
  hear({ type: 'saving_failed' })
  expect(snapshotsDelayed.get()).toBe(true)
  happen()
  expect(snapshotsDelayed.get()).toBe(false)
})
