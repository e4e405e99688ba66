import type { Document } from '@hocuspocus/server'

const sentThisTurn = new WeakSet<Document>()

/**
 * Sends a change of a document to everybody in it before anything else is done with it. Hocuspocus alone would wait for the end of the turn of the
 * event loop, and with that for our own work; so only the first change of a turn goes at once, and what follows it in the same turn goes together.
 */
export function sendAtOnce(document: Document): void {
  if (sentThisTurn.has(document)) return
  sentThisTurn.add(document)
  setImmediate(() => sentThisTurn.delete(document))
  document.flush()
}
