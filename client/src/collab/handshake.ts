import type { HocuspocusProvider, onMessageParameters } from '@hocuspocus/provider'
import { gateUpdates } from './roomDoc.ts'
import { isStepOne } from './roomMessages.ts'

export type Handshake = {
  /** The server has heard everything that was written before, and may hear what comes after it. */
  isDone: () => boolean
  /** The connection is gone: the next one begins with a handshake again. */
  undo: () => void
}

/** Answers the server's question what we have before anything else is sent. @param onDone told every time that has happened */
export function watchHandshake(provider: HocuspocusProvider, onDone: () => void): Handshake {
  const gate = gateUpdates(provider)
  let isDone = false
  provider.on('message', (parameters: onMessageParameters) => {
    if (isDone || !isStepOne(parameters)) return
    // The provider answers while it handles this message; what is typed after that must travel as updates.
    queueMicrotask(() => {
      isDone = true
      gate.open()
      onDone()
    })
  })
  return {
    isDone: () => isDone,
    undo: () => {
      gate.shut()
      isDone = false
    },
  }
}
