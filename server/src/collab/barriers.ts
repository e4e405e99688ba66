import { parseBarrier, type ServerMessage } from '@certloom/shared/collab/messages'
import { type Connection, OutgoingMessage } from '@hocuspocus/server'
import type { Log } from '../log.ts'
import type { Member } from './authenticate.ts'
import type { UpdateLog } from './durability.ts'

/** How long after an answer that could not be used the client is asked again, in milliseconds. */
const askAgainAfter = 200

/** Answers barriers: `saved` is said only when everything that came before on that connection is committed, and nothing of it was left out. */
export class Barriers {
  readonly #updateLog: UpdateLog
  readonly #log: Log

  constructor(parts: { updateLog: UpdateLog; log: Log }) {
    this.#updateLog = parts.updateLog
    this.#log = parts.log
  }

  /** Takes a stateless message; what is no barrier is ignored. */
  take(connection: Connection, payload: string): void {
    const member = connection.context as Member
    const barrier = parseBarrier(payload)
    if (!barrier || member.isRevoked) return
    if (member.heldBarriers) member.heldBarriers.push(barrier.n)
    else this.#confirm(connection, barrier.n)
  }

  /** Leaves out a message that cannot be applied yet: it is made an empty one where it lies, and the client is asked what else the server lacks. */
  leaveOut(connection: Connection, payload: Uint8Array, isAnswer: boolean): void {
    const member = connection.context as Member
    payload.fill(0) // Hocuspocus reads the same bytes again
    const isAsked = member.heldBarriers !== undefined
    member.heldBarriers ??= []
    if (isAnswer) setTimeout(() => ask(connection), askAgainAfter).unref()
    else if (!isAsked) ask(connection)
  }

  /** What was missing was applied: those barriers that waited for it can be answered. */
  catchUp(connection: Connection): void {
    const member = connection.context as Member
    const held = member.heldBarriers ?? []
    member.heldBarriers = undefined
    for (const n of held) this.#confirm(connection, n)
  }

  #confirm(connection: Connection, n: number): void {
    const { document } = connection
    this.#updateLog
      .committed(document.name)
      .then(() => {
        if (document.hasConnection(connection)) connection.sendStateless(JSON.stringify({ type: 'saved', n } satisfies ServerMessage))
      })
      .catch((error: unknown) => this.#log.error({ err: error }, 'a barrier could not be answered'))
  }
}

function ask(connection: Connection): void {
  const { document, messageAddress } = connection
  if (document.hasConnection(connection))
    connection.send(new OutgoingMessage(messageAddress).createSyncMessage().writeFirstSyncStepFor(document).toUint8Array())
}
