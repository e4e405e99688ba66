import { parseServerMessage } from '@certloom/shared/collab/messages'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { createStore, type Store } from './store.ts'

/** What the server tells everybody in a room about how it is stored. */
export type RoomNews = {
  /** Snapshots do not reach the database at the moment; edits are kept in the log. */
  readonly snapshotsDelayed: Pick<Store<boolean>, 'get' | 'subscribe'>
  /** The last revision that the server told of. */
  readonly storedRevision: Pick<Store<number | null>, 'get' | 'subscribe'>
}

/** Listens to the server's messages. @param onSaved told the barrier that is answered */
export function watchNews(provider: HocuspocusProvider, onSaved: (n: number) => void): RoomNews {
  const snapshotsDelayed = createStore(false)
  const storedRevision = createStore<number | null>(null)
  provider.on('stateless', ({ payload }: { payload: string }) => {
    const message = parseServerMessage(payload)
    if (message?.type === 'saved') onSaved(message.n)
    if (message?.type === 'stored') storedRevision.set(message.revision)
    if (message?.type === 'saving_failed') snapshotsDelayed.set(true)
    if (message?.type === 'saving_recovered' || message?.type === 'stored') snapshotsDelayed.set(false)
  })
  // What was told on the connection before may be over; if it is not, the server tells it again.
  provider.on('authenticated', () => snapshotsDelayed.set(false))
  return { snapshotsDelayed, storedRevision }
}
