import pg from 'pg'
import type { Log } from '../log.ts'

/** How long to wait before a lost connection is opened again, in milliseconds. */
const pause = 1_000

export type Listener = { close(): Promise<void> }

type Heard = {
  /** told the payload of each announcement, after its transaction was committed */
  announced: (payload: string) => void
  /** told whenever listening begins: what is announced from here on is heard */
  began?: () => void
  /** told when the connection was lost: what was announced until it is back is never heard */
  missed: () => void
}

/** Listens to what transactions announce on a channel (`pg_notify`), on a connection of its own, which comes back by itself. */
export function listen(url: string, channel: string, { announced, began, missed }: Heard, log: Log): Listener {
  let isClosed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const opened = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 })
    client = opened
    opened.on('notification', ({ payload }) => announced(payload ?? ''))
    opened.on('error', (error) => lost(opened, error))
    opened.on('end', () => lost(opened))
    try {
      await opened.connect()
      await opened.query(`listen ${pg.escapeIdentifier(channel)}`)
      began?.()
    } catch (error) {
      lost(opened, error)
    }
  }

  function lost(which: pg.Client, error?: unknown): void {
    if (isClosed || which !== client) return
    client = undefined
    log.debug({ err: error }, 'the connection that listens was lost')
    void which.end().catch(() => {}) // it is gone already
    missed()
    retry = setTimeout(() => void connect(), pause)
  }

  void connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
