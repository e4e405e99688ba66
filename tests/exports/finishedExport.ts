import type { ExportJob } from '@certloom/shared/exports/contract'
import { vi } from 'vitest'
import type { Person } from '../support/people.ts'

/** An export once it is over, however it ended; `onLook` is told how it stands each time somebody looks. */
export const ended = (by: Person, { id }: { id: string }, onLook?: (job: ExportJob) => void): Promise<ExportJob> =>
  vi.waitFor(
    async () => {
      const job = (await by.api.exports.get({ export_id: id })) as ExportJob
      onLook?.(job)
      if (job.status === 'queued' || job.status === 'running') throw new Error(`The export is ${job.status}.`)
      return job
    },
    { timeout: 30_000, interval: 30 },
  )

/** Asks for the file of an export. */
export const download = (by: Person, { id }: Pick<ExportJob, 'id'>): Promise<Response> => by.fetch(`/api/v1/exports/${id}/download`)

export const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())
