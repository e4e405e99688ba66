import { AppError } from '@certloom/shared/errors'
import { isAboutTheQuery } from '../db/sqlState.ts'
import type { FileStore } from './store.ts'

/**
 * Deletes what is under a key if `error` says for certain that the transaction with the row that names it was rolled back. Where only the answer
 * to its commit was lost, nobody knows; what no row names then, `sweepFiles` deletes later.
 */
export async function deleteIfRolledBack(files: Pick<FileStore, 'delete'>, key: string, error: unknown): Promise<void> {
  if (error instanceof AppError || isAboutTheQuery(error)) await files.delete(key)
}
