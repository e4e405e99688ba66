import { AppError, type ErrorCode, errorCodes } from '@certloom/shared/errors'
import { ORPCError, ValidationError } from '@orpc/server'
import { z } from 'zod'
import { isAboutTheServer, isDuplicate, sqlStateOf } from '../db/sqlState.ts'
import type { Log } from '../log.ts'

/** RFC 9457 problem details, with our stable `code` and what to do `next`. */
export type Problem = {
  type: 'about:blank'
  title: string
  status: number
  code: ErrorCode
  detail: string
  next: string
  issues?: { path: string; message: string }[]
  data?: Record<string, unknown>
}

export function problemOf(error: AppError, issues?: Problem['issues']): Problem {
  const { status, title, next } = errorCodes[error.code]
  return {
    type: 'about:blank',
    title,
    status,
    code: error.code,
    detail: error.message,
    next,
    ...(issues && { issues }),
    ...(error.data && { data: error.data }),
  }
}

/** Was this made by `problemOf`? What oRPC could not even read is not. */
export const isProblem = (data: unknown): data is Problem => typeof data === 'object' && data !== null && 'code' in data && 'next' in data

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

/** The same for what oRPC's handlers throw, keeping the fields a validation names. */
export function toOrpcError(error: unknown, log: Log): ORPCError<string, Problem> {
  if (error instanceof ORPCError && error.status < 500) {
    const issues = issuesOf(error.cause)
    const code: ErrorCode = error.status === 404 ? 'not_found' : 'invalid_input'
    return asOrpc(problemOf(new AppError(code), issues))
  }
  return asOrpc(problemOf(toAppError(error, log)))
}

/** The fields that a validation names, if it was one that failed. */
export const issuesOf = (error: unknown): Problem['issues'] =>
  error instanceof ValidationError || error instanceof z.ZodError
    ? error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message }))
    : undefined

const asOrpc = (problem: Problem) => new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem })

const pathOf = (path: readonly (PropertyKey | { key: PropertyKey })[] | undefined): string =>
  (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
