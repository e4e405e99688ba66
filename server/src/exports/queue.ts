import { AppError } from '@certloom/shared/errors'
import type { Exports, Services } from '../context.ts'
import { type TakenExport, takeExport } from '../db/identity.ts'
import { withTenant } from '../db/tenant.ts'
import type { Printer } from './printer.ts'
import { writeExport } from './writeExport.ts'

/** How often it looks for what another process left, in milliseconds. */
const lookEvery = 30_000
/** What ended the server three times would end it again. */
const mostAttempts = 3

type Parts = Pick<Services, 'db' | 'log' | 'files' | 'live'> & { printer: Printer }

/**
 * Makes exports, one after the other: a print takes the memory of a browser. Each is a row that is taken for a while; what a crash interrupts is
 * taken again.
 */
export function openExports(parts: Parts): Exports {
  const { db, log, printer } = parts
  let running: Promise<void> | undefined
  let current: { id: string; calling: AbortController } | undefined
  let asked = false
  let stopped = false

  async function makeAll(): Promise<void> {
    while (asked && !stopped) {
      asked = false
      for (let job = await takeExport(db); job; job = stopped ? null : await takeExport(db)) await make(job)
    }
  }

  async function make(job: TakenExport): Promise<void> {
    const calling = new AbortController()
    current = { id: job.id, calling }
    try {
      if (job.attempts > mostAttempts)
        throw new AppError('unavailable', 'The server ended several times while this was made. Export it in parts.')
      await writeExport(parts, job, calling.signal)
    } catch (error) {
      if (stopped) await settle(job, { status: 'queued', leasedUntil: null })
      else if (!calling.signal.aborted) await settle(job, { status: 'failed', failure: reasonOf(error) })
      if (!(error instanceof AppError)) log.error({ err: error, export: job.id }, 'an export failed')
    } finally {
      current = undefined
    }
  }

  /** Only what is still running: who called it off has decided already. */
  const settle = (job: TakenExport, data: { status: 'queued' | 'failed'; failure?: string; leasedUntil?: null }): Promise<unknown> =>
    withTenant(db, { organizationId: job.organization_id }, (tx) =>
      tx.exportJob.updateMany({ where: { organizationId: job.organization_id, id: job.id, status: 'running' }, data }),
    )

  function nudge(): void {
    asked = true
    if (stopped || running) return
    running = makeAll()
      .catch((error: unknown) => log.error({ err: error }, 'exports could not be looked for'))
      .finally(() => {
        running = undefined
        if (asked) nudge()
      })
  }

  const timer = setInterval(nudge, lookEvery).unref()
  nudge()
  return {
    nudge,
    cancel(id) {
      if (current?.id === id) current.calling.abort()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      current?.calling.abort()
      await printer.close()
      await running
    },
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof AppError ? error.message : 'Something went wrong on our side. Try again; if it stays, tell whoever runs the server.'
