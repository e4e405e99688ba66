import type { HocuspocusProviderWebsocket } from '@hocuspocus/provider'

/**
 * To be called before the library hears that its socket is closed. One that was opened and is closed before the server said anything would be tried
 * again twice, by its timer and by its retry, and the later of them replaces the socket of the earlier without telling anybody who uses it.
 */
export function tryAgainOnce(socket: HocuspocusProviderWebsocket): void {
  const wasOpened = socket.cancelWebsocketRetry === undefined
  if (wasOpened) socket.stopConnectionAttempt()
}
