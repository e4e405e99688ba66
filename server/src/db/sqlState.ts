/** Classes of errors about what was asked, not about the state of the server: wrong data, a violated constraint, a missing right, a raised exception. */
const classesAboutTheQuery = new Set(['22', '23', '42', 'P0'])

/** Classes of errors about the server and what happens beside the query: connections, conflicts with others, no room left, an administrator. */
const classesAboutTheServer = new Set(['08', '40', '53', '57', '58'])

/** What Prisma says when there was no server, no free connection, or not enough time. */
const prismaAboutTheServer = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])

/** The same in the words of its adapter. */
const kindsAboutTheServer = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout'])

/** And those of the pool below it, which has no codes: no connection was free or made in time, or it ended. */
const wordsAboutTheServer = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
])

/** A query that was not answered in time, and with it its connection. */
export class Unanswered extends Error {
  constructor() {
    super('PostgreSQL did not answer')
    this.name = 'Unanswered'
  }
}

/** What the adapter says of the error, through everything Prisma wraps it in. */
function causeOf(error: unknown): Cause | undefined {
  const thrown = error as { meta?: { driverAdapterError?: { cause?: Cause } }; cause?: Cause } | null | undefined
  return thrown?.meta?.driverAdapterError?.cause ?? thrown?.cause
}

/** The SQLSTATE PostgreSQL gave; undefined if it gave none, as when it cannot be reached. */
export const sqlStateOf = (error: unknown): string | undefined => causeOf(error)?.originalCode

/** `kind` is the adapter's word for what happened, with or without a state. */
type Cause = { originalCode?: string; kind?: string }

/** Prisma's own code. */
const codeOf = (error: unknown): string | undefined => (error as { code?: string } | null | undefined)?.code

/** Did the database refuse this one query, while it may well take others? */
export function isAboutTheQuery(error: unknown): boolean {
  return classesAboutTheQuery.has(sqlStateOf(error)?.slice(0, 2) ?? '')
}

/** Did the database refuse a row because another has what must be unique? Prisma says so in its own words, or passes on the state. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === 'P2002' || sqlStateOf(error) === '23505'

/** Was the database not there, not free or too slow, so that the same may well be done a moment later? Whether it was done is not said. */
export const isAboutTheServer = (error: unknown): boolean =>
  error instanceof Unanswered ||
  (error instanceof Error && wordsAboutTheServer.has(error.message)) ||
  prismaAboutTheServer.has(codeOf(error) ?? '') ||
  kindsAboutTheServer.has(causeOf(error)?.kind ?? '') ||
  classesAboutTheServer.has(sqlStateOf(error)?.slice(0, 2) ?? '')
