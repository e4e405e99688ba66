import type { HocuspocusProvider } from '@hocuspocus/provider'
import type { Awareness } from 'y-protocols/awareness'

/**
 * Sends local updates only between a completed sync and the loss of the connection. The provider itself queues them at any time, and after a
 * reconnect they would reach the server before the older ones that they build on. The sync on joining sends all of them in order.
 * @returns opens and shuts the gate
 */
export function gateUpdates(provider: HocuspocusProvider): { open: () => void; shut: () => void } {
  let isOpen = false
  provider.document.off('update', provider.boundDocumentUpdateHandler)
  provider.document.on('update', (update: Uint8Array, origin: unknown) => {
    if (isOpen) provider.documentUpdateHandler(update, origin)
  })
  return {
    open: () => {
      isOpen = true
    },
    shut: () => {
      isOpen = false
    },
  }
}

/** Others' states come back after a reconnect with the clock we know already; as old news they would be dropped for up to 15 s. */
export function forgetClocksOfOthers(awareness: Awareness): void {
  for (const client of [...awareness.meta.keys()]) if (client !== awareness.clientID) awareness.meta.delete(client)
}

/** The server forgot us when the connection went; the same state with a new clock brings us back. It ignores a state without any field. */
export function announceSelf(awareness: Awareness): void {
  awareness.setLocalState({ section: null, ...awareness.getLocalState() })
}
