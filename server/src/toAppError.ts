import { AppError } from '@certloom/shared/errors'
import { z } from 'zod'
import { isAboutTheServer, isDuplicate, sqlStateOf } from './db/sqlState.ts'
import type { Log } from './log.ts'

/** SQLSTATE 42501: row security or a missing grant refused it. To the caller that row does not exist. */
const refusedByDatabase = '42501'
/** SQLSTATEs for text that Postgres cannot keep: a NUL, or bytes that are no UTF-8. */
const unstorableText = new Set(['22021', '22P05'])

/**
 * Turns whatever was thrown into an error a caller may read. What nobody expected is logged here and told as `internal`, or as `unavailable` if the
 * database was not there or not free.
 */
export function toAppError(error: unknown, log: Log): AppError {
  if (error instanceof AppError) return error
  if (error instanceof z.ZodError) return new AppError('invalid_input')
  const state = sqlStateOf(error) ?? ''
  if (state === refusedByDatabase) return new AppError('not_found')
  if (unstorableText.has(state)) return new AppError('invalid_input', 'Text must not contain NUL characters.')
  if (isDuplicate(error)) return new AppError('conflict')
  if (isAboutTheServer(error)) {
    log.error({ err: error }, 'the database could not be used')
    return new AppError('unavailable', 'The database cannot be used right now.')
  }
  log.error({ err: error }, 'unexpected error')
  return new AppError('internal')
}
