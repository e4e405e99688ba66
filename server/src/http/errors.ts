import { AppError, type ErrorCode, errorCodes } from '@certloom/shared/errors'
import { ORPCError, ValidationError } from '@orpc/server'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { toAppError } from '../toAppError.ts'

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

/** The error a caller may read for what oRPC's handlers throw, keeping the fields a validation names. */
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
