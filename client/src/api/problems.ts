import { type ErrorCode, errorCodes } from '@certloom/shared/errors'
import { ORPCError } from '@orpc/client'
import { markReplaced } from '../accounts/pageOwner.ts'

export type FieldIssue = { path: string; message: string }

/** What went wrong, said to a person: what it is, the detail, and what to do next. */
export type Problem = { code: ErrorCode | 'unreachable'; title: string; detail: string; next: string; issues: FieldIssue[] }

/** The shared sentences speak to programs; these say the same to somebody in front of a page. */
const nextForPeople: Partial<Record<ErrorCode, string>> = {
  invalid_input: 'Correct the fields that are marked and send it again.',
  precondition_required: 'Reload the page and make the change again.',
  internal: 'Try again. If it stays, tell support what you did and when.',
}

/** How long to wait, as exactly as it helps. */
function waitFor(seconds: unknown): string {
  if (typeof seconds !== 'number') return 'Wait a few minutes and try again.'
  return seconds > 90 ? `Wait ${Math.ceil(seconds / 60)} minutes and try again.` : `Wait ${Math.ceil(seconds)} seconds and try again.`
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorCodes, code)

const textOr = (value: unknown, fallback: string): string => (typeof value === 'string' && value !== '' ? value : fallback)

/** Paths come as `['address', 'city']` from a validator and as `address.city` from our own services. */
function issuesOf(value: unknown): FieldIssue[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((issue) => ({
    path: Array.isArray(issue.path) ? issue.path.join('.') : textOr(issue.path, ''),
    message: textOr(issue.message, 'This cannot be used'),
  }))
}

/** Turns an RFC 9457 body into the error the client throws; null if the body is something else. */
export function decodeProblem(body: unknown): ORPCError<ErrorCode, Record<string, unknown>> | null {
  if (!isRecord(body) || !isErrorCode(body.code)) return null
  const known = errorCodes[body.code]
  if (body.code === 'other_person') markReplaced(textOr(body.detail, known.title))
  return new ORPCError(body.code, {
    status: known.status,
    message: textOr(body.detail, textOr(body.title, known.title)),
    data: {
      ...(isRecord(body.data) ? body.data : {}),
      title: textOr(body.title, known.title),
      next: textOr(body.next, known.next),
      issues: issuesOf(body.issues),
    },
  })
}

/** Did nothing answer, or nothing in time? Each browser says it in its own words. */
const isUnreachable = (error: unknown): boolean =>
  (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) ||
  (error instanceof DOMException && error.name === 'TimeoutError')

/** What to show for an error of any kind: one of ours, a lost connection, or a mistake in the page itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && isErrorCode(error.code)) {
    const code: ErrorCode = error.code
    const data = isRecord(error.data) ? error.data : {}
    const known = errorCodes[code]
    return {
      code,
      title: textOr(data.title, known.title),
      detail: error.message,
      next: code === 'too_many_requests' ? waitFor(data.retry_after_seconds) : (nextForPeople[code] ?? textOr(data.next, known.next)),
      issues: issuesOf(data.issues),
    }
  }
  if (isUnreachable(error)) {
    const title = 'The server cannot be reached'
    return { code: 'unreachable', title, detail: title, next: 'Check your connection and try again.', issues: [] }
  }
  return {
    code: 'internal',
    title: 'Something went wrong',
    detail: 'Something went wrong',
    next: 'Reload the page. If it stays, tell support what you did.',
    issues: [],
  }
}

/** What is wrong with one field of a form that was refused; null if nothing is. */
export function issueAt(error: unknown, path: string): string | null {
  if (error === null || error === undefined) return null
  return problemOf(error).issues.find((issue) => issue.path === path)?.message ?? null
}

/** The same, also for what a service refused for the sake of one field it names. */
export function fieldProblem(error: unknown, field: string): string | null {
  if (!(error instanceof ORPCError) || !isRecord(error.data)) return null
  return error.data.field === field ? error.message : issueAt(error, field)
}
