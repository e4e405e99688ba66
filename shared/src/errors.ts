/**
 * Every error a caller can be told about, with its HTTP status and what the caller should do next.
 * The list is closed: a client may switch over it. A thing that is missing and a thing one may not see answer alike (`not_found`).
 */
export const errorCodes = {
  invalid_input: {
    status: 400,
    title: 'Some of what was sent cannot be used',
    next: 'Correct the fields named in `issues` and send it again.',
  },
  not_signed_in: { status: 401, title: 'You are not signed in', next: 'Sign in and try again.' },
  other_person: {
    status: 409,
    title: 'Somebody else has signed in on this browser',
    next: 'Nothing was done. Reload the page to go on as whoever is signed in now.',
  },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong', next: 'Check both, or reset the password.' },
  forbidden: { status: 403, title: 'Your role does not allow this', next: 'Ask an owner or admin of the organization for the right.' },
  foreign_origin: { status: 403, title: 'The request came from another site', next: 'Open the application at its own address.' },
  not_found: { status: 404, title: 'There is nothing here that you may see', next: 'Check the address, or ask whoever sent it to you.' },
  conflict: { status: 409, title: 'This conflicts with what is there', next: 'Reload, look at what changed, and decide again.' },
  incomplete: {
    status: 409,
    title: 'Something is still missing',
    next: 'Complete what `data.missing` names, section by section, and try again.',
  },
  link_expired: { status: 410, title: 'This link is no longer valid', next: 'Ask for a new one.' },
  precondition_failed: {
    status: 412,
    title: 'Somebody changed this meanwhile',
    next: 'Read it again and repeat the change on what is there now.',
  },
  too_large: { status: 413, title: 'This is larger than allowed', next: 'Send something smaller.' },
  precondition_required: {
    status: 428,
    title: 'A replacing write must say which revision it replaces',
    next: 'Send the `ETag` you read as `If-Match`.',
  },
  too_many_requests: { status: 429, title: 'Too many attempts', next: 'Wait as long as `Retry-After` says.' },
  internal: { status: 500, title: 'Something went wrong on our side', next: 'Try again; if it stays, give support the request id.' },
  damaged: {
    status: 500,
    title: 'What is stored does not match its checksum',
    next: 'Nothing is shown rather than something wrong. Give support the request id; the document itself can be worked on.',
  },
  not_durable: { status: 503, title: 'The change could not be stored', next: 'Nothing was lost on your side; try again in a moment.' },
  unavailable: { status: 503, title: 'The service is not ready', next: 'Try again in a moment.' },
} as const satisfies Record<string, { status: number; title: string; next: string }>

export type ErrorCode = keyof typeof errorCodes

/** The one error our own code throws on purpose. `detail` is shown to the reader: never put content or secrets in it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, unknown> | undefined

  constructor(code: ErrorCode, detail: string = errorCodes[code].title, data?: Record<string, unknown>) {
    super(detail)
    this.name = 'AppError'
    this.code = code
    this.data = data
  }

  get status(): number {
    return errorCodes[this.code].status
  }
}
