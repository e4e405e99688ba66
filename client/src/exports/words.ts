import type { ExportJob } from '@certloom/shared/exports/contract'

/** How far an export is, in a sentence. */
export function progressOf({ status, documents_done, documents_total, failure }: ExportJob): string {
  switch (status) {
    case 'queued':
      return 'Waiting for its turn.'
    case 'running':
      return documents_total === 1 ? 'Being written.' : `Being written: ${documents_done} of ${documents_total} documents.`
    case 'done':
      return 'The file is ready. It is available for 24 hours.'
    case 'failed':
      return failure ?? 'It could not be written.'
    case 'cancelled':
      return 'Cancelled.'
  }
}

/** "12 kB", "3.4 MB". */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
