import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import type { Visitor } from '../support/client.ts'

export type BenchRoom = { doc: Y.Doc; saved(): Promise<void>; leave(): void }

/** Opens a document as a browser does: a ticket, a socket, and the first sync. */
export async function openBenchRoom(url: string, visitor: Visitor, room: string): Promise<BenchRoom> {
  const doc = new Y.Doc()
  const socket = new HocuspocusProviderWebsocket({ url: `${url.replace('http', 'ws')}/collab` })
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: room,
    document: doc,
    token: async () => (await visitor.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })).ticket,
  })
  const synced = new Promise<void>((resolve) => provider.on('synced', () => resolve()))
  provider.attach()
  await synced
  return {
    doc,
    saved: () =>
      new Promise((resolve) => {
        provider.on('stateless', ({ payload }: { payload: string }) => {
          if ((JSON.parse(payload) as { type: string }).type === 'saved') resolve()
        })
        provider.sendStateless(JSON.stringify({ type: 'barrier', n: 1 }))
      }),
    leave() {
      provider.destroy()
      socket.destroy()
    },
  }
}
